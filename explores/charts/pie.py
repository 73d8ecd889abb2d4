"""A ring of parts: at most six and the rest, labelled outside, the total in the middle. PURE."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from explores.answer import Answer
from explores.charts.cells import Mark, together
from explores.charts.dressing import palette
from explores.charts.palette import CLEAR, OTHER
from explores.charts.series import Points, Series
from explores.charts.template import layout
from explores.charts.words import inert, short
from explores.formatting import formats
from explores.formatting.formats import Style

MOST_SLICES = 6
GAP = "\u2002"  # between a label and its slice, on whichever side it stands
ROOM_FOR_TOTAL = 40  # % of inner radius from which the total fits in the middle


def pie(found: Points, answer: Answer, style: Style, options: dict[str, Any]) -> dict[str, Any]:
    """Slices of the first measure; with pivots and no dimension, of its pivot values."""
    parts = _parts(found)
    there = sorted(
        (_Slice(value, name, mark) for value, name, mark in parts if value is not None and value > 0),
        reverse=True,
        key=lambda one: one.value,
    )
    if len(there) < len(parts):
        lost = len(parts) - len(there)
        found.notes.append(f"{lost} value{'s' * (lost != 1)} not above zero: a pie cannot show them.")
    if not there:
        return {}
    first = found.series[0]
    if len(found.series) > 1 and found.title:
        found.notes.append(f"Only {first.name} is drawn; a pie shows one measure.")
    slices, rest = there[:MOST_SLICES], there[MOST_SLICES:]
    if rest:
        slices = _with_rest(found, first, slices, rest)
    ring, made = (
        _ring(found, slices, style, options, rest=len(slices) > MOST_SLICES),
        _layout(slices, first, style, options),
    )
    made["meta"] = {"narrow": _narrow(ring, made)}
    return {"data": [ring], "layout": made}


def _narrow(ring: Mapping[str, Any], made: Mapping[str, Any]) -> dict[str, Any]:
    """On a phone: figures under the names, so that the ring keeps its room, and a smaller total."""
    templates, words = ring["texttemplate"], made.get("annotations", [])
    under = [one.replace("  ", "<br>", 1) for one in ([templates] if isinstance(templates, str) else templates)]
    font = {"size": 11}
    traces = {"texttemplate": under[0] if isinstance(templates, str) else under}
    return {
        "traces": traces,
        "annotations": [{**one, "font": {**one["font"], **font}} for one in words],
        "margin": {"l": 8, "r": 8, "t": 24, "b": 24, "pad": 0},
    }


class _Slice(NamedTuple):
    value: float
    name: str
    mark: Mark


def _parts(found: Points) -> list[tuple[float | None, str, Mark]]:
    if not found.title:
        return [(one.values[0], one.name, one.marks[0]) for one in found.series]
    first = found.series[0]
    return list(zip(first.values, found.names, first.marks, strict=True))


def _with_rest(found: Points, first: Series, slices: list[_Slice], rest: list[_Slice]) -> list[_Slice]:
    if not first.field.additive:
        found.notes.append(f"The {MOST_SLICES} largest parts are drawn; {len(rest)} more cannot be added up.")
        return slices
    found.notes.append(f"Other adds up {len(rest)} smaller parts.")
    return [*slices, _Slice(sum(one.value for one in rest), "Other", together(one.mark for one in rest))]


def _ring(
    found: Points, slices: list[_Slice], style: Style, options: Mapping[str, Any], *, rest: bool
) -> dict[str, Any]:
    first = found.series[0]
    colours = [*palette(options, MOST_SLICES if rest else len(slices))]
    colours = [colours[place % len(colours)] for place in range(MOST_SLICES if rest else len(slices))]
    figures, shares = _figures(first, slices, style)
    # A share of what is drawn is no share of the whole where parts are left out or do not add up.
    figure = "%{customdata[0]} · %{customdata[1]}" if first.field.additive else "%{customdata[0]}"
    made: dict[str, Any] = {
        "type": "pie",
        "hole": min(options.get("pie.inner", 62.0), 98) / 100,
        "sort": False,
        "values": [one.value for one in slices],
        "cells": [one.mark for one in slices],
        "labels": [inert(short(name, 28)) + "\u200b" * place for place, (_, name, _) in enumerate(slices)],
        "customdata": [list(pair) for pair in zip(figures, shares, strict=True)],
        "texttemplate": f"{GAP}{_template(found, options, figure)}{GAP}",
        "textposition": "outside" if options.get("pie.labels", "labels") == "labels" else "none",
        "textfont": {"size": 12, "color": "--ink2"},
        "hovertemplate": f"%{{label}}<br>{figure}<extra></extra>",
        "marker": {"colors": [*colours, OTHER] if rest else colours, "line": {"color": "--surface", "width": 2}},
        "automargin": True,
    }
    return made | _turn(found, made, options)


def _figures(first: Series, slices: list[_Slice], style: Style) -> tuple[list[str], list[str]]:
    """The figure of each slice, and its share of all slices."""
    whole = sum(one.value for one in slices)
    figures = [inert(formats.cell(one.value, first.field.format, style)) for one in slices]
    return figures, [formats.cell(one.value / whole, "percent", style) for one in slices]


def _template(found: Points, options: Mapping[str, Any], figure: str) -> str:
    """What stands beside a slice, as chosen; no share where parts do not add up."""
    content = options.get("pie.content", "all")
    if "percent" in content and not found.series[0].field.additive:
        found.notes.append(f"{found.series[0].name} does not add up, so its parts have no percent.")
        content = "value" if content == "percent" else "label_value"
    return {
        "label": "%{label}",
        "value": "%{customdata[0]}",
        "label_value": "%{label}  %{customdata[0]}",
        "percent": "%{customdata[1]}",
        "label_percent": "%{label}  %{customdata[1]}",
    }.get(content, f"%{{label}}  {figure}")


def _turn(found: Points, made: Mapping[str, Any], options: Mapping[str, Any]) -> dict[str, Any]:
    """From the start angle to the end angle; the rest of the circle is a slice that is not seen."""
    start, end = options.get("pie.start", 0.0), options.get("pie.end", 360.0)
    sweep = min(abs(end - start), 360.0)
    turned = {"direction": "clockwise" if end >= start else "counterclockwise", "rotation": start}
    if sweep == 0:
        found.notes.append("The pie's end angle is its start angle, so the whole circle is drawn.")
    if sweep in {0, 360}:
        return turned
    gap = sum(made["values"]) * (360 - sweep) / sweep
    templates = [made["texttemplate"]] * len(made["values"])
    return turned | {
        "values": [*made["values"], gap],
        "labels": [*made["labels"], "\u200b" * 40],
        "customdata": [*made["customdata"], ["", ""]],
        "texttemplate": [*templates, ""],
        "hoverinfo": ["all"] * len(templates) + ["skip"],
        "hovertemplate": [made["hovertemplate"]] * len(templates) + [""],
        "marker": {**made["marker"], "colors": [*made["marker"]["colors"], CLEAR]},
    }


def _layout(slices: list[_Slice], first: Series, style: Style, options: Mapping[str, Any]) -> dict[str, Any]:
    made = layout(hovermode="closest", margin={"l": 24, "r": 24, "t": 24, "b": 24, "pad": 0})
    if options.get("pie.labels") == "legend":
        made |= {"showlegend": True, "legend": {**made["legend"], "orientation": "v", "x": 0.72, "y": 0.5}}
        made["legend"]["yanchor"] = "middle"
    if first.field.additive and options.get("pie.inner", 62.0) >= ROOM_FOR_TOTAL:
        whole = formats.headline(sum(one.value for one in slices), first.field.format, style)
        made["annotations"] = [
            _middle(whole.text, 0, 20, "--ink")
            | {"captureevents": True, "cells": together(one.mark for one in slices)},
            _middle(inert(short(first.field.short_label, 16)), -20, 11, "--ink3"),
        ]
    return made


def _middle(text: str, shift: int, size: int, ink: str) -> dict[str, Any]:
    place = {"x": 0.5, "y": 0.5, "xref": "paper", "yref": "paper", "xanchor": "center", "yanchor": "middle"}
    return {**place, "yshift": shift, "text": text, "showarrow": False, "font": {"size": size, "color": ink}}
