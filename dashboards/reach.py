"""How far buyers go: which share of them placed a second order, a third, and so on. PURE."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

LAST = 6  # from here on one bar: "6th +"
ORDINALS = {1: "1st", 2: "2nd", 3: "3rd"}


@dataclass(frozen=True)
class Stage:
    """Buyers who placed at least ``order`` orders."""

    order: int
    label: str
    buyers: int
    share: Fraction  # of all buyers


def stages(counts: Iterable[tuple[int, int]]) -> list[Stage]:
    """From (number of orders, buyers with exactly that many), the stages 2nd to 6th; empty when nobody bought."""
    placed = [(orders, buyers) for orders, buyers in counts if orders > 0]
    everyone = sum(buyers for _, buyers in placed)
    if not everyone:
        return []
    return [
        _stage(order, sum(buyers for orders, buyers in placed if orders >= order), everyone)
        for order in range(2, LAST + 1)
    ]


def _stage(order: int, buyers: int, everyone: int) -> Stage:
    label = ORDINALS.get(order, f"{order}th") + (" +" if order == LAST else "")
    return Stage(order, label, buyers, Fraction(buyers, everyone))
