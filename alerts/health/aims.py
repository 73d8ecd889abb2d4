"""What people want of ads: set for the account, a sub-account, or one campaign, ad set or ad."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models, transaction
from django.http import Http404

from accounts.access import Act, check
from accounts.models import Account
from accounts.viewer import Viewer
from alerts.acting.finding import find
from alerts.health import numbers
from alerts.health.again import again
from alerts.models import Goal
from explores.keeping.refused import Refused

log = logging.getLogger(__name__)
AMOUNTS = ("cost_per_result", "sector_cpc", "plan_amount")
DAYS = ("plan_first", "plan_last")
FIELDS = frozenset({*AMOUNTS, *DAYS, "margin", "currency"})


@dataclass(frozen=True)
class Of:
    """Whose aims: of one thing (``level`` and ``row``), of a sub-account, or (nothing said) of the account."""

    level: str = ""
    row: object = None
    subaccount: int | None = None


def seen(viewer: Viewer) -> models.QuerySet[Goal]:
    """The account's, and those of sub-accounts that the viewer sees, the widest first."""
    whose = models.Q(subaccount_id=None) | models.Q(subaccount_id__in=viewer.subaccounts)
    return Goal.objects.filter(whose, account=viewer.account).order_by("subaccount_id", "level", "row")


@transaction.atomic
def save(viewer: Viewer, of: Of, given: Mapping[str, Any]) -> Goal | None:
    """Say what is wanted: each field of FIELDS that is given, empty to say nothing. A goal that says nothing any more
    is gone: None. Raises PermissionDenied, Http404, Refused."""
    check(viewer, Act.ADS_RULES)
    if unknown := sorted(set(given) - FIELDS):
        raise Refused(f"There is no aim {unknown[0]!r}; there are {', '.join(sorted(FIELDS))}.", unknown[0])
    goal = _found(viewer, of)
    for name, value in _read(given).items():
        setattr(goal, name, value)
    goal.currency = _currency(given.get("currency"), goal, viewer)
    _check_plan(goal)
    goal.changed_by_id = viewer.user
    again(viewer.account)
    if not any(getattr(goal, name) is not None for name in (*AMOUNTS, "margin")):
        if goal.pk:
            goal.delete()
        return None
    goal.save()
    log.info("aims of %s were set by user %s", goal, viewer.user)
    return goal


def _found(viewer: Viewer, of: Of) -> Goal:
    """The row as it stands, locked; a new one where there is none."""
    key: dict[str, Any] = {"account_id": viewer.account, "subaccount_id": of.subaccount, "level": "", "row": None}
    if of.level:
        entity = find(viewer, of.level, of.row)
        key |= {"subaccount_id": entity.row.subaccount_id, "level": entity.level.value, "row": entity.row.pk}
    elif of.subaccount is not None and of.subaccount not in viewer.subaccounts:
        raise Http404("There is no such sub-account, or you do not see it.")
    return Goal.objects.select_for_update().filter(**key).first() or Goal(**key)


def _read(given: Mapping[str, Any]) -> dict[str, Any]:
    read: dict[str, Any] = {name: numbers.amount(given[name], name) for name in AMOUNTS if name in given}
    read |= {name: numbers.day(given[name], name) for name in DAYS if name in given}
    if "margin" in given:
        read["margin"] = numbers.amount(given["margin"], "margin", Decimal(1))
    return read


def _currency(given: object, goal: Goal, viewer: Viewer) -> str:
    """Three letters; without any, the account's."""
    if not given:
        return goal.currency or Account.objects.values_list("currency", flat=True).get(pk=viewer.account)
    code = str(given).strip().upper()
    if len(code) != 3 or not (code.isascii() and code.isalpha()):
        raise Refused(f"{given!s:.20} is no currency. Write three letters, as EUR.", "currency")
    return code


def _check_plan(goal: Goal) -> None:
    plan = (goal.plan_first, goal.plan_last, goal.plan_amount)
    if all(each is None for each in plan):
        return
    if goal.plan_first is None or goal.plan_last is None or goal.plan_amount is None:
        raise Refused("A plan has a first day, a last day and an amount; give all three, or none.", "plan_amount")
    if goal.plan_first > goal.plan_last:
        raise Refused(f"{goal.plan_first} comes after {goal.plan_last}; begin with the earlier day.", "plan_first")
