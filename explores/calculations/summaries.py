"""Functions of whole columns and lists: what they make of the values once, to answer for every row. PURE.

Each takes the values (null among them) and gives back what answers for the other arguments, none for most.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import accumulate
from typing import Any

from explores.calculations.arithmetic import add, divided, times
from explores.calculations.cellwise import FAILURES, Compared, Strict, tidied

Values = Sequence[Any]
Answers = Callable[..., Any]


def there(values: Values) -> list[Any]:
    """The values without null."""
    return [value for value in values if value is not None]


class Figure:
    """A figure of the values that are not null; null for fewer than ``fewest`` of them."""

    def __init__(self, compute: Callable[[list[Any]], Any], fewest: int = 1) -> None:
        self._compute = Strict(compute)
        self._fewest = fewest

    def of(self, values: Values | None) -> Any:
        """The figure; null where there is no list."""
        known = [] if values is None else there(values)
        return self._compute(known) if len(known) >= self._fewest and values is not None else None

    def __call__(self, values: Values) -> Answers:
        """For whole columns: the figure, for every row."""
        found = self.of(values)
        return lambda: found


def total(values: Values) -> Any:
    """All values added up: exact, or with the least error where floats are among them."""
    if float in {*map(type, values)}:
        return math.fsum(values)
    return sum(values)


def mean(values: Values) -> Any:
    """The average; a whole or decimal number where it is exact."""
    return share(total(values), len(values))


def share(amount: Any, count: int) -> Any:
    """The amount divided, as a decimal where that is exact (half of 10.10 is 5.05)."""
    if isinstance(amount, Decimal):
        found = amount / count
        return found if found * count == amount else float(amount) / count
    return divided(amount, count)


def _median(values: list[Any]) -> Any:
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(values) % 2 else share(add(ordered[half - 1], ordered[half]), 2)


def _mode(values: list[Any]) -> Any:
    counts = Counter(values)
    most = max(counts.values())
    return min(value for value, count in counts.items() if count == most)


def _product(values: list[Any]) -> Any:
    found: Any = 1
    for value in values:
        found = times(found, value)
    return found


def _geomean(values: list[Any]) -> float:
    return math.exp(math.fsum(math.log(value) for value in values) / len(values))


def centred(values: Values) -> list[float]:
    """How far each value is from the average: nowhere, where all are the same (the average of three 0.1 is not 0.1)."""
    if min(values) == max(values):
        return [0.0] * len(values)
    middle = math.fsum(values) / len(values)
    return [float(value) - middle for value in values]


def squares(values: Values) -> float:
    """The squares of the distances from the average, added up."""
    return math.fsum(distance * distance for distance in centred(values))


def _variance(of_sample: bool) -> Callable[[list[Any]], float]:
    return lambda values: squares(values) / (len(values) - of_sample)


def _deviation(of_sample: bool) -> Callable[[list[Any]], float]:
    return lambda values: math.sqrt(squares(values) / (len(values) - of_sample))


def _skew(values: list[Any]) -> float:
    n, spread = len(values), _deviation(True)(values)
    return n / ((n - 1) * (n - 2)) * math.fsum((distance / spread) ** 3 for distance in centred(values))


def _kurtosis(values: list[Any]) -> float:
    n, spread = len(values), _deviation(True)(values)
    fourth = math.fsum((distance / spread) ** 4 for distance in centred(values))
    scale = (n - 1) * (n - 2) * (n - 3)
    return n * (n + 1) / scale * fourth - 3 * (n - 1) ** 2 / ((n - 2) * (n - 3))


def _place(values: Values, *, from_top: bool) -> Answers:
    ordered = sorted(there(values), reverse=from_top)

    def ask(k: Any) -> Any:
        return ordered[int(k) - 1] if 1 <= int(k) <= len(ordered) else None

    return Strict(ask)


def _percentile(values: Values) -> Answers:
    ordered = sorted(there(values))

    def ask(p: Any) -> Any:
        if not ordered or not 0 <= p <= 1:
            return None
        place = float(p) * (len(ordered) - 1)
        below = min(int(place), len(ordered) - 1)
        part = place - below
        if not part:
            return ordered[below]
        low, high = float(ordered[below]), float(ordered[below + 1])
        return low + (high - low) * part

    return Strict(ask)


def _percent_rank(values: Values) -> Answers:
    ordered = sorted(there(values))

    def ask(value: Any) -> Any:
        if not ordered or not ordered[0] <= value <= ordered[-1]:
            return None
        if len(ordered) == 1:
            return 1
        place: float = bisect_left(ordered, value)
        if ordered[int(place)] != value:
            low, high = ordered[int(place) - 1], ordered[int(place)]
            place += (float(value) - float(low)) / (float(high) - float(low)) - 1
        return place / (len(ordered) - 1)

    return Strict(ask)


def _larger(from_top: Values, value: Any) -> int:
    return bisect_left(from_top, True, key=lambda other: other <= value)


def _rank(values: Values) -> Answers:
    ordered = sorted(there(values), reverse=True)
    ranks = first_places(ordered)
    return Strict(lambda value: (ranks[value] if value in ranks else _larger(ordered, value)) + 1)


def _rank_avg(values: Values) -> Answers:
    ordered = sorted(there(values))

    def ask(value: Any) -> Any:
        best = len(ordered) - bisect_right(ordered, value) + 1
        same = bisect_right(ordered, value) - bisect_left(ordered, value)
        return divided(2 * best + max(same, 1) - 1, 2)

    return Strict(ask)


def first_places(values: Values) -> dict[Any, int]:
    """Where each value stands first, from 0."""
    found: dict[Any, int] = {}
    for place, value in enumerate(values):
        if value is not None:
            found.setdefault(value, place)
    return found


def _match(values: Values) -> Answers:
    places = first_places(values)
    return Strict(lambda value: places[value] + 1 if value in places else None)


def _index(values: Values) -> Answers:
    return Strict(lambda n: values[int(n) - 1] if 1 <= int(n) <= len(values) else None)


def _extreme(wanted: str) -> Callable[[Values], Answers]:
    comes_first = Compared(lambda left, right: left < right if wanted == "min" else left > right)

    smallest_or_largest: Callable[[list[Any]], Any] = min if wanted == "min" else max

    def compute(values: list[Any]) -> Any:
        if len({*map(type, values)}) == 1:
            return smallest_or_largest(values)
        best = values[0]
        for value in values[1:]:
            if comes_first(value, best):
                best = value
        return best

    return Figure(compute)


def running(combine: Strict, start: Any) -> Callable[[Values], list[Any]]:
    """From the first value to each; null adds nothing, as ``start`` does."""

    def compute(values: Values) -> list[Any]:
        try:
            known = (start if value is None else value for value in values)
            whole = list(accumulate(known, combine.apply, initial=start))[1:]
            if tidied(whole) is whole:
                return whole
        except FAILURES:
            pass
        return step_by_step(values)

    def step_by_step(values: Values) -> list[Any]:
        found, so_far = [], start
        for value in values:
            if value is not None and so_far is not None:
                so_far = combine(so_far, value)
            found.append(so_far)
        return found

    return compute


RUNNING: dict[str, Callable[[Values], list[Any]]] = {
    "running_total": running(add, 0),
    "running_product": running(times, 1),
}
SUMMARIES: dict[str, Callable[..., Answers]] = {
    "count": Figure(len, 0),
    "count_distinct": Figure(lambda values: len(set(values)), 0),
    "sum": Figure(total),
    "product": Figure(_product),
    "mean": Figure(mean),
    "median": Figure(_median),
    "mode": Figure(_mode),
    "min": _extreme("min"),
    "max": _extreme("max"),
    "geomean": Figure(_geomean),
    "kurtosis": Figure(_kurtosis, 4),
    "skew": Figure(_skew, 3),
    "large": lambda values: _place(values, from_top=True),
    "small": lambda values: _place(values, from_top=False),
    "percentile": _percentile,
    "percent_rank": _percent_rank,
    "rank": _rank,
    "rank_avg": _rank_avg,
    "match": _match,
    "index": _index,
    "stddev_pop": Figure(_deviation(False)),
    "stddev_samp": Figure(_deviation(True), 2),
    "var_pop": Figure(_variance(False)),
    "var_samp": Figure(_variance(True), 2),
}
