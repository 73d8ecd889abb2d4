"""Calendars of ads: made, changed, set to act or to only say what they would do, removed."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import models, transaction
from django.http import Http404

from accounts.access import Act, check
from accounts.models import Account
from accounts.rows import numbered
from accounts.viewer import Viewer
from alerts.acting.finding import Entity, find, zone_of
from alerts.models import Calendar
from alerts.playbook.calendar import CalendarRule, next_change, wanted
from alerts.playbook.calendar_form import rule_from_json, rule_to_json
from cdp.models import AdCampaign
from deliveries.cadence.recurrence import BadRecurrence
from explores.keeping import refused
from explores.keeping.refused import Refused

log = logging.getLogger(__name__)
AT_ONCE = 100  # rows of one call


@dataclass(frozen=True)
class Draft:
    """A calendar as somebody wants it. ``acting`` off: it only says what it would do. A successor that ``starts`` is
    named by the number of its row, as text; one that is only named to people, as they call it."""

    name: str
    rule: CalendarRule
    acting: bool = False


def seen(viewer: Viewer) -> models.QuerySet[Calendar]:
    """Those of the viewer's sub-accounts that are not removed."""
    found = Calendar.objects.filter(account=viewer.account, subaccount_id__in=viewer.subaccounts, removed_at=None)
    return found.select_related("by").order_by("name", "pk")


def find_one(viewer: Viewer, number: object) -> Calendar:
    """One of them. Raises Http404."""
    found = numbered(seen(viewer), number)
    if found is None:
        raise Http404("There is no such calendar, or it is of a sub-account that you do not see.")
    return found


@transaction.atomic
def make(viewer: Viewer, draft: Draft, rows: Sequence[tuple[str, object]], now: datetime) -> list[Calendar]:
    """One for each (level, row), in the zone of its ad account; each looks at once. Raises PermissionDenied, Http404,
    Refused."""
    check(viewer, Act.ADS)
    if not 1 <= len(rows) <= AT_ONCE:
        raise Refused(f"A calendar is of 1 to {AT_ONCE} campaigns, ad sets or ads.", "rows")
    return [_made(viewer, draft, find(viewer, *each), now) for each in rows]


@transaction.atomic
def change(viewer: Viewer, number: object, draft: Draft, version: int, now: datetime) -> Calendar:
    """Another rule, name, or mode; it looks at once what it wants now. Raises as ``make``, and Refused where somebody
    saved since."""
    check(viewer, Act.ADS)
    there = find_one(viewer, number)
    found = Calendar.objects.select_for_update(of=("self",)).get(pk=there.pk)
    if found.version != version:
        said = "Somebody saved this calendar while you changed it; nothing of yours is saved. Open it again."
        raise Refused(said, "version", code="overtaken")
    found.version += 1
    _fill(viewer, found, draft, now)
    log.info("calendar %s was changed by user %s", found.pk, viewer.user)
    return found


def remove(viewer: Viewer, number: object, now: datetime) -> None:
    """It does nothing any more; what it did stays in the log. Raises PermissionDenied, Http404."""
    check(viewer, Act.ADS)
    found = find_one(viewer, number)
    Calendar.objects.filter(pk=found.pk).update(removed_at=now, next_at=None)
    log.info("calendar %s was removed by user %s", found.pk, viewer.user)


def acting_on(level: str, row: int) -> list[Calendar]:
    """Those that act on it."""
    found = Calendar.objects.filter(level=level, row=row, acting=True, removed_at=None)
    return list(found.order_by("pk"))


def against(entity: Entity, now: datetime) -> str:
    """What calendars that act want of it, in a sentence; empty: there are none."""
    for each in acting_on(entity.level, entity.row.pk):
        return f"The calendar {each.name} wants it {'on' if _wants(each, now) else 'paused'} now."
    return ""


def contrary(level: str, row: int, now: datetime, *, on: bool) -> str:
    """That calendars want it otherwise than somebody just made it, and when they act next; empty: none does."""
    there = acting_on(level, row)
    if not there or all(_wants(each, now) for each in there) == on:
        return ""
    names = " and ".join(f"“{each.name}”" for each in there if on != _wants(each, now))
    changes = [change for each in there if (change := next_change(rule_from_json(each.rule), now, each.zone))]
    when = f"They act next at {min(changes):%Y-%m-%d %H:%M} UTC" if changes else "They never change again"
    return f"Its calendars want it {'paused' if on else 'on'}: {names}. {when}, and leave it as it is until then."


def successor_of(calendar: Calendar) -> AdCampaign | None:
    """The row of a successor that starts by itself."""
    rule = rule_from_json(calendar.rule)
    if rule.successor is None or not rule.successor.starts:
        return None
    return _successor(rule, calendar.source_id)


def _successor(rule: CalendarRule, source: int) -> AdCampaign | None:
    of_source = AdCampaign.objects.filter(source_id=source)
    return numbered(of_source, rule.successor.campaign) if rule.successor else None


def _wants(calendar: Calendar, now: datetime) -> bool:
    return wanted(rule_from_json(calendar.rule), now, calendar.zone).campaign


def _made(viewer: Viewer, draft: Draft, entity: Entity, now: datetime) -> Calendar:
    made = Calendar(account_id=viewer.account, subaccount_id=entity.row.subaccount_id,
                    source_id=entity.row.source_id, level=entity.level, row=entity.row.pk)  # fmt: skip
    made.zone = zone_of(entity, Account.objects.values_list("timezone", flat=True).get(pk=viewer.account))
    _fill(viewer, made, draft, now)
    log.info("calendar %s was made by user %s", made.pk, viewer.user)
    return made


def _fill(viewer: Viewer, calendar: Calendar, draft: Draft, now: datetime) -> None:
    rule = draft.rule
    if rule.successor and rule.successor.starts and _successor(rule, calendar.source_id) is None:
        raise Refused("The successor that starts is a campaign of the same source, by its number.", "campaign")
    try:
        wanted(rule, now, calendar.zone)
    except BadRecurrence as error:
        raise Refused(f"The zone of its ad account is not known here: {error.message}", "zone") from error
    calendar.name, calendar.rule, calendar.acting = refused.name(draft.name), rule_to_json(rule), draft.acting
    calendar.by_id, calendar.at, calendar.said = viewer.user, now, ""
    calendar.next_at, calendar.claimed_until = now, None
    calendar.save()
