"""A rule tried on the past for a person, before anything is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from accounts.access import Act, check
from accounts.viewer import Viewer
from alerts.keeping.drafts import watched_of
from alerts.rules.rule import Rule
from alerts.rules.state import Policy
from alerts.watching.backtest import DAYS, MOST_DAYS, Backtest, backtest
from cdp.warehouse import open_warehouse
from deliveries import cadence
from deliveries.content.subject import Subject
from deliveries.schedules.drafts import check_when
from explores.keeping.refused import Refused


@dataclass(frozen=True)
class Trial:
    """What is tried: the parts of a draft that decide when it fires."""

    subject: Subject
    rule: Rule
    recurrence: cadence.Recurrence
    filters: Mapping[str, str] = field(default_factory=dict)
    policy: Policy = field(default_factory=Policy)
    days: int = DAYS


def tried(viewer: Viewer, trial: Trial, now: datetime) -> Backtest:
    """What it would have done in the ``days`` before now. Raises Refused, PermissionDenied, WarehouseError."""
    check(viewer, Act.ALERT)
    if not 1 <= trial.days <= MOST_DAYS:
        raise Refused(f"{trial.days} days can't be tried; 1 to {MOST_DAYS} can.", "days")
    check_when(trial.recurrence)
    watched = watched_of(viewer, trial.subject, trial.filters, trial.rule, now)
    pin = open_warehouse().pin()
    return backtest(watched, trial.rule, trial.policy, trial.recurrence, now=now, pin=pin, days=trial.days)
