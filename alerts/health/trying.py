"""A rule tried on the past of everything that a viewer sees."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from accounts.access import Act, check
from accounts.models import Account
from accounts.viewer import Viewer
from alerts.health.due import with_ads
from alerts.health.facts import DAYS as BACK
from alerts.health.reading import Asked, read
from alerts.health.simulating import DAYS, MOST_DAYS, Simulated, Trial, simulate
from alerts.health.wanting import chosen, wishes_of
from alerts.health.wishes import EVIDENCE, Choice
from alerts.playbook.days import Level
from alerts.playbook.rule import DEFAULT, BadRule
from alerts.playbook.rules import playbook
from explores.keeping.refused import Refused


def trial_of(
    rule: str = EVIDENCE, preset: str = DEFAULT, own: Mapping[str, Any] | None = None,
    level: str = Level.AD, days: int = DAYS,
) -> Trial:  # fmt: skip
    """A rule to try, on ads or what they are in. Raises Refused."""
    if rule not in (*playbook(), EVIDENCE):
        raise Refused(f"There is no rule {rule!r:.40}. Try one of: {', '.join((*playbook(), EVIDENCE))}.", "rule")
    if level not in list(Level):
        raise Refused(f"There is no level {level!r:.40}. Try one of: {', '.join(Level)}.", "level")
    if not 1 <= days <= MOST_DAYS:
        raise Refused(f"{days} days can't be replayed; 1 to {MOST_DAYS} can.", "days")
    try:
        choice = chosen(Choice(preset=preset, own=bool(own)), rule, own or {})
    except BadRule as error:
        raise Refused(str(error), error.key) from error
    return Trial(rule, choice, Level(level), days)


def tried(viewer: Viewer, trial: Trial, now: datetime) -> list[Simulated]:
    """Each ad account of the viewer's sub-accounts. Raises PermissionDenied."""
    check(viewer, Act.ADS)
    wishes = wishes_of(Account.objects.get(pk=viewer.account))
    sources = [source for source in with_ads() if source.subaccount_id in viewer.subaccounts]
    asked = (Asked(source, now, days=trial.days + BACK, versions=True) for source in sources)
    return [simulate(facts, wishes, trial, now) for each in asked for facts in read(each)]
