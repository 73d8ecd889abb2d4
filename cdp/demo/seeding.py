"""Writes the sample company slice by slice, one batch each, and goes on where an earlier run stopped.

The first batch's note keeps the arguments and the first ids, so a run after a crash tells the same story again and
skips the slices that are already in.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.db import connection

from accounts.models import Account
from cdp.ahead import ahead
from cdp.batches import batch
from cdp.demo.company import ACCOUNT
from cdp.demo.frame import OTHERS
from cdp.demo.plan import Plan
from cdp.demo.setting import set_up
from cdp.demo.story import Slice, tell
from cdp.demo.world import Owners
from cdp.demo.writer import Payload, encode, first_free, write
from cdp.models import Batch
from cdp.warehouse.schema import TABLES

NOTE = "demo: "
LAST = "demo is complete"
Progress = Callable[[Slice, int], None]


class OtherData(Exception):
    """The database holds something that is not the demo."""


@dataclass(frozen=True)
class Found:
    """A demo begun by an earlier run."""

    plan: Plan
    first: dict[str, int]
    done: frozenset[str]
    complete: bool


def find() -> Found | None:
    """What an earlier run left, or None."""
    begun = Batch.objects.filter(note__startswith=NOTE + "{").order_by("id").first()
    if begun is None:
        return None
    kept = json.loads(begun.note.removeprefix(NOTE))
    notes = frozenset(Batch.objects.filter(note__startswith="demo").values_list("note", flat=True))
    plan = Plan(kept["events"], kept["seed"], date.fromisoformat(kept["until"]))
    return Found(plan, kept["first"], notes, LAST in notes)


def seed(plan: Plan, *, force: bool = False, progress: Progress = lambda slice_, rows: None) -> int:
    """Write the demo of ``plan`` (or go on with the one begun); answers the rows written.

    Raises OtherData where the database holds another company, unless ``force``.
    """
    found = find()
    if found is None:
        _refuse_others(force)
        found = _begin(plan)
    with connection.cursor() as cursor:
        cursor.execute("set time zone 'UTC'")  # instants of the story are naive UTC
    owners, total = set_up(datetime.combine(found.plan.until, time(), UTC)), 0
    with closing(ahead(_missing(found, owners))) as slices:
        for note, slice_, payloads in slices:
            with batch(note=note):
                written = sum(write(payload) for payload in payloads)
            total += written
            progress(slice_, written)
    with batch(note=LAST):
        pass
    return total


def _begin(plan: Plan) -> Found:
    first = {name: first_free(table.origin) for name, table in TABLES.items()}
    first |= {name: first_free(table) for name, (table, _) in OTHERS.items()}
    kept = {"events": plan.events, "seed": plan.seed, "until": plan.until.isoformat(), "first": first}
    with batch(note=NOTE + json.dumps(kept)):
        pass
    return Found(plan, first, frozenset(), complete=False)


def _missing(found: Found, owners: Owners) -> Iterator[tuple[str, Slice, list[Payload]]]:
    """The slices not yet in the database, each with the note of its batch."""
    for number, slice_ in enumerate(tell(found.plan, owners, found.first)):
        note = f"{NOTE}{number} {slice_.name}"
        if note not in found.done:
            yield note, slice_, [encode(part) for part in slice_.parts]


def _refuse_others(force: bool) -> None:
    if force:
        return
    others = list(Account.objects.exclude(name=ACCOUNT).values_list("name", flat=True)[:3])
    if others or Batch.objects.exists():
        what = f"accounts ({', '.join(others)})" if others else "imported data"
        raise OtherData(f"this database already holds {what}; seed an empty one, or add --force to mix them")
