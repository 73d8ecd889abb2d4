"""What every ad platform can be asked: to read, to pause, to resume, to set a daily budget. PURE.

Nothing is assumed: a change answers only that it was accepted. What is so is what a read-back says, and platforms
may take their time: ``shows`` compares the two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from connectors.ads.faults import Asked, Fault, Vendor, refused
from connectors.ads.standing import Budget, Span, Standing, Switch, Target


@dataclass(frozen=True)
class Pause:
    """Switch it off."""


@dataclass(frozen=True)
class Resume:
    """Switch it on. It runs only if what it belongs to is on too."""


@dataclass(frozen=True)
class DailyBudget:
    """Set the daily budget, where one sits on the object itself."""

    amount: Decimal  # in units of the account's currency


Change = Pause | Resume | DailyBudget


@dataclass(frozen=True)
class Accepted:
    """The platform said yes; whether it did it is for a read-back. ``before``: how it stood right before."""

    target: Target
    change: Change
    before: Standing
    dry: bool = False  # nothing was to be changed
    tried: bool = True  # of a dry run: the platform itself checked it; else only what it told of the object


@dataclass(frozen=True)
class AccountFacts:
    """The account that a connection leads to."""

    id: str
    name: str
    currency: str  # ISO 4217
    zone: str  # IANA; empty where it is not told


class AdPlatform(Protocol):
    """A client of one account on one platform. It keeps no state but the account's facts, and tries once."""

    vendor: Vendor

    def account(self) -> AccountFacts:
        """Who we are there. Raises Fault."""

    def read(self, target: Target) -> Standing:
        """How it stands now. Raises Fault."""

    def read_many(self, targets: Sequence[Target]) -> dict[Target, Standing | Fault]:
        """The same of many, in few calls; a fault of one is told with it. Raises Fault where nothing was learnt."""

    def change(self, target: Target, change: Change, *, dry_run: bool = False) -> Accepted:
        """Ask for it once, after a look whether it can be. Raises Fault; ``unsure`` ones must be read back."""


def shows(standing: Standing, change: Change) -> bool:
    """Whether what was read back is what was asked for."""
    match change:
        case Pause():
            return standing.set is Switch.OFF
        case Resume():
            return standing.set is Switch.ON
        case DailyBudget(amount):
            held = standing.budget
            return held is not None and held.span is Span.DAILY and held.amount == amount


def budget_to_change(standing: Standing, amount: Decimal, asked: Asked) -> Budget:
    """The object's own daily budget. Raises Fault where there is none, or the amount is none."""
    budget, target = standing.budget, standing.target
    if not amount.is_finite() or amount <= 0:
        raise refused(asked, "a daily budget is an amount above 0.")
    if budget is None or budget.span is Span.UNLIMITED:
        raise refused(asked, "it has no budget that could be changed.")
    if (budget.level, budget.holder) != (target.level, target.id):
        holder = Target(budget.level, budget.holder).named
        raise refused(asked, f"its budget sits on {holder}. Change it there.")
    if budget.span is not Span.DAILY:
        raise refused(asked, "its budget is for its whole life, not for a day. Change it on the platform.")
    if budget.sharers > 1:
        raise refused(asked, f"its budget is shared by {budget.sharers} campaigns. Change it on the platform.")
    return budget


def in_parts(value: Decimal, parts: int, asked: Asked) -> int:
    """The amount in the platform's smallest parts of a unit: 1 or 100 of them. Raises Fault where it is finer."""
    counted = value * parts
    if counted != counted.to_integral_value():
        finest = "whole units of the currency" if parts == 1 else f"1/{parts} of a unit"
        raise refused(asked, f"{value} is finer than {finest}, in which budgets are counted there.")
    return int(counted)


def changeable(standing: Standing, change: Change, asked: Asked) -> None:
    """Raises Fault where the object cannot be changed in this way."""
    if standing.set is Switch.REMOVED:
        raise refused(asked, "it was deleted or archived there, and stays as it is.")
    if standing.locked:
        raise refused(asked, standing.locked)
    if isinstance(change, DailyBudget):
        budget_to_change(standing, change.amount, asked)
