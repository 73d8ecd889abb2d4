"""Sets of half-open stretches of an ordered line: union, difference, complement. PURE.

A span is ``(low, high)``: it holds what is at or above ``low`` and below ``high``; None is open. Closed and open
ends of numbers are spans too, over cuts ``(value, 0)`` just before and ``(value, 1)`` just after a number.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

Span = tuple[Any, Any]
Spans = tuple[Span, ...]
ALL: Spans = ((None, None),)


def is_empty(span: Span) -> bool:
    """Whether nothing lies in ``span``."""
    low, high = span
    return low is not None and high is not None and not low < high


def union(spans: Iterable[Span]) -> Spans:
    """The same points as sorted spans that neither touch nor overlap."""
    merged: list[Span] = []
    for low, high in sorted((span for span in spans if not is_empty(span)), key=_by_low):
        if merged and _reaches(merged[-1][1], low):
            merged[-1] = (merged[-1][0], _later(merged[-1][1], high))
        else:
            merged.append((low, high))
    return tuple(merged)


def complement(spans: Iterable[Span]) -> Spans:
    """Every point that no span holds."""
    gaps: list[Span] = []
    edge, open_ended = None, False
    for index, (low, high) in enumerate(union(spans)):
        if index > 0 or low is not None:
            gaps.append((edge, low))
        edge, open_ended = high, high is None
    return tuple(gaps) if open_ended else (*gaps, (edge, None))


def intersect(left: Iterable[Span], right: Iterable[Span]) -> Spans:
    """Every point that is in both."""
    return complement((*complement(left), *complement(right)))


def subtract(spans: Iterable[Span], holes: Iterable[Span]) -> Spans:
    """Every point of ``spans`` that no hole holds."""
    return intersect(spans, complement(holes))


def contains(spans: Iterable[Span], point: Any) -> bool:
    """Whether some span holds ``point``."""
    return any((low is None or low <= point) and (high is None or point < high) for low, high in spans)


def overlaps(spans: Iterable[Span], span: Span) -> bool:
    """Whether they share a point, as ``intersect`` would find one."""
    low, high = span
    return not is_empty(span) and any(
        not is_empty(each) and _begins_before(low, each[1]) and _begins_before(each[0], high) for each in spans
    )


def _begins_before(low: Any, high: Any) -> bool:
    return low is None or high is None or low < high


def _by_low(span: Span) -> tuple[bool, Any]:
    low = span[0]
    return (low is not None, low) if low is not None else (False, 0)


def _reaches(high: Any, low: Any) -> bool:
    return high is None or low is None or low <= high


def _later(left: Any, right: Any) -> Any:
    return None if left is None or right is None else max(left, right)
