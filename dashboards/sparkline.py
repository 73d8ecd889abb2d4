"""A small line beside a figure, as the points of an SVG polyline. PURE."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from explores.formatting.formats import is_number

WIDTH, HEIGHT, EDGE = 62, 28, 3  # px


@dataclass(frozen=True)
class Sparkline:
    """Points in a box of 62 × 28 px, and the last one, which gets a dot."""

    points: str
    x: float
    y: float


def sparkline(values: Sequence[Any]) -> Sparkline | None:
    """The line through ``values``, oldest first; gaps are left out, fewer than two figures draw nothing."""
    figures = [(place, float(value)) for place, value in enumerate(values) if is_number(value)]
    if len(figures) < 2:
        return None
    low, high = min(v for _, v in figures), max(v for _, v in figures)
    across = (WIDTH - 2 * EDGE) / (len(values) - 1)
    up = (HEIGHT - 2 * EDGE) / (high - low) if high > low else 0.0
    middle = 0.0 if high > low else HEIGHT / 2 - EDGE
    points = [
        (round(EDGE + place * across, 1), round(HEIGHT - EDGE - middle - (v - low) * up, 1)) for place, v in figures
    ]
    return Sparkline(" ".join(f"{x:g},{y:g}" for x, y in points), *points[-1])
