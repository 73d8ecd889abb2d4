"""Who is on a list, in a segment or in an ad audience: rows without an id of their own, keyed by both ends."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from psycopg.sql import SQL, Composed, Identifier

from cdp.ingest.chunk import Chunk
from cdp.ingest.counts import outcomes
from cdp.ingest.staging import stage
from cdp.records import Entity

_TIME = pa.timestamp("us")


@dataclass(frozen=True)
class Group:
    """``column`` names what they are in. Each of ``times`` keeps its last value; with ``latest`` its greatest."""

    column: str
    times: tuple[str, ...] = ("added_at",)
    latest: bool = False


GROUPS = {
    "list_members": Group("list_id"),
    "segment_members": Group("segment_id"),
    "ad_audience_members": Group("audience_id", ("exported_at", "removed_at"), latest=True),
}

_WRITE = SQL(
    "with written as ("
    "  insert into {table} as x (subaccount_id, {group}, contact_id, {times})"
    "  select %(subaccount)s, {group}, contact_id, {given} from {staged} group by {group}, contact_id"
    "  order by {group}, contact_id"
    "  on conflict ({group}, contact_id) do update set {sets} where ({news}) is distinct from ({olds})"
    "  returning x.{group}, x.contact_id, (x.xmax = 0) as fresh),"
    " firsts as (select min(rn) as rn, {group}, contact_id from {staged} group by {group}, contact_id)"
    "select array_agg(f.rn) filter (where fresh), array_agg(f.rn) filter (where not fresh)"
    " from written join firsts f using ({group}, contact_id)"
)


def write_members(chunk: Chunk, entity: Entity, table: pa.Table) -> np.ndarray:
    """Write the memberships (contact and group resolved); gives an outcome per record."""
    group = GROUPS[entity.name]
    columns = {"rn": pa.array(np.arange(table.num_rows)), group.column: table.column(group.column)}
    columns["contact_id"] = table.column("contact_id")
    columns |= {name: _times(table, name) for name in group.times}
    statement = _statement(entity, group, stage(chunk, pa.table(columns)))
    chunk.cursor.execute(statement, {"subaccount": chunk.subaccount, "now": chunk.now})
    fresh, changed = chunk.cursor.fetchone()
    return outcomes(table.num_rows, fresh, changed)


def _times(table: pa.Table, name: str) -> pa.Array:
    return table.column(name) if name in table.column_names else pa.nulls(table.num_rows, _TIME)


def _statement(entity: Entity, group: Group, staged: str) -> Composed:
    kept = [_kept(group, name) for name in group.times]
    sets = [SQL("{} = {}").format(Identifier(name), each) for name, each in zip(group.times, kept, strict=True)]
    return _WRITE.format(
        table=Identifier(entity.table),
        group=Identifier(group.column),
        staged=Identifier(staged),
        times=SQL(", ").join(map(Identifier, group.times)),
        given=SQL(", ").join(_given(group, name) for name in group.times),
        sets=SQL(", ").join(sets),
        news=SQL(", ").join(kept),
        olds=SQL(", ").join(Identifier("x", name) for name in group.times),
    )


def _given(group: Group, name: str) -> Composed:
    """The newest of the portion. Who was exported or added to an audience, nobody says when, was so by now."""
    newest = SQL("max({})").format(Identifier(name))
    if not (group.latest and name == group.times[0]):
        return newest
    others = SQL(", ").join(SQL("max({})").format(Identifier(each)) for each in group.times)
    return SQL("case when coalesce({}) is null then %(now)s else {} end").format(others, newest)


def _kept(group: Group, name: str) -> Composed:
    """What stands after the write. A moment that is only that of this import never moves one that is known."""
    new, old = Identifier("excluded", name), Identifier("x", name)
    if group.latest:
        return SQL("greatest(nullif({}, %(now)s), {})").format(new, old)
    return SQL("coalesce({}, {})").format(new, old)
