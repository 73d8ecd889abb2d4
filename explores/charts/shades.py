"""The key of a scale of shades: a strip from little to much with its ends, at the lower left. PURE.

Plotly's own bar of colours sets styles that the policy of the pages refuses; shapes and notes do not.
"""

from __future__ import annotations

from typing import Any

from explores.charts.reading import Column
from explores.charts.words import inert
from explores.formatting import formats
from explores.formatting.formats import Style

RAMP = [[0, "--q2"], [0.33, "--q4"], [0.67, "--q6"], [1, "--q9"]]
_STEPS = tuple(f"--q{step}" for step in range(2, 10))
_WIDE, _HIGH = 14, 8  # px of one step


def key(values: list[float], of: Column, style: Style) -> dict[str, Any]:
    """Shapes and annotations for a layout."""
    ends = [formats.compact(end, of.field.format, style) for end in (min(values), max(values))]
    place = {"xref": "paper", "yref": "paper", "xsizemode": "pixel", "ysizemode": "pixel", "xanchor": 0, "yanchor": 0}
    steps = [
        {**place, "type": "rect", "x0": 8 + _WIDE * at, "x1": 8 + _WIDE * (at + 1), "y0": 6, "y1": 6 + _HIGH}
        | {"fillcolor": token, "line": {"width": 0}}
        for at, token in enumerate(_STEPS)
    ]
    notes = [
        _note(inert(of.name), 8, "left", 30),
        _note(ends[0], 8, "left", 16),
        _note(ends[1], 8 + _WIDE * len(_STEPS), "right", 16),
    ]
    return {"shapes": steps, "annotations": notes}


def _note(text: str, x: int, side: str, y: int) -> dict[str, Any]:
    return {
        "text": text,
        "x": 0,
        "y": 0,
        "xref": "paper",
        "yref": "paper",
        "xanchor": side,
        "yanchor": "bottom",
        "xshift": x,
        "yshift": y,
        "showarrow": False,
        "font": {"size": 11, "color": "--ink3"},
    }
