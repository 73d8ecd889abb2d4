"""A trial of the past as a Plotly figure: the lines, what became of their points, and the threshold. PURE."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from alerts.rules.condition import RANGES, Condition, Op
from alerts.rules.reading import Key
from alerts.watching.picture import Mark, Picture, Point
from explores.charts import Chart
from explores.charts.palette import colour
from explores.charts.periods import as_period, tick
from explores.charts.scale import Scale, scale
from explores.charts.template import CONFIG, category_axis, layout, value_axis
from explores.charts.words import inert, short
from explores.formatting.formats import Style, cell

HELD = RANGES | {Op.ABOVE, Op.AT_LEAST, Op.BELOW, Op.AT_MOST, Op.EQUAL}  # against a height of the chart
MOST_TICKS = 14
ROOM = 0.04  # of the height, over the highest tick
MANY_POINTS = 60  # from here on the line is thinner
Trace = dict[str, Any]
LOOKS = {  # of the marks: symbol, colour, size
    Mark.FIRES: ("diamond", "--bad", 10),
    Mark.BREACH: ("diamond-open", "--bad", 9),
    Mark.IGNORED: ("circle-open", "--ink2", 8),
}


@dataclass(frozen=True)
class Shown:
    """How the chart is written: ``threshold`` writes one, ``names`` are those of the marks."""

    name: str
    format: str
    threshold: Callable[[Decimal], str]
    style: Style
    frame: str  # of its times; empty: moments
    names: dict[Mark, str]

    def figure(self, value: Decimal) -> str:
        """As in the table."""
        return cell(value, self.format, self.style)


def chart_of(picture: Picture, condition: Condition, shown: Shown, finding: str) -> Chart:
    """Without a point there is nothing to draw, and the chart says so."""
    points = [point for line in picture.lines.values() for point in line if point.figure is not None]
    if not points:
        return Chart("line", empty="There is no figure in this time.")
    ends = _ends(condition)
    made = scale([float(point.figure) for point in points if point.figure is not None] + [float(end) for end in ends])
    data = [_line(key, line, place, shown, picture) for place, (key, line) in enumerate(picture.lines.items())]
    data += [trace for mark in LOOKS if (trace := _marks(picture, mark, shown))]
    plot = {"data": data, "layout": _layout(picture, condition, made, shown), "config": CONFIG}
    return Chart("line", plot, finding)


def _ends(condition: Condition) -> list[Decimal]:
    """The heights that the figures are held against."""
    if condition.op not in HELD:
        return []
    return [condition.value, condition.upper] if condition.op in RANGES else [condition.value]


def _line(key: Key, line: Sequence[Point], place: int, shown: Shown, picture: Picture) -> Trace:
    name = " · ".join(key) or "no value" if len(picture.lines) > 1 else shown.name
    return {
        "type": "scatter",
        "mode": "lines" if len(line) > 1 else "markers",
        "name": inert(short(name, 40)),
        "x": [point.at for point in line],
        "y": [None if point.figure is None else float(point.figure) for point in line],
        "text": ["∅" if point.figure is None else shown.figure(point.figure) for point in line],
        "hovertemplate": "%{text}",
        "line": {"color": colour(place), "width": 1.5 if len(line) > MANY_POINTS else 2},
    }


def _marks(picture: Picture, mark: Mark, shown: Shown) -> Trace | None:
    every = (point for line in picture.lines.values() for point in line)
    found = [point for point in every if point.mark == mark and point.figure is not None]
    symbol, hue, size = LOOKS[mark]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": inert(shown.names[mark]),
        "x": [point.at for point in found],
        "y": [float(point.figure) for point in found if point.figure is not None],
        "hoverinfo": "name",
        "hovertemplate": "<extra>" + inert(shown.names[mark]) + "</extra>",
        "showlegend": False,
        "cliponaxis": False,  # one at the foot of the chart is whole
        "marker": {"symbol": symbol, "size": size, "color": hue, "line": {"color": hue, "width": 1.5}},
    } if found else None  # fmt: skip


def _layout(picture: Picture, condition: Condition, made: Scale, shown: Shown) -> dict[str, Any]:
    held = _ends(condition)
    several = len(picture.lines) > 1
    return layout(
        xaxis=category_axis(type="date", tickmode="array"),
        yaxis=value_axis(**made.axis(shown.format, shown.style) | {"range": _room(made)}),
        shapes=[*_tints(condition, made), *(_rule(end) for end in held)],
        annotations=[word for end in held for word in _label(end, shown, alone=len(held) == 1)],
        margin={"l": 52, "r": 78 if held else 30, "t": 32 if several else 12, "b": 26, "pad": 0},
        showlegend=several,
        meta={"ticks": _ticks(picture, shown)},
        hovermode="x unified",
    )


def _room(made: Scale) -> list[float]:
    """The ends of the axis, so far apart that no mark at one of them is cut."""
    room = (made.high - made.low) * ROOM
    return [made.low - (0 if made.low == 0 else room), made.high + room]


def _rule(end: Decimal) -> dict[str, Any]:
    place = {"xref": "paper", "x0": 0, "x1": 1, "yref": "y", "y0": float(end), "y1": float(end)}
    return {"type": "line", **place, "line": {"color": "--bad", "width": 1.5, "dash": "dash"}}


def _tints(condition: Condition, made: Scale) -> list[dict[str, Any]]:
    """The side, or the sides, on which a figure is in breach."""
    value, upper = float(condition.value), float(condition.upper)
    low, high = _room(made)
    sides = {
        Op.ABOVE: [(value, high)], Op.AT_LEAST: [(value, high)], Op.BELOW: [(low, value)], Op.AT_MOST: [(low, value)],
        Op.BETWEEN: [(value, upper)], Op.OUTSIDE: [(low, value), (upper, high)],
    }.get(condition.op, [])  # fmt: skip
    return [
        {
            "type": "rect", "layer": "below", "xref": "paper", "x0": 0, "x1": 1, "yref": "y", "y0": start, "y1": end,
            "fillcolor": "--bad/5", "line": {"width": 0},
        } for start, end in sides
    ]  # fmt: skip


def _label(end: Decimal, shown: Shown, *, alone: bool) -> list[dict[str, Any]]:
    """At the right end of its line; a lone one says what it is."""
    figure = _word(inert(shown.threshold(end)), end, 7 if alone else 0, weight=600)
    return [figure, _word("threshold", end, -7)] if alone else [figure]


def _word(text: str, end: Decimal, shift: int, **font: int) -> dict[str, Any]:
    place = {"xref": "paper", "x": 1, "xanchor": "left", "xshift": 8, "yref": "y", "y": float(end), "yanchor": "middle"}
    hue = {"size": 11, "color": "--bad", **font}
    return {**place, "yshift": shift, "text": text, "align": "left", "showarrow": False, "font": hue}


def _ticks(picture: Picture, shown: Shown) -> list[list[str]]:
    """Times to choose from, with their short name and the one with the year."""
    times = sorted({point.at for line in picture.lines.values() for point in line})
    every = -(-len(times) // MOST_TICKS) or 1
    found = ((at, when) for at in times[::-1][::every][::-1] if (when := _when(at)) is not None)
    return [[at, *tick(when, shown.frame or "date", shown.style)] for at, when in found]


def _when(at: str) -> date | None:
    try:
        return datetime.fromisoformat(at) if len(at) > len("2026-11-17") else as_period(at, "date")
    except ValueError:
        return None
