"""Trend lines: the curve of a kind that lies closest to a series, with its equation and R². PURE.

Exponential and power curves are fitted to the logarithms, as spreadsheets do; R² is always of the figures themselves,
so that curves of two kinds can be compared: 1 is every point, 0 no better than the mean, below it worse.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

NAMES = {
    "linear": "Linear",
    "polynomial": "Polynomial",
    "exponential": "Exponential",
    "logarithmic": "Logarithmic",
    "power": "Power",
    "average": "Moving average",
}
CHOICES = ("linear", "polynomial:2", "polynomial:3", "exponential", "logarithmic", "power", "average:3", "average:7")
_NUMBERS = {"polynomial": (3, 2, 6), "average": (7, 2, 90)}  # kind → what it is where none is given, least, most
_TOO_LARGE = "its figures are too large to compute"
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True)
class Trend:
    """One line to draw. ``number``: the order of a polynomial, the points of a moving average, else 0."""

    kind: str
    number: int = 0

    @property
    def name(self) -> str:
        """As a menu calls it."""
        ending = {"polynomial": f", order {self.number}", "average": f" of {self.number}"}
        return NAMES[self.kind] + ending.get(self.kind, "")

    @property
    def line(self) -> str:
        """As a note and the figure call it."""
        kind = {"polynomial": f"polynomial trend of order {self.number}", "average": self.name.lower()}
        return kind.get(self.kind, f"{self.kind} trend")


@dataclass(frozen=True)
class Curve:
    """Where the line is at each place; None where it is not drawn. An average has no equation and no R²."""

    values: list[float | None]
    equation: str = ""
    r2: float | None = None


class NoTrend(ValueError):
    """A sentence's end: why a line can't be drawn."""


def read(text: str) -> Trend:
    """``linear``, ``polynomial:3`` or ``average:7``. Raises NoTrend."""
    kind, _, number = text.strip().partition(":")
    if kind not in NAMES:
        raise NoTrend(f"there is no trend line {text.strip()!r}; there are {', '.join(NAMES)}")
    if kind not in _NUMBERS:
        if number:
            raise NoTrend(f"{kind} takes no number")
        return Trend(kind)
    usual, least, most = _NUMBERS[kind]
    given = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else -1
    if number and not least <= given <= most:
        raise NoTrend(f"{kind} takes a number from {least} to {most}, not {number!r}")
    return Trend(kind, given if number else usual)


def curve(trend: Trend, places: Sequence[float], values: Sequence[float | None], *, counted: bool = False) -> Curve:
    """The line through ``values`` that stand at ``places`` (ascending); missing ones take no part. Raises NoTrend.

    ``counted``: places are numbers of periods, of which a moving average takes so many; else it takes so many values.
    """
    try:
        with np.errstate(all="ignore"):
            along = places if counted else range(len(values))
            made = _average(trend.number, along, values) if trend.kind == "average" else _fitted(trend, places, values)
    except (OverflowError, np.linalg.LinAlgError) as error:
        raise NoTrend(_TOO_LARGE) from error
    if not np.isfinite([value for value in (*made.values, made.r2) if value is not None]).all():
        raise NoTrend(_TOO_LARGE)
    return made


def _fitted(trend: Trend, places: Sequence[float], values: Sequence[float | None]) -> Curve:
    there = [(place, value) for place, value in zip(places, values, strict=True) if value is not None]
    needed = trend.number + 1 if trend.kind == "polynomial" else 2
    if len({place for place, _ in there}) < needed:
        raise NoTrend(f"it takes {needed} points at least")
    x, y = (np.array(column, dtype=float) for column in zip(*there, strict=True))
    at, equation = _FITS[trend.kind](x, y, trend.number)
    return Curve(at(np.array(places, dtype=float)).tolist(), equation, _r2(y, at(x)))


def _average(points: int, places: Sequence[float], values: Sequence[float | None]) -> Curve:
    """Of each place and those before it; missing values are left out of the mean."""
    means: list[float | None] = []
    for at, here in enumerate(places):
        first = bisect_right(places, here - points)
        window = [value for value in values[first : at + 1] if value is not None]
        full = here - places[0] + 1 >= points
        means.append(math.fsum(window) / len(window) if window and full else None)
    if not any(mean is not None for mean in means):
        raise NoTrend(f"it takes {points} points at least")
    return Curve(means)


At = Callable[[Numbers], Numbers]


def _polynomial(x: Numbers, y: Numbers, order: int) -> tuple[At, str]:
    found, (_, rank, _, _) = np.polynomial.Polynomial.fit(x, y, order, full=True)
    if rank <= order:
        raise NoTrend(f"it takes {order + 1} places that lie further apart")
    return found, _terms(found.convert().coef.tolist())


def _linear(x: Numbers, y: Numbers, _: int) -> tuple[At, str]:
    start, slope = _line(x, y)
    return lambda at: start + slope * at, _terms([start, slope])


def _exponential(x: Numbers, y: Numbers, _: int) -> tuple[At, str]:
    start, rate = _line(x, _logarithms(y, "figure"))
    return lambda at: np.exp(start + rate * at), f"y = {_number(math.exp(min(start, 700)))} · e^({_number(rate)}x)"


def _logarithmic(x: Numbers, y: Numbers, _: int) -> tuple[At, str]:
    start, slope = _line(_logarithms(x, "place"), y)
    return lambda at: start + slope * np.log(at), f"y = {_number(slope)} ln x{_added(start)}"


def _power(x: Numbers, y: Numbers, _: int) -> tuple[At, str]:
    start, power = _line(_logarithms(x, "place"), _logarithms(y, "figure"))
    equation = f"y = {_number(math.exp(min(start, 700)))} · x^{_number(power)}"
    return lambda at: np.exp(start + power * np.log(at)), equation


_FITS: dict[str, Callable[[Numbers, Numbers, int], tuple[At, str]]] = {
    "linear": _linear,
    "polynomial": _polynomial,
    "exponential": _exponential,
    "logarithmic": _logarithmic,
    "power": _power,
}


def _logarithms(values: Numbers, what: str) -> Numbers:
    if (values <= 0).any():
        raise NoTrend(f"every {what} must be above zero")
    return np.log(values)


def _line(x: Numbers, y: Numbers) -> tuple[float, float]:
    """Start and slope of the straight line with the least squares; the same place twice and no other has none."""
    across = x - x.mean()
    spread = float((across**2).sum())
    if not spread:
        raise NoTrend("it takes 2 points at least")
    slope = float((across * (y - y.mean())).sum()) / spread
    return float(y.mean() - slope * x.mean()), slope


def _r2(y: Numbers, fitted: Numbers) -> float | None:
    """None where all figures are the same: there is nothing to explain."""
    spread = float(((y - y.mean()) ** 2).sum())
    if not spread or y.min() == y.max():
        return None
    return 1 - float(((y - fitted) ** 2).sum()) / spread


def _terms(coefficients: list[float]) -> str:
    """y = 2x² − 3x + 4; coefficients come from the constant upwards."""
    highest, *lower = [*enumerate(coefficients)][::-1]
    return f"y = {_number(highest[1])}{_x(highest[0])}" + "".join(_added(part) + _x(power) for power, part in lower)


def _x(power: int) -> str:
    return {0: "", 1: "x"}.get(power, "x" + str(power).translate(_SUPERSCRIPTS))


def _added(number: float) -> str:
    return f" {'−' if number < 0 else '+'} {_number(abs(number))}"


def _number(value: float) -> str:
    """Four digits that count."""
    if value == 0:
        return "0"
    if not 1e-4 <= abs(value) < 1e7:
        return f"{value:.3e}".replace("-", "−")
    digits = max(0, 3 - math.floor(math.log10(abs(value))))
    text = f"{value:,.{digits}f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace("-", "−")
