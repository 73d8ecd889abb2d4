"""The way of a portion of records into PostgreSQL."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
from django.db import connection
from django.utils import timezone

from cdp.batches import batch
from cdp.identity import DEFAULT, Rules
from cdp.ingest import baskets, hashed, people, statistics
from cdp.ingest.ad_metrics import write_ad_metrics
from cdp.ingest.attributes import define, types_of
from cdp.ingest.chunk import Chunk
from cdp.ingest.consents import note_consents
from cdp.ingest.contacts import write_bare, write_contacts
from cdp.ingest.counts import LOADED, SKIPPED, UPDATED, Counts, Rejected, by_row, number_of
from cdp.ingest.folded import Folded
from cdp.ingest.members import GROUPS, write_members
from cdp.ingest.references import resolved
from cdp.ingest.staging import id_array
from cdp.ingest.upsert import upsert
from cdp.models import Source
from cdp.records import CONTACT_ID, ENTITIES, HASHED, Entity

IDENTITY_LOCK = 7_301  # with the sub-account: two portions never resolve the same person at once
NOBODY = "names nobody: no id, e-mail or phone that identifies a contact"


def ingest(
    source: Source,
    folded: Folded,
    *,
    file: str = "",
    rules: Rules = DEFAULT,
    totals: Mapping[str, str] | None = None,
) -> Counts:
    """Write one portion of records (made by ``fold``) as one transaction and one batch.

    ``file`` is the evidence's name of where they come from. ``totals`` names fields of orders that are sums of a
    field of their lines, {"total": "total"}: over all lines known, in this portion or before. A field that is not
    given (null) never erases a value. Raises IngestError before anything is written.
    """
    with batch(source, note=file) as opened, connection.cursor() as cursor:
        define(source.subaccount_id, {name: types_of(table) for name, table in folded.records.items()})
        cursor.execute("select pg_advisory_xact_lock(%s, %s)", [IDENTITY_LOCK, source.subaccount_id])
        cursor.execute("set local work_mem = '64MB'")  # a portion is sorted and joined in memory
        chunk = Chunk(cursor, source, opened, timezone.now(), file, rules)
        counts = _Portion(chunk, hashed.opened(chunk, folded), totals or {}).write()
        Source.objects.filter(pk=source.pk).update(last_received_at=chunk.now)
        return counts


class _Portion:
    """The tables of one chunk on their way: folded, resolved, written, counted."""

    def __init__(self, chunk: Chunk, folded: Folded, totals: Mapping[str, str]) -> None:
        self.chunk, self.tables, self.folded, self.totals = chunk, folded.records, folded.rows, totals
        self.contact: dict[str, np.ndarray] = {}
        self.written: dict[str, baskets.Written] = {}
        self.fates: dict[str, np.ndarray] = {}

    def write(self) -> Counts:
        """Write everything, in the order in which rows refer to each other."""
        self._resolve_people()
        for name in self.tables:
            if name != "contacts":
                self._write_entity(ENTITIES[name])
        statistics.refresh(self.chunk, {ENTITIES[n].table: each.table.num_rows for n, each in self.folded.items()})
        self._tell_baskets()
        without = {each.line for each in self.chunk.rejected}
        lines = [table.column("line").to_numpy() for table in self.tables.values()]
        rows, outcomes = by_row(lines, [self.fates[name] for name in self.tables], without)
        loaded, updated, skipped = (number_of(outcomes, each) for each in (LOADED, UPDATED, SKIPPED))
        made = {name: count for name, count in self.chunk.made.items() if count}
        rejected, merged = tuple(self.chunk.rejected), self.chunk.merged
        return Counts(loaded, updated, skipped, rejected, made, merged, rows, outcomes)

    def _resolve_people(self) -> None:
        naming = {n: each.table for n, each in self.folded.items() if ENTITIES[n].names_contact}
        if not naming:
            return
        self.contact, new_ids = people.resolve(self.chunk, naming)
        contact = self.contact.get("contacts", np.empty(0, dtype=np.int64))
        write_bare(self.chunk, new_ids, contact)
        if len(contact):
            self._write_contacts(contact, new_ids)

    def _write_contacts(self, contact: np.ndarray, new_ids: np.ndarray) -> None:
        table = self.tables["contacts"]
        known = self._reject(table, contact < 0, "contacts")
        fate = np.zeros(table.num_rows, dtype=np.int8)
        if known.any():
            fate[known] = write_contacts(self.chunk, table.filter(pa.array(known)), contact[known], new_ids)
            note_consents(self.chunk, table.filter(pa.array(known & (fate > 0))), contact[known & (fate > 0)])
        self.fates["contacts"] = fate

    def _reject(self, table: pa.Table, bad: np.ndarray, field: str, reason: str = NOBODY) -> np.ndarray:
        lines = table.column("line").filter(pa.array(bad)).to_pylist()
        self.chunk.rejected += [Rejected(line, field, reason) for line in lines]
        return ~bad

    def _write_entity(self, entity: Entity) -> None:
        folded = self.folded[entity.name]
        table = resolved(self.chunk, entity, _with_contact(folded.table, self.contact.get(entity.name)))
        if entity.name in GROUPS:
            fate = self._write_members(entity, table)
        elif entity.name == "ad_metrics":
            fate = write_ad_metrics(self.chunk, table)
        else:
            fate = self._upsert(entity, table)
        self.written[entity.name] = baskets.Written(folded.table, fate)
        self.fates[entity.name] = folded.spread(fate)

    def _write_members(self, entity: Entity, table: pa.Table) -> np.ndarray:
        reason = hashed.UNKNOWN if HASHED in self.tables[entity.name].column_names else NOBODY
        known = self._reject(table, table.column("contact_id").is_null().to_numpy(), "contact", reason)
        fate = np.zeros(table.num_rows, dtype=np.int8)
        fate[known] = write_members(self.chunk, entity, table.filter(pa.array(known)))
        return fate

    def _upsert(self, entity: Entity, table: pa.Table) -> np.ndarray:
        if entity.name == "orders" and self._derives:
            table = baskets.with_sums(table, self.folded["order_items"].table, self.totals)
            return upsert(self.chunk, entity, table, kept=self.totals)
        if entity.name == "order_items":
            table = baskets.with_order_times(self.chunk, table)
        return upsert(self.chunk, entity, table)

    @property
    def _derives(self) -> bool:
        return bool(self.totals) and "order_items" in self.tables

    def _tell_baskets(self) -> None:
        if self._derives and "orders" in self.tables:
            baskets.recompute(self.chunk, self.written["orders"], self.written["order_items"], self.totals)
        changed = "orders" in self.written and bool((self.written["orders"].fate == UPDATED).any())
        made = "order_items" in self.written and bool(self.chunk.made["orders"])
        baskets.share_times(self.chunk, orders_changed=changed, orders_made=made)


def _with_contact(table: pa.Table, contact: np.ndarray | None) -> pa.Table:
    """The resolved contact in place of whatever named it."""
    naming = [n for n in table.column_names if n in _NAMING or n.startswith(CONTACT_ID)]
    table = table.drop_columns(naming)
    return table if contact is None else table.append_column("contact_id", id_array(contact))


_NAMING = frozenset({"contact", "contact_email", "contact_phone"})
