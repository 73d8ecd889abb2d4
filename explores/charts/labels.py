"""Names at the ends of lines, pushed apart so that none covers another. PURE."""

from __future__ import annotations

from typing import Any

from explores.charts.palette import MARKERS
from explores.charts.series import Series
from explores.charts.value_axes import ValueAxis
from explores.charts.words import inert, short

ROOM = 0.075  # of the axis, for one line of text
GLYPHS = ("●", "◆", "▲", "■", "✚", "▼", "⬢", "★")  # as the markers


def end_labels(series: list[Series], ticks: list[list[str]], axis: ValueAxis) -> list[dict[str, Any]]:
    """One label for each line at its last value: the marker in its colour, the name in ink."""
    ends = sorted(((_last(one), one) for one in series), key=lambda pair: pair[0])
    heights = _apart([height for height, _ in ends], (axis.high - axis.low) * ROOM)
    made: list[dict[str, Any]] = []
    for height, (_, one) in zip(heights, ends, strict=True):
        glyph = GLYPHS[MARKERS.index(one.marker) % len(GLYPHS)]
        made.append(_text(ticks[-1][0], height, 8, glyph, one.colour))
        made.append(_text(ticks[-1][0], height, 22, inert(short(one.name, 18)), "--ink"))
    return made


def _last(one: Series) -> float:
    return one.drawable[-1]


def _apart(heights: list[float], room: float) -> list[float]:
    """Ascending heights, each at least ``room`` above the one below."""
    placed: list[float] = []
    for height in heights:
        placed.append(max(height, placed[-1] + room) if placed else height)
    return placed


def _text(x: str, y: float, shift: int, text: str, ink: str) -> dict[str, Any]:
    return {
        "x": x,
        "y": y,
        "xref": "x",
        "yref": "y",
        "xanchor": "left",
        "yanchor": "middle",
        "xshift": shift,
        "text": text,
        "showarrow": False,
        "font": {"size": 11, "color": ink},
    }
