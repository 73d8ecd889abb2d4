"""Records of one portion, folded to one row per key: all that can be done to them without the database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from cdp.ingest.collapse import Collapsed, codes, collapse
from cdp.ingest.columns import prepared
from cdp.ingest.members import GROUPS
from cdp.records import ENTITIES, RecordBatch


@dataclass(frozen=True)
class Folded:
    """By entity, in the order in which they must be written: the records as they came, and one row per key."""

    records: dict[str, pa.Table]
    rows: dict[str, Collapsed]

    def __bool__(self) -> bool:
        return bool(self.records)


def fold(batches: Iterable[RecordBatch]) -> Folded:
    """The records of all batches, with exact types. Raises IngestError."""
    found: dict[str, list[pa.Table]] = {}
    for each in batches:
        found.setdefault(each.entity, []).append(prepared(each))
    tables = {
        name: pa.concat_tables(found[name], promote_options="default").combine_chunks()
        for name in ENTITIES
        if name in found
    }
    records = {name: table for name, table in tables.items() if table.num_rows}
    return Folded(records, {name: _rows(name, table) for name, table in records.items()})


def _rows(name: str, table: pa.Table) -> Collapsed:
    """One row per key. Contacts are folded later, when it is known who they are; members by the database."""
    if name == "contacts" or name in GROUPS:
        return Collapsed(table, np.arange(table.num_rows), np.full(table.num_rows, -1, dtype=np.int8))
    latest = {field.name for field in ENTITIES[name].fields if field.latest}
    return collapse(table, codes(table.column("external_id").combine_chunks()), latest)
