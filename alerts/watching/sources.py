"""Which sources are late: those that feed a table, come regularly, and sent nothing since a moment.

What feeds what is told by the rows themselves: a source feeds a table that has rows of it. A source that came on less
than half of the days of the two weeks before (a file that was imported once) is not waited for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models.functions import TruncDate

from cdp.models import Batch, Source
from cdp.warehouse.schema import TABLES

BEFORE = timedelta(days=14)
REGULAR = 7  # days of those on which it sent something


@dataclass(frozen=True)
class Late:
    """A source, and when it last sent something."""

    name: str
    at: datetime


def late(subaccounts: Iterable[int], tables: Iterable[str], since: datetime) -> list[Late]:
    """By name. One question where none is late, as nearly always."""
    silent = Source.objects.filter(subaccount__in=list(subaccounts), last_received_at__lt=since)
    found = [
        (each.pk, Late(each.name, each.last_received_at)) for each in silent.order_by("name") if each.last_received_at
    ]
    fed = _fed(tables)
    return [one for number, one in found if _regular(number, since) and any(_feeds(number, table) for table in fed)]


def regular(subaccounts: Iterable[int], tables: Iterable[str], until: datetime) -> list[int]:
    """The sources that feed one of the tables and came regularly until then."""
    fed = _fed(tables)
    there = Source.objects.filter(subaccount__in=list(subaccounts), last_received_at__gt=until - BEFORE)
    return [
        number
        for number in there.order_by("pk").values_list("pk", flat=True)
        if _regular(number, until) and any(_feeds(number, table) for table in fed)
    ]


def _fed(tables: Iterable[str]) -> list[str]:
    """Where rows say which source they are of."""
    return [TABLES[name].origin for name in sorted(tables) if name in TABLES and "source_id" in TABLES[name].columns]


def _regular(source: int, until: datetime) -> bool:
    batches = Batch.objects.filter(source=source, created_at__gt=until - BEFORE, created_at__lt=until)
    return batches.annotate(day=TruncDate("created_at")).values("day").distinct().count() >= REGULAR


def _feeds(source: int, table: str) -> bool:
    """By the index of natural keys, which begins with the source."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT EXISTS (SELECT FROM "{table}" WHERE source_id = %s)', [source])  # noqa: S608 - of the schema
        row = cursor.fetchone()
    return bool(row and row[0])
