"""The regularised incomplete gamma function, of which every chance here is made. PURE.

``lower(a, x)`` is the chance that a Gamma(a, 1) variable is at most x; for a whole ``a`` it is also the chance that a
Poisson variable of mean x is at least a. After Abramowitz and Stegun 6.5.29 (series) and 6.5.31 (continued fraction).
"""

from __future__ import annotations

from math import exp, inf, isfinite, lgamma, log

_EXACT = 1e-15  # a term this small beside the sum changes nothing
_TERMS = 100_000  # far beyond what any shape below a million needs
_TINY = 1e-300  # stands for zero where a fraction must not divide by it


def lower(shape: float, x: float) -> float:
    """Chance that Gamma(shape, 1) is at most ``x``. Raises ValueError unless shape > 0 and x ≥ 0."""
    _check(shape, x)
    if x == 0:
        return 0.0
    if x == inf:
        return 1.0
    return _series(shape, x) if x < shape + 1 else 1 - _fraction(shape, x)


def upper(shape: float, x: float) -> float:
    """Chance that Gamma(shape, 1) is above ``x``, exact far out where ``1 - lower`` would be rounded away."""
    _check(shape, x)
    if x == 0:
        return 1.0
    if x == inf:
        return 0.0
    return 1 - _series(shape, x) if x < shape + 1 else _fraction(shape, x)


def _check(shape: float, x: float) -> None:
    if not (isfinite(shape) and shape > 0):
        raise ValueError(f"The shape of a gamma distribution is a number above 0, not {shape}.")
    if not x >= 0:
        raise ValueError(f"A gamma variable is never below 0, so {x} can't be asked for.")


def _front(shape: float, x: float) -> float:
    """x^a e^-x / Γ(a), by logarithms: the power alone would overflow."""
    return exp(shape * log(x) - x - lgamma(shape))


def _series(shape: float, x: float) -> float:
    """Converges fast for x < shape + 1."""
    term = total = 1 / shape
    for step in range(1, _TERMS):
        term *= x / (shape + step)
        total += term
        if term < total * _EXACT:
            break
    return min(1.0, total * _front(shape, x))


def _fraction(shape: float, x: float) -> float:
    """Lentz's way through the continued fraction; converges fast for x ≥ shape + 1."""
    base = x + 1 - shape
    last, inverse = 1 / _TINY, 1 / base
    total = inverse
    for step in range(1, _TERMS):
        factor = step * (shape - step)
        base += 2
        inverse = 1 / _not_zero(factor * inverse + base)
        last = _not_zero(base + factor / last)
        change = last * inverse
        total *= change
        if abs(change - 1) < _EXACT:
            break
    return min(1.0, total * _front(shape, x))


def _not_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
