"""Figures on an axis: where it starts and ends, its ticks, and which measures can share it. PURE."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from explores.charts.series import Series
from explores.formatting import formats
from explores.formatting.formats import Style

TICKS = 4
NEAR = 0.2  # values within this share of the largest need no zero
APART = 10  # a measure this many times smaller would hardly be seen


@dataclass(frozen=True)
class Scale:
    """The ends of an axis and its ticks. ``pinned``: it starts at zero."""

    low: float
    high: float
    ticks: tuple[float, ...]
    pinned: bool = True

    def axis(self, format_name: str, style: Style) -> dict[str, Any]:
        """As Plotly takes it."""
        texts = tick_texts(self.ticks, format_name, style)
        return {"range": [self.low, self.high], "tickmode": "array", "tickvals": list(self.ticks), "ticktext": texts}


def scale(values: Sequence[float], *, from_zero: bool = True, count: int = TICKS, free: bool = False) -> Scale:
    """Round ticks around the values; from zero, unless that may be given up and all lie close together.

    ``free``: given up in any case.
    """
    low, high = min(values), max(values)
    size = max(abs(low), abs(high))
    pinned = high == low or (not free and (from_zero or low <= 0 or (high - low) > NEAR * size))
    if pinned:
        low, high = min(low, 0.0), max(high, 0.0)
    step = step_of((high - low) or 1.0, count)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    ticks = tuple(round(step * place, digits(step)) for place in range(first, max(last, first + 1) + 1))
    return Scale(ticks[0], ticks[-1], ticks, pinned or ticks[0] <= 0 <= ticks[-1])


def digits(step: float) -> int:
    """Decimals that count beside a step; what is behind them is the machine's."""
    return max(12, 12 - math.floor(math.log10(step)))


def step_of(span: float, count: int = TICKS) -> float:
    """1, 2, 2.5 or 5 times a power of ten, for ``count`` ticks or one more."""
    rough = span / count
    power = 10.0 ** math.floor(math.log10(rough))
    return next(power * nice for nice in (1, 2, 2.5, 5, 10) if power * nice >= rough * 0.999)


def tick_texts(ticks: Sequence[float], format_name: str, style: Style) -> list[str]:
    """Compact, and fine enough that no two ticks read the same."""
    texts = [formats.compact(tick, format_name, style) for tick in ticks]
    if len(set(texts)) == len(texts):
        return texts
    base, _ = formats.split_format(format_name)
    return [formats.cell(tick, base, style, decimals=3) for tick in ticks]


def share_axes(series: list[Series]) -> tuple[list[Series], list[Series], list[Series]]:
    """Series for the left axis, for the right one, and those that fit neither.

    The first measure takes the left. A measure fits an axis with the same format and figures of a like size; where an
    axis was chosen for it, it goes there.
    """
    first = next((one for one in series if one.look.axis != "right"), series[0] if series else None)
    left: list[Series] = []
    right: list[Series] = []
    neither: list[Series] = []
    for one in series:
        if one is first or one.look.axis == "left":
            left.append(one)
        elif one.look.axis == "right":
            right.append(one)
        elif fits(left[0] if left else first or one, one):
            left.append(one)
        elif not right or fits(right[0], one):
            right.append(one)
        else:
            neither.append(one)
    return left, right, neither


def fits(first: Series, other: Series) -> bool:
    """Whether both read well on one axis. Pivot values of one measure always share theirs."""
    if first.field.base == other.field.base:
        return True
    if formats.split_format(first.field.format)[0] != formats.split_format(other.field.format)[0]:
        return False
    sizes = [max(map(abs, one.drawable), default=0.0) for one in (first, other)]
    return max(sizes) <= APART * min(sizes) or min(sizes) == 0
