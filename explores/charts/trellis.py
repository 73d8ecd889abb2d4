"""Small charts side by side, one for each row or pivot column, all on the same scale. PURE."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from explores.answer import Answer
from explores.charts.legend import placed
from explores.charts.scale import scale, share_axes, tick_texts
from explores.charts.series import Points, Series
from explores.charts.template import layout
from explores.charts.words import inert, listed, short
from explores.export import PIVOT_MARK
from explores.formatting.formats import Style

MOST = 12
ROOM = 180  # px of height for one chart
BETWEEN, UNDER = 0.04, 68  # of the width between two charts; px under each for its names
Draw = Callable[[Points, Answer, Style, dict[str, Any]], dict[str, Any]]
_ALONE = {"trellis": "none", "swap": False, "legend": "off"}


def trellis(found: Points, answer: Answer, style: Style, options: Mapping[str, Any], draw: Draw) -> dict[str, Any]:
    """One figure of small ones; the notes tell what is left out."""
    left, right, neither = share_axes([one for one in found.series if one.drawable])
    if right or neither:
        found.notes.append(f"{listed([one.name for one in (*right, *neither)])} not drawn: another unit or size.")
    cells = _by_row(found, left) if options["trellis"] == "row" else _by_pivot(found, left)
    drawable = [(title, cell) for title, cell in cells if any(one.drawable for one in cell.series)]
    if len(drawable) < len(cells):
        found.notes.append(f"{len(cells) - len(drawable)} small charts have no figure and are not drawn.")
    cells = drawable
    if len(cells) > MOST:
        found.notes.append(f"The first {MOST} of {len(cells)} small charts are drawn.")
    notes: list[str] = []
    made = []
    for title, cell in cells[:MOST]:
        plot = draw(cell, answer, style, {**options, **_ALONE})
        notes += cell.notes
        if plot:
            made.append((title, plot))
    found.notes += [note for note in dict.fromkeys(notes) if not note.startswith("The axis of")]
    return _together(made, left[0], style, options) if made else {}


def _by_pivot(found: Points, series: list[Series]) -> list[tuple[str, Points]]:
    """A chart for each pivot column, its measures in the colours of the first; without pivots one for each measure."""
    groups: dict[str, list[Series]] = {}
    for one in series:
        groups.setdefault(one.id.partition(PIVOT_MARK)[2] or one.id, []).append(one)
    if all(len(parts) == 1 for parts in groups.values()):
        return [(parts[0].name, _cell(found, parts)) for parts in groups.values()]
    looks: dict[str, Series] = {}
    for one in series:
        looks.setdefault(one.field.id, one)
    return [(_heading(parts), _cell(found, [_alike(one, looks) for one in parts])) for parts in groups.values()]


def _heading(parts: list[Series]) -> str:
    return parts[0].name.removesuffix(f" · {parts[0].field.short_label}")


def _alike(one: Series, looks: Mapping[str, Series]) -> Series:
    """A measure is of one colour in all small charts."""
    like = looks[one.field.id]
    return replace(one, name=one.field.short_label, slot=like.slot, look=like.look)


def _cell(found: Points, parts: list[Series]) -> Points:
    return replace(found, series=[replace(one) for one in parts], notes=[], words=[], lines=[])


def _by_row(found: Points, series: list[Series]) -> list[tuple[str, Points]]:
    """A chart for each row; its points are the series."""
    names = [one.name for one in series]
    return [(name, _row(found, series, place, names)) for place, name in enumerate(found.names)]


def _row(found: Points, series: list[Series], place: int, names: list[str]) -> Points:
    first = series[0]
    one = replace(
        first,
        name=found.names[place],
        values=[part.values[place] for part in series],
        texts=[part.texts[place] for part in series],
        marks=[part.marks[place] for part in series],
    )
    return replace(
        found,
        names=names,
        series=[one],
        periods=None,
        timeframe=None,
        notes=[],
        words=[],
        lines=[],
        scale="category",
        rows=[],
    )


def _together(
    made: list[tuple[str, dict[str, Any]]], first: Series, style: Style, options: Mapping[str, Any]
) -> dict[str, Any]:
    columns = min(options["trellis.columns"], len(made))
    rows = math.ceil(len(made) / columns)
    inside = made[0][1]["layout"]
    whole = layout(hovermode="closest", **{key: inside[key] for key in ("barmode", "barnorm") if key in inside})
    whole |= {"annotations": [], "shapes": [], "meta": {"height": 40 + ROOM * rows}}
    axis = _shared([plot["layout"]["yaxis"] for _, plot in made], first, style, options)
    data: list[dict[str, Any]] = []
    for number, (title, plot) in enumerate(made):
        box = _box(number, columns, rows)
        _put(whole, plot, "" if number == 0 else str(number + 1), box, axis)
        whole["annotations"].append(_title(title, box))
        data += [_moved(trace, "" if number == 0 else str(number + 1), number) for trace in plot["data"]]
    several = sum(trace.get("showlegend", False) for trace in data) > 1 and options["trellis"] == "pivot"
    named = several if options.get("legend", "auto") == "auto" else options["legend"] == "on" and several
    legend = {**placed(whole, options), "yref": "container", "y": 1, "yanchor": "top"}
    whole |= {"showlegend": named, "legend": legend}
    whole["margin"] = {"l": 60, "r": 14, "t": 66 if named else 36, "b": 26, "pad": 0}
    return {"data": data, "layout": whole}


def _shared(axes: list[dict[str, Any]], first: Series, style: Style, options: Mapping[str, Any]) -> dict[str, Any]:
    """The ends and ticks that hold the figures of every chart."""
    if len({axis.get("type") for axis in axes}) > 1 or "ticktext" not in axes[0]:
        return {}
    low = min(min(axis["range"]) for axis in axes)
    high = max(max(axis["range"]) for axis in axes)
    ends = [high, low] if axes[0]["range"][0] > axes[0]["range"][1] else [low, high]
    if axes[0].get("type") == "log":
        ticks = sorted({tick for axis in axes for tick in axis["tickvals"]})
    else:
        ticks = list(scale([low, high], from_zero=False, free=low > 0).ticks)
        ticks = [tick for tick in ticks if low <= tick <= high]
    code = options.get("y.format")
    texts = [code.show(tick, style) for tick in ticks] if code else tick_texts(ticks, first.field.format, style)
    return {"range": ends, "tickvals": ticks, "ticktext": [inert(text) for text in texts]}


Box = tuple[list[float], list[float]]  # the part of the width and of the height that a chart takes


def _box(number: int, columns: int, rows: int) -> Box:
    wide, high = (1 - BETWEEN * (columns - 1)) / columns, 1 / rows
    left, top = (number % columns) * (wide + BETWEEN), 1 - (number // columns) * high
    bottom = top - high * (1 - UNDER / ROOM) if number // columns < rows - 1 or rows > 1 else 0.0
    return [round(left, 4), round(left + wide, 4)], [round(max(bottom, 0.0), 4), round(top, 4)]


def _put(whole: dict[str, Any], plot: Mapping[str, Any], ending: str, box: Box, axis: Mapping[str, Any]) -> None:
    """The axes of one small chart, and what lies on them."""
    inside = plot["layout"]
    whole[f"xaxis{ending}"] = {**_few(inside["xaxis"], box), "domain": box[0], "anchor": f"y{ending}"}
    labels = {} if box[0][0] == 0 else {"showticklabels": False, "title": {"text": ""}}
    whole[f"yaxis{ending}"] = {**inside["yaxis"], **axis, **labels, "domain": box[1], "anchor": f"x{ending}"}
    whole["annotations"] += [_within(word, ending) for word in inside.get("annotations", [])]
    whole["shapes"] += [_within(shape, ending) for shape in inside.get("shapes", [])]


def _few(axis: dict[str, Any], box: Box) -> dict[str, Any]:
    """As many ticks as a small chart has room for."""
    if "tickvals" not in axis:
        return axis
    values, texts = axis.get("tickvals", []), axis.get("ticktext", [])
    step = -(-len(values) // max(2, round(8 * (box[0][1] - box[0][0])))) or 1
    room = round(30 * (box[0][1] - box[0][0]))  # letters under a chart as wide as that
    return {**axis, "tickvals": values[::step], "ticktext": [short(text, max(room, 6)) for text in texts[::step]]}


def _moved(trace: Mapping[str, Any], ending: str, number: int) -> dict[str, Any]:
    name = trace.get("name", "")
    shown = number == 0 and trace.get("showlegend", True)
    return {**trace, "xaxis": f"x{ending}", "yaxis": f"y{ending}", "legendgroup": name, "showlegend": shown}


def _within(part: Mapping[str, Any], ending: str) -> dict[str, Any]:
    """A shape or word of a small chart: the paper it lies on is the chart's own."""
    made = dict(part)
    made["xref"] = f"x{ending} domain" if part.get("xref") == "paper" else f"x{ending}"
    made["yref"] = f"y{ending} domain" if part.get("yref") == "paper" else f"y{ending}"
    return made


def _title(title: str, box: Box) -> dict[str, Any]:
    return {
        "xref": "paper",
        "yref": "paper",
        "x": box[0][0],
        "y": box[1][1],
        "xanchor": "left",
        "yanchor": "bottom",
        "yshift": 12,
        "text": inert(short(title, 28)),
        "showarrow": False,
        "font": {"size": 12, "color": "--ink"},
    }
