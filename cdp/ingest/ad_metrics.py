"""Ad results are kept as received: a restatement closes the version that stood and puts a new one beside it."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from psycopg.sql import SQL, Composed, Identifier

from cdp.ingest.attributes import gathered
from cdp.ingest.chunk import Chunk
from cdp.ingest.counts import outcomes
from cdp.ingest.staging import numbered, stage

_CLOSE = SQL(
    "update cdp_ad_metric x set superseded_at = %(now)s from {staged} t"
    " where x.source_id = %(source)s and x.external_id = t.external_id and x.superseded_at is null"
    " and ({news}, x.attributes || t.attributes::jsonb) is distinct from ({olds}, x.attributes) returning t.rn, x.id"
)
_ADD = SQL(
    "insert into cdp_ad_metric (subaccount_id, source_id, external_id, received_at, attributes, currency{columns})"
    " select %(subaccount)s, %(source)s, t.external_id, %(now)s,"
    " coalesce(x.attributes, '{{}}') || t.attributes::jsonb, coalesce({currency}x.currency, ''){values}"
    " from {staged} t left join {closed} c using (rn) left join cdp_ad_metric x on x.id = c.id"
    " where not exists (select 1 from cdp_ad_metric n where n.source_id = %(source)s"
    " and n.external_id = t.external_id and n.superseded_at is null) order by t.external_id"
)


def write_ad_metrics(chunk: Chunk, table: pa.Table) -> np.ndarray:
    """Write the results (one row per external id, references resolved); gives an outcome per row."""
    table = gathered(table)
    staged = Identifier(stage(chunk, numbered(table)))
    columns = [name for name in table.column_names if name not in _APART]
    params = {"source": chunk.source.pk, "subaccount": chunk.subaccount, "now": chunk.now}
    close = _CLOSE.format(
        staged=staged,
        news=SQL(", ").join(_new(each) for each in columns),
        olds=SQL(", ").join(Identifier("x", each) for each in columns),
    )
    chunk.cursor.execute(close, params)
    closed = chunk.cursor.fetchall()
    pairs = pa.table({"rn": [rn for rn, _ in closed], "id": [id_ for _, id_ in closed]}, schema=_PAIRS)
    before = np.full(table.num_rows, False)
    before[pairs.column("rn").to_numpy()] = True
    add = _ADD.format(
        staged=staged,
        closed=Identifier(stage(chunk, pairs)),
        columns=SQL("").join(SQL(", {}").format(Identifier(each)) for each in columns),
        values=SQL("").join(SQL(", {}").format(_new(each)) for each in columns),
        currency=SQL("t.currency, " if "currency" in table.column_names else ""),
    )
    chunk.cursor.execute(SQL("{} returning external_id").format(add), params)
    written = {row[0] for row in chunk.cursor.fetchall()}
    names = table.column("external_id").to_pylist()
    fresh = [rn for rn, name in enumerate(names) if name in written and not before[rn]]
    return outcomes(table.num_rows, fresh, np.flatnonzero(before).tolist())


_APART = frozenset({"external_id", "line", "currency", "attributes"})
_PAIRS = pa.schema([("rn", pa.int64()), ("id", pa.int64())])


def _new(column: str) -> Composed:
    return SQL("coalesce({}, {})").format(Identifier("t", column), Identifier("x", column))
