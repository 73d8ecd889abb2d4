"""How high stacks reach, and what their parts are a share of. PURE."""

from __future__ import annotations

from collections.abc import Sequence

from explores.charts.series import Series


def shares(series: Sequence[Series]) -> list[float] | None:
    """The sum at each point, for the share that hover tells; none where a part waits in the legend."""
    if any(one.look.waits for one in series):
        return None
    return [sum(abs(v) for v in values if v is not None) for values in across(series)]


def across(series: Sequence[Series]) -> list[tuple[float | None, ...]]:
    """The figures of all series at each point."""
    return list(zip(*(one.values for one in series), strict=True))


def stacked_heights(series: Sequence[Series]) -> list[float]:
    """The heights that stacks reach, above and below zero."""
    heights = [0.0]
    for values in across(series):
        heights.append(sum(v for v in values if v is not None and v > 0))
        heights.append(sum(v for v in values if v is not None and v < 0))
    return heights
