"""Functions of two columns (or two lists), and tests of whether figures differ by chance alone. PURE."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from explores.calculations.cellwise import Strict, tidy
from explores.calculations.summaries import Answers, Values, centred, squares, there

_NOISE = 1e-14  # of a figure: by so little may differ what should be equal
Columns = tuple[list[float], list[float]]


def _pairs(first: Values, second: Values) -> Columns:
    """The rows where neither is null."""
    known = [(float(a), float(b)) for a, b in zip(first, second, strict=False) if a is not None and b is not None]
    return [a for a, _ in known], [b for _, b in known]


def _of_pairs(compute: Callable[[list[float], list[float]], Any], fewest: int) -> Callable[[Values, Values], Answers]:
    guarded = Strict(compute)

    def prepare(first: Values, second: Values) -> Answers:
        left, right = _pairs(first, second)
        found = guarded(left, right) if len(left) >= fewest else None
        return lambda: found

    return prepare


def _products(first: list[float], second: list[float]) -> float:
    return math.fsum(a * b for a, b in zip(centred(first), centred(second), strict=True))


def _correl(first: list[float], second: list[float]) -> float:
    found = _products(first, second) / math.sqrt(squares(first) * squares(second))
    return max(-1.0, min(1.0, found))


def _slope(y: list[float], x: list[float]) -> float:
    return _products(y, x) / squares(x)


def _intercept(y: list[float], x: list[float]) -> float:
    return math.fsum(y) / len(y) - _slope(y, x) * math.fsum(x) / len(x)


def _chisq_test(actual: list[float], expected: list[float]) -> float:
    from scipy import stats

    statistic = math.fsum((a - e) ** 2 / e for a, e in zip(actual, expected, strict=True))
    return float(stats.chi2.sf(statistic, len(actual) - 1))


def _t_test(first: Values, second: Values) -> Answers:
    def ask(tails: Any, type_: Any) -> Any:
        if int(tails) not in {1, 2} or int(type_) not in {1, 2, 3}:
            return None
        left, right = _pairs(first, second) if int(type_) == 1 else (there(first), there(second))
        if len(left) < 2 or len(right) < 2:
            return None
        return _probability([float(v) for v in left], [float(v) for v in right], int(type_)) * int(tails) / 2

    return Strict(ask)


def _probability(left: list[float], right: list[float], type_: int) -> float:
    from scipy import stats

    if type_ == 1:
        differences = [a - b for a, b in zip(left, right, strict=True)]
        if math.sqrt(squares(differences)) <= _NOISE * max(map(abs, [*left, *right])):
            raise ValueError("no spread")
        return float(stats.ttest_rel(left, right).pvalue)
    if not squares(left) + squares(right):
        raise ValueError("no spread")
    return float(stats.ttest_ind(left, right, equal_var=type_ == 2).pvalue)


def _z_test(values: Values) -> Answers:
    known = [float(value) for value in there(values)]

    def ask(wanted: Any, stdev: Any = None) -> Any:
        from scipy import stats

        if len(known) < (2 if stdev is None else 1):
            return None
        spread = math.sqrt(squares(known) / (len(known) - 1)) if stdev is None else float(stdev)
        distance = (math.fsum(known) / len(known) - float(wanted)) / (spread / math.sqrt(len(known)))
        return tidy(float(stats.norm.sf(distance))) if spread > 0 else None

    return Strict(ask)


PAIRS: dict[str, Callable[..., Answers]] = {
    "covar_pop": _of_pairs(lambda a, b: _products(a, b) / len(a), 1),
    "covar_samp": _of_pairs(lambda a, b: _products(a, b) / (len(a) - 1), 2),
    "correl": _of_pairs(_correl, 2),
    "slope": _of_pairs(_slope, 2),
    "intercept": _of_pairs(_intercept, 2),
    "chisq_test": _of_pairs(_chisq_test, 2),
    "t_test": _t_test,
    "z_test": _z_test,
}
