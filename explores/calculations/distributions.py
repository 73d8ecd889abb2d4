"""Distributions, with the arguments that spreadsheets take; many places at a time, null where there is none. PURE.

scipy is loaded when the first of them is asked for: it takes a second, and most questions need none.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

Parameters = Callable[..., tuple[tuple[Any, ...], dict[str, Any]]]
_OUTSIDE = (ArithmeticError, ValueError, TypeError)


@lru_cache(maxsize=1)
def _stats() -> Any:
    from scipy import stats

    return stats


# A distribution of scipy by name, whether it counts whole things, and how the arguments become scipy's.
_KINDS: dict[str, tuple[str, bool, Parameters]] = {
    "beta": ("beta", False, lambda alpha, beta: ((alpha, beta), {})),
    "binom": ("binom", True, lambda tests, p: ((_floor(tests), p), {})),
    "chisq": ("chi2", False, lambda dof: ((_floor(dof),), {})),
    "expon": ("expon", False, lambda rate: ((), {"scale": 1 / _spread(rate)})),
    "f": ("f", False, lambda dof_1, dof_2: ((_floor(dof_1), _floor(dof_2)), {})),
    "gamma": ("gamma", False, lambda alpha, beta: ((alpha,), {"scale": beta})),
    "hypgeom": (
        "hypergeom",
        True,
        lambda sample, marked, population: ((_floor(population), _floor(marked), _floor(sample)), {}),
    ),
    "negbinom": ("nbinom", True, lambda successes, p: ((_floor(successes), p), {})),
    "norm": ("norm", False, lambda mean, stdev: ((), {"loc": mean, "scale": stdev})),
    "norm_s": ("norm", False, lambda: ((), {})),
    "poisson": ("poisson", True, lambda mean: ((mean,), {})),
    "t": ("t", False, lambda dof: ((_floor(dof),), {})),
    "weibull": ("weibull_min", False, lambda shape, scale: ((shape,), {"scale": scale})),
}
INVERSES = ("beta", "chisq", "f", "gamma", "norm", "norm_s", "t")


def _floor(values: Any) -> Any:
    import numpy as np

    return np.floor(values)


def _chance(kind: str, values: Any, rest: Sequence[Any]) -> Any:
    """``rest`` ends with whether the probabilities up to the value are added up."""
    import numpy as np

    name, counts, parameters = _KINDS[kind]
    args, named = parameters(*rest[:-1])
    distribution, at = getattr(_stats(), name), _floor(values) if counts else values
    density = distribution.pmf if counts else distribution.pdf
    found = np.where(rest[-1] > 0, distribution.cdf(at, *args, **named), density(at, *args, **named))
    return np.where(np.isnan(rest[-1]), np.nan, found)


def _inverse(kind: str, probability: Any, rest: Sequence[Any]) -> Any:
    name, _, parameters = _KINDS[kind]
    args, named = parameters(*rest)
    return getattr(_stats(), name).ppf(probability, *args, **named)


def _binom_inv(tests: Any, p: Any, target: Any) -> Any:
    return _stats().binom.ppf(target, _floor(tests), p)


def _confidence_norm(alpha: Any, stdev: Any, n: Any) -> Any:
    return _stats().norm.ppf(1 - alpha / 2) * _spread(stdev) / _floor(n) ** 0.5


def _confidence_t(alpha: Any, stdev: Any, n: Any) -> Any:
    return _stats().t.ppf(1 - alpha / 2, _floor(n) - 1) * _spread(stdev) / _floor(n) ** 0.5


def _spread(stdev: Any) -> Any:
    import numpy as np

    return np.where(stdev > 0, stdev, np.nan)


def _bound(apply: Callable[..., Any], kind: str) -> Callable[..., Any]:
    return lambda first, *rest: apply(kind, first, rest)


DISTRIBUTIONS: dict[str, Callable[..., Any]] = {
    **{f"{kind}_dist": _bound(_chance, kind) for kind in _KINDS},
    **{f"{kind}_inv": _bound(_inverse, kind) for kind in INVERSES},
    "binom_inv": _binom_inv,
    "confidence_norm": _confidence_norm,
    "confidence_t": _confidence_t,
}


def column_of(name: str, columns: Sequence[list[Any]]) -> list[Any]:
    """The distribution for every place of a column; each argument has a value for every place."""
    import numpy as np

    arrays = [np.array([_real(value) for value in values], dtype=float) for values in columns]
    with np.errstate(all="ignore"):
        try:
            found = np.broadcast_to(np.asarray(DISTRIBUTIONS[name](*arrays), dtype=float), arrays[0].shape)
        except _OUTSIDE:
            return [None] * len(columns[0])
    return [value if math.isfinite(value) else None for value in found.tolist()]


def _real(value: Any) -> float:
    try:
        return math.nan if value is None else float(value)
    except _OUTSIDE:
        return math.nan
