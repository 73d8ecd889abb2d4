"""What an account's rules may not overstep: read, and changed by who may say what acts by itself."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from accounts.access import Act, check
from accounts.viewer import Viewer
from alerts.models import Limits
from alerts.rules.policy_form import policy_from_json
from alerts.rules.quiet import Quiet
from alerts.rules.rule import BadRule
from explores.keeping.refused import Refused

log = logging.getLogger(__name__)
MOST_A_DAY = 100
LEAST_HOURS, MOST_HOURS = 0, 24 * 14


@dataclass(frozen=True)
class Draft:
    """Limits as somebody wants them. ``spend_share``: 0 to 1. ``quiet``: {start, end, zone, weekdays}, or None."""

    per_day: int
    spend_share: Decimal
    hours_after_edit: int
    quiet: Mapping[str, Any] | None = None


def of(account: int) -> Limits:
    """Those of the account; before anybody changed them, the usual ones."""
    Limits.objects.get_or_create(account_id=account)
    return Limits.objects.select_related("killed_by", "changed_by").get(account=account)


def change(viewer: Viewer, draft: Draft) -> Limits:
    """All of them. Raises PermissionDenied, Refused (field: the name in ``Draft``)."""
    check(viewer, Act.ADS_RULES)
    _check(draft)
    found = of(viewer.account)
    Limits.objects.filter(pk=found.pk).update(
        per_day=draft.per_day, spend_share=draft.spend_share, hours_after_edit=draft.hours_after_edit,
        quiet=dict(draft.quiet) if draft.quiet else None, changed_by=viewer.user,
    )  # fmt: skip
    log.info("limits of the ads of account %s changed by user %s: %s", viewer.account, viewer.user, draft)
    return of(viewer.account)


def quiet_of(limits: Limits) -> Quiet | None:
    """The hours in which nothing acts by itself. Raises BadRule for what an older version kept."""
    return policy_from_json({"quiet": limits.quiet}).quiet


def _check(draft: Draft) -> None:
    if type(draft.per_day) is not int or not 0 <= draft.per_day <= MOST_A_DAY:
        raise Refused(f"Pauses in 24 hours are a whole number from 0 to {MOST_A_DAY}.", "per_day")
    if not draft.spend_share.is_finite() or not 0 <= draft.spend_share <= 1:
        raise Refused("The share of a day's spend is a number from 0 to 1: 0.2 is 20 %.", "spend_share")
    if draft.spend_share != round(draft.spend_share, 3):
        raise Refused("The share of a day's spend has three digits behind the point at most.", "spend_share")
    if type(draft.hours_after_edit) is not int or not LEAST_HOURS <= draft.hours_after_edit <= MOST_HOURS:
        raise Refused(f"Hours after an edit are a whole number from 0 to {MOST_HOURS}.", "hours_after_edit")
    try:
        policy_from_json({"quiet": draft.quiet})
    except BadRule as error:
        raise Refused(error.message, "quiet") from error
