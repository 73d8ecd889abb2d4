"""Other thresholds near the one that is typed, in steps that people would choose. PURE."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from alerts.rules.condition import BARE, Op
from alerts.rules.rule import Rule

AROUND = tuple(Decimal(share) for share in ("0.625", "0.75", "0.875", "1", "1.25", "1.5"))
SPREADS = tuple(Decimal(spread) for spread in ("2.5", "3", "3.5", "4", "5", "6"))  # of what is unusual
UPWARD, DOWNWARD = frozenset({Op.ABOVE, Op.AT_LEAST}), frozenset({Op.BELOW, Op.AT_MOST})
SHARES = (75, 90, 95, 98)  # in 100 figures that lie before a threshold to begin with
DIGITS = 2  # that count, of a rounded threshold


def nearby(rule: Rule, figures: Iterable[Decimal] = ()) -> list[Decimal]:
    """Thresholds of the first condition to compare with, least first, its own among them; empty where it has none.
    ``figures`` of the past: where all are whole, as counts are, so are the thresholds."""
    first = rule.conditions[0]
    if first.op in BARE or (first.value == 0 and first.op != Op.UNUSUAL):
        return []
    if first.op == Op.UNUSUAL:
        return sorted({*SPREADS, first.value})
    found = {_rounded(first.value * share) for share in AROUND}
    if not first.percent and _all_whole(figures):
        found = {value.quantize(Decimal(1)) for value in found}
    return sorted({*found, first.value} - {Decimal(0)})


def _all_whole(figures: Iterable[Decimal]) -> bool:
    known = False
    for figure in figures:
        if figure % 1:
            return False
        known = True
    return known


def suggested(op: Op, figures: Iterable[Decimal]) -> list[Decimal]:
    """Thresholds to begin with, least first: beyond most of these figures of the past, and few of them beyond it. Empty
    where the condition is not held against a height, or the figures hardly differ."""
    found = sorted(figures)
    if op not in UPWARD | DOWNWARD or not found:
        return []
    ranked = found if op in UPWARD else found[::-1]
    chosen = {_rounded(ranked[len(ranked) * share // 100]) for share in SHARES}
    return sorted(value for value in chosen if found[0] <= value <= found[-1]) if found[0] < found[-1] else []


def _rounded(value: Decimal) -> Decimal:
    """To two digits that count; what is between two of them goes to the one that is even."""
    return value.quantize(Decimal(1).scaleb(value.adjusted() - DIGITS + 1)) if value else value
