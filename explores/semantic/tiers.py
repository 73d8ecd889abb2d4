"""Bands of numbers and what they are called, in the four styles a Looker user knows. PURE."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from explores.semantic.numerals import numeral

STYLES = ("classic", "interval", "integer", "relational")
UNDEFINED = "Undefined"


def labels(bounds: Sequence[float], style: str) -> tuple[str, ...]:
    """The label of each band, those below and above all bounds included: one more than ``bounds``."""
    words = [numeral(bound) for bound in bounds]
    if style == "integer":
        return _edges(words, "Below {}", "{} or above", _whole(bounds))
    if style == "relational":
        return _edges(words, "<{}", ">={}", lambda low, high, _: f">={low} and <{high}")
    plain = _edges(words, "(-inf,{})", "[{},inf)", lambda low, high, _: f"[{low},{high})")
    if style == "interval":
        return plain
    width = max(2, len(str(len(plain))))
    return tuple(f"T{number:0{width}} {label}" for number, label in enumerate(plain, start=1))


def undefined(style: str) -> str:
    """The label of a value that is missing."""
    return f"TXX {UNDEFINED}" if style == "classic" else UNDEFINED


def _edges(words: Sequence[str], below: str, above: str, between: Callable[[str, str, int], str]) -> tuple[str, ...]:
    inner = [between(low, high, place) for place, (low, high) in enumerate(pairwise(words))]
    return (below.format(words[0]), *inner, above.format(words[-1]))


def _whole(bounds: Sequence[float]) -> Callable[[str, str, int], str]:
    def label(low: str, high: str, place: int) -> str:
        last = numeral(bounds[place + 1] - 1)
        return low if low == last else f"{low} to {last}"

    return label
