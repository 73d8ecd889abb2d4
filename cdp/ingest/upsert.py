"""Write rows by their natural key: insert, or update what is given and different."""

from __future__ import annotations

from collections.abc import Collection
from typing import LiteralString

import numpy as np
import pyarrow as pa
from psycopg.sql import SQL, Composed, Identifier

from cdp.ingest.attributes import as_json
from cdp.ingest.chunk import Chunk
from cdp.ingest.counts import LOADED, SKIPPED, UPDATED
from cdp.ingest.staging import numbered, stage
from cdp.records import ATTRIBUTE, Entity

_UPSERT = SQL(
    "with written as ("
    "  insert into {table} as x (subaccount_id, source_id, external_id, attributes{columns})"
    "  select %(subaccount)s, %(source)s, t.external_id, {attributes}{values} from {staged} t order by t.external_id"
    "  on conflict (source_id, external_id) do update set {sets}"
    "  where ({news}) is distinct from ({olds})"
    "  returning x.external_id, (x.xmax = 0) as fresh)"
    "select array_agg(t.rn) filter (where fresh), array_agg(t.rn) filter (where not fresh)"
    " from written join {staged} t using (external_id)"
)


def upsert(chunk: Chunk, entity: Entity, table: pa.Table, *, kept: Collection[str] = ()) -> np.ndarray:
    """Write the rows (one per external id, references resolved); gives LOADED, UPDATED or SKIPPED for each.

    Columns in ``kept`` are set when a row is new and left alone when it is not.
    """
    staged = stage(chunk, numbered(table))
    columns = [name for name in table.column_names if name not in _RESERVED and not name.startswith(ATTRIBUTE)]
    changing = [name for name in columns if name not in kept]
    blank = entity.field("currency") is not None and "currency" not in columns
    statement = _UPSERT.format(
        table=Identifier(entity.table),
        staged=Identifier(staged),
        columns=SQL("").join([*(SQL(", {}").format(Identifier(each)) for each in columns), _also(blank, ", currency")]),
        values=SQL("").join([*(_value(each) for each in columns), _also(blank, ", ''")]),
        attributes=as_json(table, "t"),
        sets=SQL(", ").join([*(_set(each) for each in changing), _set("attributes")]),
        news=SQL(", ").join([*(_new(each) for each in changing), _new("attributes")]),
        olds=SQL(", ").join(Identifier("x", each) for each in [*changing, "attributes"]),
    )
    chunk.cursor.execute(statement, {"subaccount": chunk.subaccount, "source": chunk.source.pk})
    fresh, changed = chunk.cursor.fetchone()
    return outcomes(table.num_rows, fresh, changed)


_RESERVED = frozenset({"external_id", "line"})


def outcomes(count: int, fresh: list[int] | None, changed: list[int] | None) -> np.ndarray:
    """An outcome per row number."""
    found = np.full(count, SKIPPED, dtype=np.int8)
    found[fresh or []] = LOADED
    found[changed or []] = UPDATED
    return found


def _also(wanted: bool, text: LiteralString) -> SQL:
    return SQL(text) if wanted else SQL("")


def _value(column: str) -> Composed:
    return SQL(", coalesce({}, '')" if column == "currency" else ", {}").format(Identifier("t", column))


def _set(column: str) -> Composed:
    return SQL("{} = {}").format(Identifier(column), _new(column))


def _new(column: str) -> Composed:
    """What stands after the write: a value that is not given never erases one."""
    if column == "attributes":
        return SQL("(x.attributes || excluded.attributes)").format()
    given = SQL("nullif({}, '')" if column == "currency" else "{}").format(Identifier("excluded", column))
    return SQL("coalesce({}, {})").format(given, Identifier("x", column))
