"""Horizontal bars: names at the left, largest first, the figure at the end of each bar. PURE."""

from __future__ import annotations

from typing import Any

from explores.answer import Answer
from explores.charts.axes import positions
from explores.charts.cartesian import column
from explores.charts.legend import placed
from explores.charts.plot import value_side
from explores.charts.references import references
from explores.charts.scale import share_axes
from explores.charts.series import Points, Series
from explores.charts.swapping import lying, swapped
from explores.charts.template import category_axis, hidden_axis, layout
from explores.charts.traces import drawn_values, hover_texts
from explores.charts.value_labels import label_texts, totals
from explores.charts.words import inert, listed, short
from explores.formatting.formats import Style

MOST_BARS = 50
ROW = 26  # px for one name
OF_THE_AXIS = ("min", "max", "scale", "title", "grid", "reversed", "format", "zoom", "ticks", "zero")


def bar(found: Points, answer: Answer, style: Style, options: dict[str, Any]) -> dict[str, Any]:
    """Bars of the first measure (and those that share its axis); periods keep their order, names go by value."""
    if options.get("swap"):
        return column(found, answer, style, {**options, "swap": False})
    series, right, neither = share_axes([one for one in found.series if one.drawable])
    if right or neither:
        lost = listed([one.name for one in (*right, *neither)])
        found.notes.append(f"{lost} not drawn: another unit or size.")
    places = _order(found, series[0])
    if len(places) > MOST_BARS:
        found.notes.append(f"The {MOST_BARS} largest of {len(places)} bars are drawn; the table has all.")
        places = places[:MOST_BARS]
    overlaid = bool(options.get("overlay")) and len(series) > 1
    stack = bool(options.get("stack")) and len(series) > 1 and not overlaid
    mode = "overlay" if overlaid else "relative" if stack else "group"
    made = layout(yaxis=_down(found, places, options), barmode=mode, hovermode="y unified")
    if stack and options.get("stack") == "percent":
        made["barnorm"] = "percent"
    made["margin"] = {"l": 8, "r": 64, "t": 4, "b": 8, "pad": 6}
    _across(found, made, series, options, style, stack=stack)
    if options.get("x.zoom"):
        made["dragmode"] = "zoom"
    named = len(series) > 1 or any(one.look.waits for one in series)
    made["showlegend"] = {"on": True, "off": False}.get(options.get("legend", "auto"), named)
    made["legend"] = placed(made, options) | ({} if stack or overlaid else {"traceorder": "reversed"})  # as bars stand
    made["margin"]["t"] += 32 * made["showlegend"]
    made["meta"] = {"height": 48 + ROW * len(places) * (1 if stack or overlaid else min(len(series), 3))}
    data = [_bars(found, one, places, options, style, stacked=stack) for one in series]
    if overlaid:
        data = [one | {"marker": one["marker"] | {"opacity": 0.6}} for one in data]
    if stack and options.get("labels.totals"):
        data.append(_totals(found, series, places, style, options))
    return {"data": data, "layout": made}


def _order(found: Points, first: Series) -> list[int]:
    places = list(range(len(found.names)))
    if found.periods is not None:
        return places
    return sorted(places, key=lambda place: -_size(first.values[place]))


def _size(value: float | None) -> float:
    """What a bar is ordered by; a missing one comes last."""
    return float("-inf") if value is None else value


def _down(found: Points, places: list[int], options: dict[str, Any]) -> dict[str, Any]:
    """The axis of names: the first at the top, unless reversed."""
    names = positions(found)
    keys = [names[place] for place in places]
    parts: dict[str, Any] = {"ticks": "", "showline": False, "automargin": True}
    if options.get("x.title"):
        parts["title"] = {"text": inert(options["x.title"]), "font": {"size": 11, "color": "--ink2"}}
    if options.get("x.zoom"):
        parts["fixedrange"] = False
    if options.get("x.grid"):
        parts |= {"showgrid": True, "gridcolor": "--line"}
    shown = keys[:: -(-len(keys) // (options.get("x.ticks.count") or len(keys))) or 1]
    code = options.get("x.format")
    told = [code.show(when, style=Style()) for when in found.periods] if code and found.periods else found.names
    texts = dict(zip(names, told, strict=True))
    return category_axis(
        type="category",
        categoryorder="array",
        categoryarray=keys if options.get("x.reversed") else keys[::-1],
        tickmode="array",
        tickvals=shown if options.get("x.ticks", True) else [],
        ticktext=[inert(short(texts[key], 28)) for key in shown] if options.get("x.ticks", True) else [],
        tickangle=options.get("x.angle", 0),
        **parts,
    )


def _across(
    found: Points, made: dict[str, Any], series: list[Series], options: dict[str, Any], style: Style, *, stack: bool
) -> None:
    """The axis of figures: hidden, as each bar says its own, unless something was chosen for it or lies on it."""
    low = min(0.0, *(value for one in series for value in one.drawable))
    made["xaxis"] = hidden_axis(zeroline=low < 0)
    percent = stack and options.get("stack") == "percent"
    lines = references(found, series, [], options, style, percent=percent)
    if percent or not (lines.every or _asked(options)):
        return
    side = value_side(found, series, lines, options, style, stacked=stack)
    made["xaxis"] = {**side.parts, "range": side.parts["range"][:: -1 if options.get("y.reversed") else 1]}
    made["shapes"] = [lying(one) for one in lines.shapes]
    made["annotations"] = [lying(word) for word in lines.words({"y": side})]
    made["margin"] |= {"b": 26 + 18 * ("title" in side.parts), "t": 4 + 16 * bool(lines.every)}
    if not side.parts["fixedrange"]:
        made["dragmode"] = "zoom"


def _asked(options: dict[str, Any]) -> bool:
    """Whether something of the axis of figures stands elsewhere than at its default."""
    usual = {"scale": "linear", "title": "", "grid": True, "reversed": False, "zoom": False, "ticks": 4, "zero": "auto"}
    return any(options.get(f"y.{key}", usual.get(key)) != usual.get(key) for key in OF_THE_AXIS)


def _bars(
    found: Points, one: Series, places: list[int], options: dict[str, Any], style: Style, *, stacked: bool
) -> dict[str, Any]:
    hover, names, values = hover_texts(one, None), positions(found), drawn_values(one, options)
    made: dict[str, Any] = {
        "type": "bar",
        "orientation": "h",
        "name": inert(one.name),
        "y": [names[place] for place in places],
        "x": [values[place] for place in places],
        "customdata": [hover[place] for place in places],
        "hovertemplate": "%{customdata}",
        "cells": [one.marks[place] for place in places],
        "marker": {"color": one.colour},
    }
    if one.look.waits:
        made["visible"] = "legendonly"
    wish = options.get("labels", "auto")
    if wish == "on" or (wish == "auto" and not stacked):
        texts = label_texts(one.values, one, style, options, short=stacked)
        made |= {
            "text": [texts[place] for place in places],
            "textposition": "inside" if stacked else "outside",
            "textangle": options.get("labels.angle", 0),
            "cliponaxis": False,
            "textfont": {"size": options.get("labels.size", 11)} | ({} if stacked else {"color": "--ink2"}),
        }
    return made


def _totals(
    found: Points, series: list[Series], places: list[int], style: Style, options: dict[str, Any]
) -> dict[str, Any]:
    made = totals(found, series, style, options, percent=options.get("stack") == "percent")
    for key in ("x", "y", "text", "cells"):
        made[key] = [made[key][place] for place in places]
    return swapped(made) | {"textposition": "middle right"}
