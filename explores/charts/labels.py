"""Names and last figures at the ends of lines, pushed apart so that none covers another. PURE."""

from __future__ import annotations

from html import unescape
from typing import Any

from explores.charts.palette import MARKERS
from explores.charts.series import Series
from explores.charts.value_axes import ValueAxis
from explores.charts.words import inert, short
from explores.formatting import formats
from explores.formatting.formats import Style

WIDEST, LETTER = 200, 6.3  # px: of a margin, and of one letter
ROOM = 0.075  # of the axis, for one line of text
GLYPHS = ("●", "◆", "▲", "■", "✚", "▼", "⬢", "★")  # as the markers


def end_labels(series: list[Series], at: str | int, axis: ValueAxis, style: Style) -> list[dict[str, Any]]:
    """One label for each line at its last value: the marker in its colour, name and value in ink.

    ``at``: the last moment of the axis, or the place of its last name; a name that is a number would be read as one.
    """
    ends = sorted(((_last(one), one) for one in series), key=lambda pair: pair[0])
    heights = _apart([height for height, _ in ends], axis)
    made: list[dict[str, Any]] = []
    for height, (_, one) in zip(heights, ends, strict=True):
        glyph = GLYPHS[MARKERS.index(one.marker) % len(GLYPHS)]
        made.append(_text(at, height, 8, glyph, one.colour))
        made.append(_text(at, height, 22, _said(one, style), "--ink"))
    return made


def room_for(labels: list[dict[str, Any]]) -> int:
    """px of margin that the longest label needs."""
    return min(WIDEST, 30 + round(LETTER * max(len(unescape(label["text"])) for label in labels)))


def _said(one: Series, style: Style) -> str:
    """The name; the figure too, where the line reaches the end."""
    name, last = inert(short(one.name, 18)), one.values[-1]
    return name if last is None else f"{name} {inert(formats.cell(last, one.field.format, style))}"


def _last(one: Series) -> float:
    return one.drawable[-1]


def _apart(heights: list[float], axis: ValueAxis) -> list[float]:
    """Ascending heights, each with room above the one below, none above the axis: what is beyond it is not drawn."""
    span = axis.high - axis.low
    room = min(span * ROOM, span / max(1, len(heights) - 1))
    placed: list[float] = []
    for height in heights:
        placed.append(max(height, placed[-1] + room) if placed else height)
    top = axis.high
    for place in range(len(placed) - 1, -1, -1):
        placed[place] = min(placed[place], top)
        top = placed[place] - room
    return placed


def _text(x: str | int, y: float, shift: int, text: str, ink: str) -> dict[str, Any]:
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
