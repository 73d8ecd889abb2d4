"""What hundreds of tests begin with, rows and a published lake, made once a process and laid out again for each.

Rows come back by COPY with the keys they had, and new ones are numbered behind them; the lake's files come back from
memory. The pin is a new one, as of now: what is cached by the number of a pin belongs to one test alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from cdp.models import Batch, Pin
from cdp.warehouse import manifest

EARLIEST = 1000  # the first number that the database gives to a sub-account: smaller ones are those of fixtures
KEPT: dict[str, Kept] = {}
NUMBERED = "SELECT table_name FROM information_schema.columns WHERE is_identity = 'YES' AND column_name = 'id'"
BEHIND = """SELECT setval(sequence, greatest(nextval(sequence), last)) FROM (
    SELECT pg_get_serial_sequence(name, 'id')::regclass AS sequence, last
    FROM unnest(%s::text[], %s::bigint[]) AS kept (name, last)
) AS numbered"""

Rows = dict[str, bytes]  # by table, as a binary COPY writes them


@dataclass(frozen=True)
class Kept:
    """The rows of the sub-accounts' data but for the pin, and the files of the lake by their paths in it."""

    rows: Rows
    last: dict[str, int]  # number of the tables that number their rows
    files: dict[Path, bytes]
    pin: Pin


def laid_out(name: str, make: Callable[[], object], *places: int) -> None:
    """What ``make`` writes and publishes for these sub-accounts, made or laid out again.

    It is made where something is there before it, or where its sub-accounts have other numbers than in other tests.
    """
    if any(place >= EARLIEST for place in places) or Path(settings.LAKE_DIR).exists() or _filled():
        make()
    elif name in KEPT:
        _lay_out(KEPT[name])
    else:
        make()
        KEPT[name] = _kept()


def _kept() -> Kept:
    lake = Path(settings.LAKE_DIR)
    files = {path.relative_to(lake): path.read_bytes() for path in lake.rglob("*") if path.is_file()}
    rows = _rows()
    return Kept(rows, _last(rows), files, Pin.objects.get())


def _filled() -> list[str]:
    """The tables of the sub-accounts' data that hold rows."""
    with connection.cursor() as cursor:
        tables = [name for name in connection.introspection.table_names(cursor) if name.startswith("cdp_")]
        cursor.execute(" UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT FROM {name})" for name in tables))
        return [name for (name,) in cursor.fetchall()]


def _rows() -> Rows:
    rows = {}
    with connection.cursor() as cursor:
        for table in set(_filled()) - {Pin._meta.db_table}:
            with cursor.copy(f"COPY {table} TO STDOUT (FORMAT binary)") as copy:
                rows[table] = b"".join(map(bytes, copy))
    return rows


def _last(tables: Iterable[str]) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(NUMBERED)
        numbered = {name for (name,) in cursor.fetchall()}.intersection(tables)
        return {name: _highest(cursor, name) for name in numbered}


def _highest(cursor: CursorWrapper, table: str) -> int:
    cursor.execute(f"SELECT max(id) FROM {table}")
    return int(cursor.fetchone()[0])


@transaction.atomic
def _lay_out(kept: Kept) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # the rows know their batches
        for table, rows in kept.rows.items():
            with cursor.copy(f"COPY {table} FROM STDIN (FORMAT binary)") as copy:
                copy.write(rows)
        cursor.execute(BEHIND, [list(kept.last), list(kept.last.values())])
        cursor.execute("SELECT now()")
        (now,) = cursor.fetchone()
    pin = Pin.objects.create(versions=kept.pin.versions, data_as_of=now)
    Batch.objects.update(pin=pin, created_at=now, published_at=now)
    _write(kept, Path(settings.LAKE_DIR), pin)


def _write(kept: Kept, lake: Path, pin: Pin) -> None:
    for folder in {path.parent for path in kept.files}:
        (lake / folder).mkdir(parents=True, exist_ok=True)
    for path, content in kept.files.items():
        (lake / path).write_bytes(content)
    manifest.location(lake, kept.pin.pk).rename(manifest.location(lake, pin.pk))
