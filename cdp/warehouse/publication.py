"""The one session that publishes: it holds the lock, takes the snapshot and writes the pin."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, LiteralString

import psycopg
from psycopg import sql

from cdp.models import Pin as PinRow
from cdp.warehouse.base import Pin
from cdp.warehouse.columns import KEY_HASH
from cdp.warehouse.schema import Table
from cdp.warehouse.source import SLICE_BYTES, conninfo

LOCK = 0x5E87A27  # one mirror a database
PATIENCE = 60  # seconds behind another mirror


class MirrorBusy(RuntimeError):
    """Another mirror holds the lock; it publishes what is pending, so nothing is lost by waiting."""


@dataclass(frozen=True)
class Snapshot:
    """What is pending at one instant, and the name under which another connection sees the same."""

    name: str
    taken_at: datetime
    batches: tuple[int, ...]
    tombstones: Mapping[str, Sequence[int]]  # table → keys


def newest_pin() -> Pin | None:
    """The newest published state, if there is any."""
    row = PinRow.objects.order_by("-id").first()
    return Pin(row.pk, row.versions, row.data_as_of) if row else None


class Publication:
    """The lock's connection. Whoever loses it can't write a pin any more."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection

    def newest(self) -> Pin | None:
        """The pin readers use now."""
        return newest_pin()

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """A REPEATABLE READ snapshot that stays open, so that readers may join it by name."""
        with self._connection.transaction():
            self._connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            name, taken_at = self._one("SELECT pg_export_snapshot(), now()")
            batches = self._connection.execute("SELECT id FROM cdp_batch WHERE published_at IS NULL").fetchall()
            ids = tuple(sorted(row[0] for row in batches))
            yield Snapshot(name, taken_at.astimezone(UTC), ids, self._tombstones(ids))

    def _tombstones(self, batches: tuple[int, ...]) -> dict[str, list[int]]:
        rows = self._connection.execute(
            'SELECT "table", array_agg(DISTINCT key) FROM cdp_tombstone WHERE batch_id = ANY(%s) GROUP BY 1',
            [list(batches)],
        )
        return dict(rows.fetchall())

    def is_pending(self, table: Table, snapshot: Snapshot) -> bool:
        """Whether a batch that is not published yet wrote or deleted rows of the table."""
        query = sql.SQL("SELECT EXISTS (SELECT FROM {} WHERE batch_id = ANY(%s))").format(sql.Identifier(table.origin))
        row = self._connection.execute(query, [list(snapshot.batches)]).fetchone()
        return bool(row and row[0]) or bool(snapshot.tombstones.get(table.name))

    def middle(self, table: Table) -> sql.Literal:
        """A place (``ctid``) about half of the rows stand before; none do if all are little more than a slice."""
        size, page = self._one(
            "SELECT pg_relation_size(%s::regclass), current_setting('block_size')::int", [table.origin]
        )
        return sql.Literal(f"({size // page // 2 if size > 2 * SLICE_BYTES else 0},0)")

    def totals(self, table: Table) -> tuple[int, int]:
        """How many rows the table has, and the hash of their keys."""
        query = sql.SQL("SELECT count(*), {} FROM {}").format(sql.SQL(KEY_HASH), sql.Identifier(table.origin))
        row = self._connection.execute(query).fetchone()
        return (int(row[0]), int(row[1])) if row else (0, 0)

    def prune(self, before: datetime) -> set[int]:
        """Forget the pins that were superseded before that instant; the ids of those that stay."""
        with self._connection.transaction():
            old = self._connection.execute(
                "SELECT id FROM (SELECT id, lead(published_at) OVER (ORDER BY id) AS superseded FROM cdp_pin) pins "
                "WHERE superseded < %s",
                [before],
            ).fetchall()
            ids = [row[0] for row in old]
            self._connection.execute("UPDATE cdp_batch SET pin_id = NULL WHERE pin_id = ANY(%s)", [ids])
            self._connection.execute("DELETE FROM cdp_pin WHERE id = ANY(%s)", [ids])
        return {row[0] for row in self._connection.execute("SELECT id FROM cdp_pin").fetchall()}

    def next_id(self) -> int:
        """The id the next pin will have."""
        (number,) = self._one("SELECT nextval(pg_get_serial_sequence('cdp_pin', 'id'))")
        return int(number)

    def publish(self, pin: Pin, batches: Sequence[int]) -> None:
        """Write the pin and mark its batches: from here on they are what readers see."""
        with self._connection.transaction():
            self._connection.execute(
                "INSERT INTO cdp_pin (id, versions, published_at, data_as_of) VALUES (%s, %s, now(), %s)",
                [pin.id, json.dumps(dict(pin.versions)), pin.data_as_of],
            )
            self._connection.execute(
                "UPDATE cdp_batch SET published_at = now(), pin_id = %s WHERE id = ANY(%s)", [pin.id, list(batches)]
            )
            self._connection.execute("DELETE FROM cdp_tombstone WHERE batch_id = ANY(%s)", [list(batches)])

    def refresh(self, pin: Pin, data_as_of: datetime) -> None:
        """Say that a pin held everything at a later instant, too: nothing was committed since."""
        self._connection.execute("UPDATE cdp_pin SET data_as_of = %s WHERE id = %s", [data_as_of, pin.id])

    def _one(self, sql: LiteralString, values: Sequence[Any] = ()) -> tuple[Any, ...]:
        row: tuple[Any, ...] | None = self._connection.execute(sql, values).fetchone()
        assert row is not None
        return row


@contextmanager
def publication() -> Iterator[Publication]:
    """Hold the mirror's lock. Raises MirrorBusy after a minute behind another mirror."""
    with psycopg.connect(conninfo(), autocommit=True, application_name="sextant mirror") as connection:
        connection.execute("SELECT set_config('lock_timeout', %s, false)", [f"{PATIENCE}s"])
        try:
            connection.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        except psycopg.errors.LockNotAvailable as error:
            raise MirrorBusy(f"another mirror has held the lock for {PATIENCE} s; try again later") from error
        yield Publication(connection)
