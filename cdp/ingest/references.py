"""References by external id become ids; what is referred to but unknown is made, bare, for its own file to fill."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from psycopg.sql import SQL, Identifier

from cdp.ingest.chunk import Chunk
from cdp.ingest.rows import whole
from cdp.ingest.staging import append, id_array, ids, numbered, stage, take_ids
from cdp.records import ENTITIES, Entity

_FIND = SQL(
    "select t.rn, x.id from {staged} t join {table} x on x.source_id = %(source)s and x.external_id = t.external_id"
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
    statement = _FIND.format(staged=Identifier(staged), table=Identifier(entity.table))
    found = ids(chunk, len(values), statement, {"source": chunk.source.pk})
    missing = np.flatnonzero(found < 0)
    if len(missing):
        found[missing] = _made(chunk, entity, values.take(pa.array(missing)))
    return found


def _made(chunk: Chunk, entity: Entity, names: pa.Array) -> np.ndarray:
    """Bare rows of these external ids, and the id of each; the sub-account's lock keeps others from making them too."""
    order = pc.sort_indices(names)
    taken = take_ids(chunk, entity.table, len(names))
    bare = pa.table({"id": taken, "external_id": names.take(order)})
    append(chunk, entity.table, whole(chunk, entity, bare))
    chunk.made[entity.name] += len(names)
    found = np.empty_like(taken)
    found[order.to_numpy()] = taken
    return found
