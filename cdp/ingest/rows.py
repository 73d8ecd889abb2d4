"""Whole rows of an entity's table, ready to be copied to its end."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from cdp.ingest.attributes import gathered
from cdp.ingest.chunk import Chunk
from cdp.records import Entity


def whole(chunk: Chunk, entity: Entity, table: pa.Table) -> pa.Table:
    """The records (references resolved) with owner, source, batch and attributes; a currency is never null."""
    rows = gathered(table)
    if entity.field("currency") is not None:
        given = rows.column("currency") if "currency" in rows.column_names else None
        rows = _with(rows, "currency", pa.repeat("", rows.num_rows) if given is None else pc.fill_null(given, ""))
    own = {"subaccount_id": chunk.subaccount, "source_id": chunk.source.pk, "batch_id": chunk.batch.pk}
    for name, value in own.items():
        rows = _with(rows, name, pa.repeat(value, rows.num_rows))
    return rows


def _with(table: pa.Table, name: str, values: Any) -> pa.Table:
    if name in table.column_names:
        return table.set_column(table.column_names.index(name), name, values)
    return table.append_column(name, values)
