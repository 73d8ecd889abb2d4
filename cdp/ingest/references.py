"""References by external id become ids; what is referred to but unknown is made, bare, for its own file to fill."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from psycopg.sql import SQL, Identifier

from cdp.ingest.chunk import Chunk
from cdp.ingest.staging import id_array, ids, numbered, stage
from cdp.records import ENTITIES, Entity

_FIND = SQL(
    "select t.rn, x.id from {staged} t join {table} x on x.source_id = %(source)s and x.external_id = t.external_id"
)
_MAKE = SQL(
    "insert into {table} (subaccount_id, source_id, external_id, attributes{currency}) "
    "select %(subaccount)s, %(source)s, t.external_id, '{{}}'{blank} from {staged} t "
    "where not exists (select 1 from {table} x where x.source_id = %(source)s and x.external_id = t.external_id) "
    "order by t.external_id on conflict do nothing"
)


def resolved(chunk: Chunk, entity: Entity, table: pa.Table) -> pa.Table:
    """The table with every reference (contacts apart) replaced by a column ``<name>_id``."""
    for field in entity.fields:
        if field.refers and field.name != "contact" and (field.required or field.name in table.column_names):
            values = pc.dictionary_encode(_column(table, field.name))
            found = np.append(_ids_of(chunk, ENTITIES[field.refers], values.dictionary), -1)
            positions = pc.fill_null(values.indices, len(found) - 1).to_numpy(zero_copy_only=False)
            table = table.drop_columns([field.name]) if field.name in table.column_names else table
            table = table.append_column(f"{field.name}_id", id_array(found[positions]))
    return table


def _column(table: pa.Table, name: str) -> pa.Array:
    if name not in table.column_names:
        return pa.nulls(table.num_rows, pa.string())
    return table.column(name).combine_chunks()


def _ids_of(chunk: Chunk, entity: Entity, values: pa.Array) -> np.ndarray:
    """The id of each distinct external id; a missing row is made."""
    if not len(values):
        return np.empty(0, dtype=np.int64)
    staged = stage(chunk, numbered(pa.table({"external_id": values})))
    params = {"source": chunk.source.pk, "subaccount": chunk.subaccount}
    names = {"staged": Identifier(staged), "table": Identifier(entity.table)}
    found = ids(chunk, len(values), _FIND.format(**names), params)
    if (found < 0).any():
        money = entity.field("currency") is not None
        extra = {"currency": SQL(", currency" if money else ""), "blank": SQL(", ''" if money else "")}
        chunk.cursor.execute(_MAKE.format(**names, **extra), params)
        chunk.made[entity.name] += chunk.cursor.rowcount
        found = ids(chunk, len(values), _FIND.format(**names), params)
    return found
