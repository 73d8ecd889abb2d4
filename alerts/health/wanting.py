"""What people of an account want of their ads, from PostgreSQL."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from accounts.models import Account
from alerts import models as kept
from alerts.health.facts import Key
from alerts.health.wishes import Choice, Goal, Wishes, untouched
from alerts.playbook.baseline import Acceptance
from alerts.playbook.days import Level, Spending
from alerts.playbook.evidence.presets import NAME, levels_of
from alerts.playbook.rule import BadRule, Threshold
from alerts.playbook.rules import playbook


def wishes_of(account: Account) -> Wishes:
    """All of them, in three questions."""
    goals = [_goal(row, account) for row in kept.Goal.objects.filter(account=account).order_by("pk")]
    choices = untouched() | {row.rule: choice_of(row) for row in kept.Setting.objects.filter(account=account)}
    return Wishes(goals, choices, _accepted(account))


def choice_of(row: kept.Setting) -> Choice:
    """As it was set. What an older version kept, or a hand wrote, and cannot be used is said, not guessed."""
    choice = Choice(preset=row.preset, own=bool(row.own), mode=row.mode, version=row.version)
    try:
        return chosen(choice, row.rule, row.own)
    except BadRule as error:
        return Choice(preset=row.preset, own=bool(row.own), mode=row.mode, version=row.version, fault=str(error))


def chosen(choice: Choice, rule: str, own: Mapping[str, Any]) -> Choice:
    """With the rule or the levels that it asks for. Raises BadRule."""
    same = {"preset": choice.preset, "own": choice.own, "mode": choice.mode, "version": choice.version}
    if rule == NAME:
        return Choice(levels=levels_of(choice.preset, numbers(own)), **same)  # type: ignore[arg-type]
    if rule not in playbook():
        raise BadRule(rule, "rule", "there is no such rule.", f"Choose one of: {', '.join((*playbook(), NAME))}.")
    file = playbook()[rule]
    return Choice(rule=file.choose(choice.preset, numbers(own, file.thresholds)), **same)  # type: ignore[arg-type]


def numbers(own: Mapping[str, Any], thresholds: Mapping[str, Threshold] | None = None) -> dict[str, Any]:
    """Thresholds as they are kept (texts, so that none is rounded) as numbers again; choices stay words."""
    choices = {key for key, each in (thresholds or {}).items() if each.choices}
    return {key: value if key in choices else _number(value) for key, value in own.items()}


def _number(value: Any) -> Any:
    try:
        return Decimal(value) if isinstance(value, str) else value
    except ArithmeticError:
        return value


def _goal(row: kept.Goal, account: Account) -> Goal:
    key: Key | None = (Level(row.level), row.row) if row.level and row.row is not None else None
    planned = row.plan_first and row.plan_last and row.plan_amount is not None
    return Goal(
        key=key,
        subaccount=row.subaccount_id,
        currency=row.currency or account.currency,
        cost_per_result=row.cost_per_result,
        margin=row.margin,
        sector_cpc=row.sector_cpc,
        plan=Spending(row.plan_first, row.plan_last, row.plan_amount) if planned else None,  # type: ignore[arg-type]
    )


def _accepted(account: Account) -> Mapping[Key, Sequence[Acceptance]]:
    found: dict[Key, list[Acceptance]] = defaultdict(list)
    for row in kept.Acceptance.objects.filter(account=account, undone_at=None):
        found[Level(row.level), row.row].append(Acceptance(row.day, row.signal or None))
    return found
