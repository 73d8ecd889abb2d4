"""Who is on a list or in a segment: rows without an id of their own, keyed by both ends."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from psycopg.sql import SQL, Identifier

from cdp.ingest.chunk import Chunk
from cdp.ingest.counts import outcomes
from cdp.ingest.staging import stage
from cdp.records import Entity

_TIME = pa.timestamp("us")
GROUPS = {"list_members": "list_id", "segment_members": "segment_id"}

_WRITE = SQL(
    "with written as ("
    "  insert into {table} as x (subaccount_id, {group}, contact_id, added_at)"
    "  select distinct on ({group}, contact_id) %(subaccount)s, {group}, contact_id, added_at from {staged}"
    "  order by {group}, contact_id, added_at desc nulls last"
    "  on conflict ({group}, contact_id) do update set added_at = coalesce(excluded.added_at, x.added_at)"
    "  where coalesce(excluded.added_at, x.added_at) is distinct from x.added_at"
    "  returning x.{group}, x.contact_id, (x.xmax = 0) as fresh),"
    " firsts as (select min(rn) as rn, {group}, contact_id from {staged} group by {group}, contact_id)"
    "select array_agg(f.rn) filter (where fresh), array_agg(f.rn) filter (where not fresh)"
    " from written join firsts f using ({group}, contact_id)"
)


def write_members(chunk: Chunk, entity: Entity, table: pa.Table) -> np.ndarray:
    """Write the memberships (contact and group resolved); gives an outcome per record."""
    group = GROUPS[entity.name]
    times = table.column("added_at") if "added_at" in table.column_names else pa.nulls(table.num_rows, _TIME)
    rows = pa.table(
        {
            "rn": pa.array(np.arange(table.num_rows)),
            group: table.column(group),
            "contact_id": table.column("contact_id"),
            "added_at": times,
        }
    )
    statement = _WRITE.format(
        table=Identifier(entity.table), group=Identifier(group), staged=Identifier(stage(chunk, rows))
    )
    chunk.cursor.execute(statement, {"subaccount": chunk.subaccount})
    fresh, changed = chunk.cursor.fetchone()
    return outcomes(table.num_rows, fresh, changed)
