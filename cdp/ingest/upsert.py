"""Write rows by their natural key: insert what is new, update what is given and different.

Looking first and inserting plainly costs half of ON CONFLICT on every row; the sub-account's lock makes it safe, and
the unique key would refuse a double.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import LiteralString

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from psycopg.sql import SQL, Composable, Composed, Identifier

from cdp.ingest.attributes import as_json
from cdp.ingest.chunk import Chunk
from cdp.ingest.counts import LOADED, SKIPPED, UPDATED
from cdp.ingest.staging import numbered, stage
from cdp.records import ATTRIBUTE, Entity

_INSERT = SQL(
    "insert into {table} (subaccount_id, source_id, batch_id, external_id, attributes{columns})"
    " select %(subaccount)s, %(source)s, %(batch)s, t.external_id, {attributes}{values} from {staged} t{where}"
)
_NEW = SQL(
    " where not exists (select 1 from {table} x where x.source_id = %(source)s and x.external_id = t.external_id)"
    " order by t.rn"
)
_KNOWN = SQL(
    "select array_agg(t.rn) from {staged} t join {table} x"
    " on x.source_id = %(source)s and x.external_id = t.external_id"
)
_UPDATE = SQL(
    "with changed as (update {table} x set {sets} from (select t.*, {attributes} as given_attributes from {staged} t) t"
    " where x.source_id = %(source)s and x.external_id = t.external_id and ({news}) is distinct from ({olds})"
    " returning t.rn) select array_agg(rn) from changed"
)


def upsert(chunk: Chunk, entity: Entity, table: pa.Table, *, kept: Collection[str] = ()) -> np.ndarray:
    """Write the rows (one per external id, references resolved); gives LOADED, UPDATED or SKIPPED for each.

    Columns in ``kept`` are set when a row is new and left alone when it is not.
    """
    order = pc.sort_indices(table.column("external_id"))
    table = table.take(order)
    columns = [name for name in table.column_names if name not in _RESERVED and not name.startswith(ATTRIBUTE)]
    parts: dict[str, Composable] = {
        "table": Identifier(entity.table),
        "staged": Identifier(stage(chunk, numbered(table))),
        "attributes": as_json(table, "t"),
    }
    params = {"subaccount": chunk.subaccount, "source": chunk.source.pk, "batch": chunk.batch.pk}
    chunk.cursor.execute(_KNOWN.format(**parts), params)
    known = chunk.cursor.fetchone()[0] or []
    fate = np.full(table.num_rows, LOADED, dtype=np.int8)
    fate[known] = SKIPPED
    if known:
        changing = [name for name in columns if name not in kept]
        has_attributes = any(name.startswith(ATTRIBUTE) for name in table.column_names)
        chunk.cursor.execute(_update(parts, [*changing, *(["attributes"] if has_attributes else [])]), params)
        fate[chunk.cursor.fetchone()[0] or []] = UPDATED
    if len(known) < table.num_rows:
        chunk.cursor.execute(_insert(entity, parts, columns, some_known=bool(known)), params)
    found = np.empty_like(fate)
    found[order.to_numpy()] = fate
    return found


_RESERVED = frozenset({"external_id", "line"})


def outcomes(count: int, fresh: list[int] | None, changed: list[int] | None) -> np.ndarray:
    """An outcome per row number."""
    found = np.full(count, SKIPPED, dtype=np.int8)
    found[fresh or []] = LOADED
    found[changed or []] = UPDATED
    return found


def _insert(entity: Entity, parts: dict[str, Composable], columns: list[str], *, some_known: bool) -> Composed:
    blank = entity.field("currency") is not None and "currency" not in columns
    return _INSERT.format(
        **parts,
        columns=SQL("").join([*(SQL(", {}").format(Identifier(each)) for each in columns), _also(blank, ", currency")]),
        values=SQL("").join([*(_value(each) for each in columns), _also(blank, ", ''")]),
        where=_NEW.format(table=parts["table"]) if some_known else SQL(""),
    )


def _update(parts: dict[str, Composable], changing: list[str]) -> Composed:
    return _UPDATE.format(
        **parts,
        sets=SQL(", ").join(SQL("{} = {}").format(Identifier(each), _new(each)) for each in changing),
        news=SQL(", ").join(_new(each) for each in changing),
        olds=SQL(", ").join(Identifier("x", each) for each in changing),
    )


def _also(wanted: bool, text: LiteralString) -> SQL:
    return SQL(text) if wanted else SQL("")


def _value(column: str) -> Composed:
    return SQL(", coalesce({}, '')" if column == "currency" else ", {}").format(Identifier("t", column))


def _new(column: str) -> Composed:
    """What stands after the write: a value that is not given never erases one."""
    if column == "attributes":
        return SQL("(x.attributes || t.given_attributes)").format()
    given = SQL("nullif({}, '')" if column == "currency" else "{}").format(Identifier("t", column))
    return SQL("coalesce({}, {})").format(given, Identifier("x", column))
