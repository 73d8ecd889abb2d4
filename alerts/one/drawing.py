"""The figure of an alert over its history, with its threshold. PURE."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from alerts.rules.condition import MOVES, RANGES, Op
from alerts.rules.rule import Rule
from alerts.rules.words import Saying, threshold_words
from explores.charts.figure import Chart
from explores.charts.template import CONFIG, FONT, category_axis, layout, value_axis
from explores.charts.words import inert

BOUNDLESS = MOVES | {Op.NO_DATA, Op.UNUSUAL}  # no line can be drawn for these
TICKS = 5
HOVER = "%{x|%a %-d %b %Y}: %{text}"


@dataclass(frozen=True)
class Point:
    """One figure. ``at``: ISO text; ``told``: people heard of it; ``breach``: it was in breach, or had been told."""

    at: str
    figure: Decimal
    breach: bool = False
    told: bool = False


def drawn(rule: Rule, points: Sequence[Point], saying: Saying) -> Chart | None:
    """A line, a filled diamond where it told, an open one where it was still in breach; None below two figures."""
    if len(points) < 2:
        return None
    field, bounds = rule.conditions[0].field, _bounds(rule, saying)
    texts = [saying.figure(field, one.figure) for one in points]
    plot = {
        "data": [_line(points, texts), *_marks(points, texts)],
        "layout": layout(
            xaxis=_times(points),
            yaxis=_axis(rule, points, saying, [value for value, _ in bounds]),
            margin={"l": 60, "r": 92 if bounds else 14, "t": 28, "b": 26, "pad": 0},
            shapes=[_threshold(value) for value, _ in bounds],
            annotations=[word for value, said in bounds for word in _words(value, said)],
            showlegend=any(one.breach for one in points),
            hovermode="closest",
            meta={
                "narrow": {"xaxis": _times(points, 4), "margin": {"l": 52, "r": 72 if bounds else 14, "t": 28, "b": 26}}
            },
        ),
        "config": CONFIG,
    }
    return Chart("line", plot, _summary(points, texts, saying.name(field), bounds))


def _times(points: Sequence[Point], ticks: int = 8) -> dict[str, Any]:
    """Days and moments by the calendar; quarters and the like, which are no moments, one after the other."""
    days = all(len(one.at) >= len("2026-03-04") for one in points)
    return category_axis(type="date", nticks=ticks, tickformat="%-d %b") if days else category_axis(type="category")


def _bounds(rule: Rule, saying: Saying) -> list[tuple[float, str]]:
    """Where a line stands, and what it says; none for what is no fixed figure."""
    first = rule.conditions[0]
    if first.op in BOUNDLESS:
        return []
    if first.op in RANGES:
        return [(float(each), saying.figure(first.field, each)) for each in (first.value, first.upper)]
    return [(float(first.value), threshold_words(first, saying))]


def _line(points: Sequence[Point], texts: Sequence[str]) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "lines", "x": [one.at for one in points],
        "y": [float(one.figure) for one in points], "text": texts, "hovertemplate": f"{HOVER}<extra></extra>",
        "line": {"color": "--slot1", "width": 2 if len(points) <= 60 else 1.5}, "showlegend": False,
    }  # fmt: skip


def _marks(points: Sequence[Point], texts: Sequence[str]) -> list[dict[str, Any]]:
    kinds = (("Told", "diamond", True), ("Still in breach", "diamond-open", False))
    return [_marked(name, symbol, chosen) for name, symbol, told in kinds
            if (chosen := [(one, text) for one, text in zip(points, texts, strict=True)
                           if one.breach and one.told == told])]  # fmt: skip


def _marked(name: str, symbol: str, chosen: Sequence[tuple[Point, str]]) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "markers", "name": name, "x": [one.at for one, _ in chosen],
        "y": [float(one.figure) for one, _ in chosen], "text": [text for _, text in chosen],
        "hovertemplate": f"{HOVER}, {name.lower()}<extra></extra>",
        "marker": {"symbol": symbol, "size": 10, "color": "--bad", "line": {"color": "--bad", "width": 1.5}},
    }  # fmt: skip


def _axis(rule: Rule, points: Sequence[Point], saying: Saying, bounds: Sequence[float]) -> dict[str, Any]:
    """From zero unless a figure lies below it, with ticks in the figure's own unit."""
    values = [float(one.figure) for one in points] + list(bounds)
    low, high = min(0.0, *values), max(0.0, *values)
    room = (high - low or 1.0) * 0.08
    step = _step((high - low or 1.0) / TICKS)
    ticks, at = [], step * int(low / step)
    while at <= high + room / 2:
        ticks.append(round(at, 12))
        at += step
    texts = [saying.figure(rule.conditions[0].field, Decimal(str(each)).normalize()) for each in ticks]
    return value_axis(range=[low - (room if low < 0 else 0), high + room], tickvals=ticks, ticktext=texts)


def _step(least: float) -> float:
    """1, 2 or 5 times a power of ten."""
    power = 10.0 ** (len(str(int(least))) - 1) if least >= 1 else 1.0
    while power > least:
        power /= 10
    return next(power * times for times in (1, 2, 5, 10) if power * times >= least)


def _threshold(value: float) -> dict[str, Any]:
    place = {"xref": "paper", "x0": 0, "x1": 1, "yref": "y", "y0": value, "y1": value}
    return {"type": "line", **place, "line": {"color": "--bad", "width": 1.5, "dash": "dash"}}


def _words(value: float, said: str) -> list[dict[str, Any]]:
    """At the end of its line, each a text of its own: marks inside a text would be styles that the policy refuses."""
    return [_word(value, said, 7, weight=600), _word(value, "threshold", -7)]


def _word(value: float, text: str, shift: int, **font: int) -> dict[str, Any]:
    return {
        "xref": "paper", "x": 1.005, "xanchor": "left", "yref": "y", "y": value, "yanchor": "middle", "align": "left",
        "yshift": shift, "text": inert(text), "showarrow": False, "font": {**FONT, "color": "--bad", **font},
    }  # fmt: skip


def _summary(points: Sequence[Point], texts: Sequence[str], name: str, bounds: Sequence[tuple[float, str]]) -> str:
    told = sum(one.told for one in points)
    against = f", threshold {' and '.join(said for _, said in bounds)}" if bounds else ""
    high = max(range(len(points)), key=lambda place: points[place].figure)
    ends = f"from {points[0].at[:10]} to {points[-1].at[:10]}"
    return f"Line chart of {name}, {len(points)} figures {ends}{against}. Highest {texts[high]}. Told {told} times."
