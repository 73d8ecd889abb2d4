"""The curve of what a result may truly cost, as SVG paths: grey below the target, red above. PURE."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10

from alerts.screen.amounts import rounded

WIDTH, TOP, BASE = 340, 16, 100  # px; below BASE stand the amounts, above TOP the target's name
STEPS = (1, 2, 5, 10)
MARKS = 3  # amounts on the axis, about
Point = tuple[float, float]


@dataclass(frozen=True)
class Density:
    """Paths, the target's place, amounts with their places, and on which side there is room for words."""

    below: str
    above: str
    line_below: str
    line_above: str
    target: float | None
    target_said: str
    target_anchor: str
    marks: tuple[tuple[float, str], ...]
    words_at: float
    words_anchor: str


def density(curve: Sequence[Sequence[float]], target: float | None, currency: str) -> Density | None:
    """``curve``: pairs of cost and height, from left to right. None where there is no curve."""
    points = [(float(cost), float(height)) for cost, height in curve]
    if len(points) < 2 or points[-1][0] <= points[0][0]:
        return None
    low = min(points[0][0], target * 0.9) if target else points[0][0]
    high = max(points[-1][0], target * 1.05) if target else points[-1][0]
    drawn = _Drawing(low, high, max(height for _, height in points) or 1.0)
    left, right = _split(points, target)
    peak = max(points, key=lambda point: point[1])[0]
    at = None if target is None else drawn.x(target)
    words = _room(drawn.x(peak), at)
    return Density(
        drawn.area(left), drawn.area(right), drawn.line(left), drawn.line(right),
        at, f"target {rounded(target, currency)}" if target else "", _anchor(at),
        tuple((drawn.x(amount), rounded(amount, currency)) for amount in _amounts(low, high)),
        *words,
    )  # fmt: skip


@dataclass(frozen=True)
class _Drawing:
    """From money and height to px."""

    low: float
    high: float
    tallest: float

    def x(self, cost: float) -> float:
        return round((cost - self.low) / (self.high - self.low) * WIDTH, 1)

    def y(self, height: float) -> float:
        return round(BASE - height / self.tallest * (BASE - TOP), 1)

    def line(self, points: Sequence[Point]) -> str:
        return "M" + "L".join(f"{self.x(cost):g} {self.y(height):g}" for cost, height in points) if points else ""

    def area(self, points: Sequence[Point]) -> str:
        if not points:
            return ""
        return f"{self.line(points)}L{self.x(points[-1][0]):g} {BASE}L{self.x(points[0][0]):g} {BASE}Z"


def _split(points: list[Point], target: float | None) -> tuple[list[Point], list[Point]]:
    """The part below the target and the part above; they meet at the target."""
    if target is None or target >= points[-1][0]:
        return points, []
    if target <= points[0][0]:
        return [], points
    place = bisect_left(points, (target, -1.0))
    (before, low), (after, high) = points[place - 1], points[place]
    meeting = (target, low + (high - low) * (target - before) / (after - before))
    return [*points[:place], meeting], [meeting, *points[place:]]


def _room(peak: float, target: float | None) -> tuple[float, str]:
    """Where words stand clear of the hill and of the target's line: their place and anchor."""
    if peak >= WIDTH * 0.6:
        return 2, "start"
    beside = target is not None and WIDTH * 0.6 < target < WIDTH - 12
    return (target - 8 if beside and target is not None else WIDTH - 2), "end"


def _anchor(at: float | None) -> str:
    if at is None or 30 <= at <= WIDTH - 30:
        return "middle"
    return "start" if at < 30 else "end"


def _amounts(low: float, high: float) -> list[float]:
    """Round amounts on the axis, clear of its ends."""
    rough = (high - low) / (MARKS + 1)
    power = 10.0 ** floor(log10(rough))
    step = next(each * power for each in STEPS if each * power >= rough * 0.999)
    margin = (high - low) * 0.06
    first = floor(low / step) + 1
    found = [number * step for number in range(first, first + 12)]
    return [amount for amount in found if low + margin <= amount <= high - margin]
