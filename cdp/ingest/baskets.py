"""What orders and their lines tell each other: totals out of lines, the time of an order on its lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from psycopg.sql import SQL, Identifier

from cdp.ingest.chunk import Chunk
from cdp.ingest.columns import MONEY
from cdp.ingest.counts import LOADED, SKIPPED
from cdp.ingest.staging import numbered, stage

_RECOMPUTE = SQL(
    "update cdp_order o set {sets} from (select i.order_id, {sums} from cdp_order_item i"
    " where i.order_id in (select o.id from {staged} t join cdp_order o on o.source_id = %(source)s"
    " and o.external_id = t.external_id) group by i.order_id) s"
    " where o.id = s.order_id and ({news}) is distinct from ({olds})"
)
_TIMES = SQL(
    "select t.rn, (extract(epoch from o.ordered_at) * 1000000)::bigint"
    " from {} t join cdp_order o on o.id = t.id where o.ordered_at is not null"
)
_TIME_FROM_LINES = (
    "update cdp_order o set ordered_at = s.at from (select order_id, min(ordered_at) as at from cdp_order_item"
    " where batch_id = %(batch)s group by order_id) s"
    " where o.id = s.order_id and o.ordered_at is null and s.at is not null"
)
_TIME_TO_LINES = (
    "update cdp_order_item i set ordered_at = o.ordered_at from cdp_order o"
    " where o.batch_id = %(batch)s and i.order_id = o.id and i.ordered_at is null and o.ordered_at is not null"
)


@dataclass(frozen=True)
class Written:
    """Rows as they came, and what became of each."""

    table: pa.Table
    fate: np.ndarray


def with_sums(orders: pa.Table, items: pa.Table, totals: Mapping[str, str]) -> pa.Table:
    """The orders with the totals that their lines in this portion give; right for orders that are new with it."""
    lines = [field for field in totals.values() if field in items.column_names]
    sums = items.group_by("order").aggregate([(field, "sum") for field in set(lines)])
    places = pc.index_in(orders.column("external_id").combine_chunks(), sums.column("order").combine_chunks())
    for field, line_field in totals.items():
        given = sums.column(f"{line_field}_sum").take(places).cast(MONEY)
        orders = orders.drop_columns([field]) if field in orders.column_names else orders
        orders = orders.append_column(field, given)
    return orders


def recompute(chunk: Chunk, orders: Written, items: Written, totals: Mapping[str, str]) -> None:
    """Add up anew all lines of the orders that were there before and got new or changed lines."""
    touched = items.table.column("order").filter(pa.array(items.fate != SKIPPED)).combine_chunks()
    new = orders.table.column("external_id").filter(pa.array(orders.fate == LOADED)).combine_chunks()
    stale = pc.unique(touched.filter(pc.invert(pc.is_in(touched, new))))
    if not len(stale):
        return
    staged = stage(chunk, pa.table({"external_id": stale}))
    statement = _RECOMPUTE.format(
        staged=Identifier(staged),
        sets=SQL(", ").join(SQL("{} = {}").format(Identifier(each), Identifier("s", each)) for each in totals),
        sums=SQL(", ").join(
            SQL("sum({}) as {}").format(Identifier("i", line_field), Identifier(field))
            for field, line_field in totals.items()
        ),
        news=SQL(", ").join(Identifier("s", each) for each in totals),
        olds=SQL(", ").join(Identifier("o", each) for each in totals),
    )
    chunk.cursor.execute(statement, {"source": chunk.source.pk})


def with_order_times(chunk: Chunk, items: pa.Table) -> pa.Table:
    """The lines with the time of their order where they give none themselves."""
    given = items.column("ordered_at") if "ordered_at" in items.column_names else pa.nulls(len(items), _TIME)
    orders = pc.dictionary_encode(items.column("order_id").combine_chunks())
    if not pc.any(pc.is_null(given)).as_py():
        return items
    staged = stage(chunk, numbered(pa.table({"id": orders.dictionary})))
    chunk.cursor.execute(_TIMES.format(Identifier(staged)))
    known: list[int | None] = [None] * len(orders.dictionary)
    for place, time in chunk.cursor.fetchall():
        known[place] = time
    times = pa.array(known, pa.int64()).cast(_TIME).take(orders.indices)
    items = items.drop_columns(["ordered_at"]) if "ordered_at" in items.column_names else items
    return items.append_column("ordered_at", pc.coalesce(given, times))


_TIME = pa.timestamp("us")


def share_times(chunk: Chunk, *, orders_changed: bool, orders_made: bool) -> None:
    """Give orders known only from lines the lines' time, and lines the time of an order that came after them."""
    params = {"batch": chunk.batch.pk}
    if orders_made:
        chunk.cursor.execute(_TIME_FROM_LINES, params)
    if orders_changed:
        chunk.cursor.execute(_TIME_TO_LINES, params)
