"""Judged onto rows: how everything stands, and what is wrong with an ad account."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from django.db import transaction
from django.db.models import Value

from alerts import locks
from alerts.health import incidents
from alerts.health.facts import Key
from alerts.health.judging import Judging
from alerts.health.reading import Asked, read
from alerts.health.row import FIELDS, row_of
from alerts.health.seen import as_seen
from alerts.health.wanting import wishes_of
from alerts.models import Health, Judged
from alerts.playbook.days import Level
from cdp.models import Pin, Source

GONE = timedelta(days=30)  # after which what is off leaves the page
AT_ONCE = 500


@dataclass(frozen=True)
class Kept:
    """What came of judging a source: how many things run, and when it is to be judged again at the latest."""

    things: int
    due_at: datetime


def judge_source(source: Source, now: datetime) -> Kept:
    """Judge all ad accounts of a source, each in a transaction of its own. A judgement never overwrites a newer one."""
    began, wishes = time.monotonic(), wishes_of(source.subaccount.account)
    judged = [Judging(as_seen(facts), wishes, now) for facts in read(Asked(source, now))]
    pin = Pin.objects.order_by("-pk").values_list("pk", flat=True).first()
    things = sum(keep(each, pin) for each in judged)
    due = min((each.tables.came.next_at for each in judged), default=now + timedelta(days=1))
    kept = Kept(things, max(due, now + timedelta(minutes=10)))
    Judged.objects.update_or_create(
        source=source,
        defaults={"at": now, "due_at": kept.due_at, "seconds": time.monotonic() - began, "things": things},
    )
    return kept


@transaction.atomic
def keep(judging: Judging, pin: int | None) -> int:
    """Write the rows of one ad account; how many things run. Nothing is written where a newer judgement stands."""
    facts = judging.facts
    locks.until_commit(f"ads health {facts.source} {facts.ad_account or 0}")
    before = {
        (Level(row.level), row.row): row
        for row in Health.objects.filter(source_id=facts.source, ad_account=facts.ad_account).only(
            "pk", "level", "row", "looks", "day", "judged_at", "status"
        )
    }
    if any(row.judged_at > judging.now for row in before.values()):
        return 0
    running = judging.running()
    looks = {key: _looks(before.get(key), judging) for key in running}
    rows = (row_of(stand, judging, looks[stand.key], pin) for stand in judging.stands(running, _before(looks)))
    while batch := list(islice(rows, AT_ONCE)):  # not all at once: a thousand of them are a hundred megabytes
        _write(batch)
    _ended({key: row for key, row in before.items() if key not in looks}, judging.now)
    incidents.keep(judging)
    return len(running)


def _write(rows: Sequence[Health]) -> None:
    """With one expression among them, so that texts are not bound in arrays: the JSON of these would be quoted sign by
    sign in Python, which takes three times as long."""
    rows[0].judged_at = Value(rows[0].judged_at)
    Health.objects.bulk_create(rows, update_conflicts=True, unique_fields=["level", "row"], update_fields=FIELDS)


def _looks(row: Health | None, judging: Judging) -> int:
    """Days on which it was judged, this one included."""
    if row is None:
        return 1
    return row.looks + (row.day != judging.tables.came.through)


def _before(looks: Mapping[Key, int]) -> dict[Key, int]:
    return {key: count - 1 for key, count in looks.items()}


def _ended(rows: Mapping[Key, Health], now: datetime) -> None:
    """What runs no more stays for a while, marked, so that it can be resumed; then it leaves the page."""
    off = [row.pk for row in rows.values()]
    Health.objects.filter(pk__in=off, status="on").update(status="off")
    Health.objects.filter(pk__in=off, judged_at__lt=now - GONE).delete()
