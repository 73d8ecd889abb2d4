"""Write rows by their natural key: insert what is new, update what is given and different.

A portion of which no row seems to be known is inserted plainly, at a third less than ON CONFLICT on every row; the
unique key refuses it where one is known after all, and only then are all looked up. The sub-account's lock makes
looking before writing safe.
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from django.db import transaction
from psycopg.errors import UniqueViolation
from psycopg.sql import SQL, Composable, Composed, Identifier

from cdp.ingest.chunk import Chunk
from cdp.ingest.counts import LOADED, SKIPPED, UPDATED
from cdp.ingest.rows import whole
from cdp.ingest.staging import append, listed, numbered, stage
from cdp.records import ATTRIBUTE, Entity

_JOIN = SQL("{staged} t join {table} x on x.source_id = %(source)s and x.external_id = t.external_id")
_SOME_KNOWN = SQL("select exists (select from {} where source_id = %(source)s and external_id = any(%(probes)s))")
_KNOWN = SQL("select array_agg(t.rn), array_agg(t.rn) filter (where {differs}) from {join}")
_UPDATE = SQL(
    "update {table} x set {sets} from {staged} t"
    " where x.source_id = %(source)s and x.external_id = t.external_id and t.rn = any(%(changed)s)"
)
_PROBES = 128
_FIRST = 8  # rows of a portion that may continue what the one before began: an order cut in two


def upsert(chunk: Chunk, entity: Entity, table: pa.Table, *, kept: Collection[str] = ()) -> np.ndarray:
    """Write the rows (one per external id, references resolved); gives LOADED, UPDATED or SKIPPED for each.

    Columns in ``kept`` are set when a row is new and left alone when it is not.
    """
    keys = table.column("external_id")
    order = pc.sort_indices(keys)
    rows = whole(chunk, entity, table.drop_columns(["line"]).take(order))
    if _some_known(chunk, entity, keys) or not _all_inserted(chunk, entity, rows):
        fate = _reconciled(chunk, entity, rows, _changing(table.column_names, kept))
    else:
        fate = np.full(rows.num_rows, LOADED, dtype=np.int8)
    found = np.empty_like(fate)
    found[order.to_numpy()] = fate
    return found


def _changing(names: list[str], kept: Collection[str]) -> list[str]:
    """What an update of a known row may set; all attributes are one column."""
    own = [n for n in names if n not in {"external_id", "line", *kept} and not n.startswith(ATTRIBUTE)]
    return [*own, "attributes"] if any(n.startswith(ATTRIBUTE) for n in names) else own


def _some_known(chunk: Chunk, entity: Entity, keys: pa.ChunkedArray) -> bool:
    """Is one of the first keys known, or of a few spread over all of them?"""
    spread = range(0, len(keys), max(1, len(keys) // _PROBES))
    probes = keys.take(pa.array([*range(min(_FIRST, len(keys))), *spread]))
    params = {"source": chunk.source.pk, "probes": probes.to_pylist()}
    chunk.cursor.execute(_SOME_KNOWN.format(Identifier(entity.table)), params)
    return bool(chunk.cursor.fetchone()[0])


def _all_inserted(chunk: Chunk, entity: Entity, rows: pa.Table) -> bool:
    """Insert every row; false, and nothing written, where one is known."""
    try:
        with transaction.atomic():
            append(chunk, entity.table, rows)
    except UniqueViolation:
        return False
    return True


def _reconciled(chunk: Chunk, entity: Entity, rows: pa.Table, columns: list[str]) -> np.ndarray:
    """Write rows some of which are known; of those only what differs in ``columns``. Gives the outcome of each."""
    staged = stage(chunk, numbered(rows))
    parts: dict[str, Composable] = {"table": Identifier(entity.table), "staged": Identifier(staged)}
    parts["join"] = _JOIN.format(**parts)
    known, changed = _known(chunk, entity, parts, columns)
    if changed:
        sets = SQL(", ").join(SQL("{} = {}").format(Identifier(each), _new(entity, each)) for each in columns)
        chunk.cursor.execute(_UPDATE.format(**parts, sets=sets), {"source": chunk.source.pk, "changed": changed})
    fate = np.full(rows.num_rows, LOADED, dtype=np.int8)
    fate[known], fate[changed] = SKIPPED, UPDATED
    if len(known) < rows.num_rows:
        append(chunk, entity.table, rows.filter(pa.array(fate == LOADED)))
    return fate


def _known(
    chunk: Chunk, entity: Entity, parts: dict[str, Composable], columns: list[str]
) -> tuple[list[int], list[int]]:
    """The numbers of the rows that are there, and of those among them that say something else."""
    news = SQL(", ").join(_new(entity, each) for each in columns)
    differs = SQL("({}) is distinct from ({})").format(news, listed(columns, "x")) if columns else SQL("false")
    chunk.cursor.execute(_KNOWN.format(**parts, differs=differs), {"source": chunk.source.pk})
    known, changed = chunk.cursor.fetchone()
    return known or [], changed or []


def _new(entity: Entity, column: str) -> Composed:
    """What stands after the write: a value that is not given never erases one, an earlier moment never a later one."""
    if column == "attributes":
        return SQL("(x.attributes || t.attributes::jsonb)").format()
    if (field := entity.field(column)) is not None and field.latest:
        return SQL("greatest({}, {})").format(Identifier("t", column), Identifier("x", column))
    given = SQL("nullif({}, '')" if column == "currency" else "{}").format(Identifier("t", column))
    return SQL("coalesce({}, {})").format(given, Identifier("x", column))
