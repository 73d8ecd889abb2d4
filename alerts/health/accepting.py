"""*Accept as the new normal*, taking it back, and leaving an ad in peace for a while."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import models
from django.http import Http404

from accounts.access import Act, check
from accounts.models import Account
from accounts.rows import numbered
from accounts.viewer import Viewer
from alerts.acting.finding import find, zone_of
from alerts.health import numbers
from alerts.health.again import again
from alerts.models import Acceptance, Health
from alerts.playbook.calendar import day_of
from alerts.playbook.evidence.presets import NAME
from alerts.playbook.rules import playbook
from explores.keeping.refused import Refused, plain

log = logging.getLogger(__name__)
LONGEST_WHY = 500
FARTHEST = timedelta(days=400)  # that a new normal may begin before today
LONGEST_SNOOZE = 90  # days


def seen(viewer: Viewer) -> models.QuerySet[Acceptance]:
    """Those of the viewer's sub-accounts, the latest first; taken back ones too."""
    found = Acceptance.objects.filter(account=viewer.account, subaccount_id__in=viewer.subaccounts)
    return found.select_related("by", "undone_by")


def accept(
    viewer: Viewer, level: str, row: object, now: datetime, *, signal: str = "", day: object = None, why: object = ""
) -> Acceptance:
    """From ``day`` on (today, in the zone of its ad account) what is, is normal: for one signal (or *evidence*), or
    (empty) for all. Raises PermissionDenied, Http404, Refused."""
    check(viewer, Act.ADS)
    entity = find(viewer, level, row)
    if signal and signal not in (*playbook(), NAME):
        raise Refused(f"There is no signal {signal!r:.40}.", "signal")
    today = day_of(now, zone_of(entity, Account.objects.values_list("timezone", flat=True).get(pk=viewer.account)))
    begins = numbers.day(day, "day") or today
    if not today - FARTHEST <= begins <= today:
        raise Refused(f"A new normal begins today at the latest, and {begins} is not within the last 400 days.", "day")
    made = Acceptance.objects.create(
        account_id=viewer.account, subaccount_id=entity.row.subaccount_id, source_id=entity.row.source_id,
        level=entity.level, row=entity.row.pk, signal=signal, day=begins, why=plain(why, "why", LONGEST_WHY),
        by_id=viewer.user, at=now,
    )  # fmt: skip
    again(viewer.account)
    log.info("%s %s: %s from %s accepted by user %s", level, entity.row.pk, signal or "all", begins, viewer.user)
    return made


def undo(viewer: Viewer, number: object, now: datetime) -> Acceptance:
    """As if it never was; the row says who took it back. Raises PermissionDenied, Http404."""
    check(viewer, Act.ADS)
    found = numbered(seen(viewer), number)
    if found is None:
        raise Http404("There is no such new normal, or it is of a sub-account that you do not see.")
    if Acceptance.objects.filter(pk=found.pk, undone_at=None).update(undone_at=now, undone_by=viewer.user):
        again(viewer.account)
        log.info("acceptance %s was taken back by user %s", found.pk, viewer.user)
    found.refresh_from_db()
    return found


def snooze(viewer: Viewer, level: str, row: object, days: object, now: datetime) -> Health:
    """Left in peace for so many days: it is judged on, and stands below the others. 0 ends it. Raises
    PermissionDenied, Http404, Refused."""
    check(viewer, Act.ADS)
    entity = find(viewer, level, row)
    count = numbers.number(days)
    if count is None or count != count.to_integral_value() or not 0 <= count <= LONGEST_SNOOZE:
        raise Refused(f"Snooze it for 1 to {LONGEST_SNOOZE} days; 0 ends it.", "days")
    until = now + timedelta(days=int(count)) if count else None
    mine = Health.objects.filter(level=entity.level, row=entity.row.pk)
    if not mine.update(snoozed_until=until, snoozed_by=viewer.user if until else None):
        raise Http404("It has not been judged yet.")
    return mine.get()
