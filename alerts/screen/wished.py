"""Aims and new normals as lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from accounts.models import Account, SubAccount
from accounts.viewer import Viewer
from alerts.health import aims as kept
from alerts.health.settings import label_of
from alerts.models.ads import Goal
from alerts.models.ads.entity import Level
from alerts.playbook.evidence.presets import NAME
from alerts.playbook.rules import playbook
from alerts.screen import amounts
from alerts.screen.naming import Names
from explores.formatting.formats import NONE, THIN

LEVELS = dict(Level.choices)


@dataclass(frozen=True)
class Aims:
    """Goals that the viewer may know of, with names of sub-accounts."""

    goals: tuple[Goal, ...]
    subaccounts: dict[int, str]
    currency: str
    today: date

    @property
    def open_places(self) -> tuple[tuple[str, str], ...]:
        """Sub-accounts that say nothing yet, where there are several: what an address calls them, and their names."""
        said = {goal.subaccount_id for goal in self.goals if not goal.level}
        left = ((f"subaccount-{number}", name) for number, name in self.subaccounts.items() if number not in said)
        return tuple(left) if len(self.subaccounts) > 1 else ()


@dataclass(frozen=True)
class Line:
    """One statement of aims. ``of``: what an address calls it."""

    of: str
    whose: str
    kind: str
    cost: str
    margin: str
    cpc: str
    plan: str


def aims(viewer: Viewer) -> Aims:
    """All of them, the account's first."""
    places = dict(SubAccount.objects.filter(pk__in=viewer.subaccounts).order_by("name").values_list("pk", "name"))
    currency = Account.objects.values_list("currency", flat=True).get(pk=viewer.account)
    return Aims(tuple(kept.seen(viewer)), places, currency, timezone.localdate())


def lines(of: Aims, names: Names) -> list[Line]:
    """The account always, for it is where one begins; the others where they say something."""
    found = [_line(each, of, names) for each in of.goals]
    if not any(line.of == "account" for line in found):
        found.insert(0, Line("account", "All ads", "Account", NONE, NONE, NONE, NONE))
    return sorted(found, key=lambda line: line.of != "account")


def _line(goal: Goal, of: Aims, names: Names) -> Line:
    currency = goal.currency or of.currency
    margin = NONE if goal.margin is None else f"{float(goal.margin) * 100:g}{THIN}%"
    return Line(
        *_whose(goal, of, names), amounts.exact(goal.cost_per_result, currency), margin,
        amounts.exact(goal.sector_cpc, currency), _plan(goal, currency, of.today),
    )  # fmt: skip


def _whose(goal: Goal, of: Aims, names: Names) -> tuple[str, str, str]:
    if goal.level:
        return f"{goal.level}-{goal.row}", names.get((goal.level, goal.row), ""), LEVELS[goal.level]
    if goal.subaccount_id is not None:
        place = of.subaccounts.get(goal.subaccount_id, str(goal.subaccount_id))
        return f"subaccount-{goal.subaccount_id}", place, "Sub-account"
    return "account", "All ads", "Account"


def _plan(goal: Goal, currency: str, today: date) -> str:
    if goal.plan_amount is None:
        return NONE
    days = f"{amounts.day(goal.plan_first, today)} to {amounts.day(goal.plan_last, today)}"
    return f"{amounts.rounded(goal.plan_amount, currency)}, {days}"


def signal(name: str) -> str:
    """As people call what was accepted: one signal, or all."""
    return label_of(name) if name in (*playbook(), NAME) else "All signals"
