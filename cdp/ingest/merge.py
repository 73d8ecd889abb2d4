"""Contacts that turn out to be one person: the lowest id survives with the newest values; events stay put."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa
from psycopg.sql import SQL, Composed, Identifier, Literal

from cdp.ingest import survivorship as rule
from cdp.ingest.chunk import Chunk
from cdp.ingest.staging import stage

_VALUES = SQL(
    "with people as (select current_id as into_id, old_id as id from {t} union select current_id, current_id from {t}),"
    " best as (select p.into_id, max(c.updated_at) as updated_at, {best},"
    "  jsonb_strip_nulls(jsonb_build_object({times})) as field_times"
    "  from people p join cdp_contact c using (id) group by p.into_id),"
    " given as (select distinct on (p.into_id, e.key) p.into_id, e.key, e.value, {attribute_time} as at"
    "  from people p join cdp_contact c using (id), jsonb_each(c.attributes) e"
    '  order by p.into_id, e.key, 4 desc, e.value::text collate "C" desc),'
    " attributes as (select into_id, jsonb_object_agg(key, value) as attributes,"
    "  jsonb_object_agg('attr:' || key, at) as times from given group by into_id)"
    " update cdp_contact x set {sets}, updated_at = b.updated_at, attributes = coalesce(a.attributes, '{{}}'),"
    "  field_times = b.field_times || coalesce(a.times, '{{}}')"
    " from best b left join attributes a using (into_id) where x.id = b.into_id"
)
_IDENTITIES = SQL(
    "update cdp_identity i set contact_id = t.current_id, evidence = i.evidence || jsonb_build_object('moved',"
    " coalesce(i.evidence -> 'moved', '[]') || jsonb_build_object('from', t.old_id, 'file', %(file)s::text,"
    " 'line', t.line, 'batch', %(batch)s::bigint)) from {t} t where i.contact_id = t.old_id"
)
_DOUBLES = SQL(
    "delete from {table} where id in (select id from (select m.id, row_number() over (partition by {key},"
    " coalesce(t.current_id, m.contact_id) order by m.id) as place from {table} m left join {t} t"
    " on t.old_id = m.contact_id where m.contact_id in (select old_id from {t} union select current_id from {t})) s"
    " where place > 1)"
)
_MOVE = SQL("update {table} m set contact_id = t.current_id from {t} t where m.contact_id = t.old_id")
_FLATTEN = SQL("update cdp_contact_merge m set current_id = t.current_id from {t} t where m.current_id = t.old_id")
_NOTE = SQL(
    "insert into cdp_contact_merge (subaccount_id, old_id, current_id)"
    " select %(subaccount)s, old_id, current_id from {t} order by old_id"
)
_DELETE = SQL("delete from cdp_contact c using {t} t where c.id = t.old_id")
# What holds a contact's id and is moved with the contact, and what makes a row of it a double.
_MOVED = {
    "cdp_list_member": "m.list_id",
    "cdp_segment_member": "m.segment_id",
    "cdp_consent": "m.channel, m.changed_at, m.source_id",
}


def merge(chunk: Chunk, merges: Sequence[tuple[int, int]], lines: Mapping[int, int]) -> None:
    """Fold each (old, survivor); ``lines`` gives for a survivor the line that showed it."""
    table = pa.table(
        {
            "old_id": [old for old, _ in merges],
            "current_id": [survivor for _, survivor in merges],
            "line": pa.array([lines.get(survivor) for _, survivor in merges], pa.int64()),
        }
    )
    t = Identifier(stage(chunk, table))
    params = {"subaccount": chunk.subaccount, "file": chunk.file, "batch": chunk.batch.pk}
    statements = [_values(t), _IDENTITIES.format(t=t), *_moves(t)]
    statements += [each.format(t=t) for each in (_FLATTEN, _NOTE, _DELETE)]
    for statement in statements:
        chunk.cursor.execute(statement, params)
    chunk.merged += len(merges)


def _moves(t: Identifier) -> list[Composed]:
    found = []
    for table, key in _MOVED.items():
        names = {"t": t, "table": Identifier(table)}
        found += [_DOUBLES.format(key=SQL(key), **names), _MOVE.format(**names)]
    return found


def _values(t: Identifier) -> Composed:
    return _VALUES.format(
        t=t,
        best=SQL(", ").join(_best(each) for each in rule.FIELDS),
        times=SQL(", ").join(_best_time(each) for each in rule.FIELDS),
        attribute_time=rule.time_of("c", SQL("'attr:' || e.key").format()),
        sets=SQL(", ").join(SQL("{} = {}").format(Identifier(each), Identifier("b", each)) for each in rule.FIELDS),
    )


def _first(value: Composed, field: str) -> Composed:
    """The value of the contact whose ``field`` is newest."""
    return SQL("(array_agg({} order by {} desc, {} desc) filter (where {} is not null))[1]").format(
        value,
        rule.time_of("c", SQL("{}").format(Literal(field))),
        rule.ordered("c", field),
        Identifier("c", field),
    )


def _best(field: str) -> Composed:
    value = SQL("{}").format(Identifier("c", field))
    return SQL("{} as {}").format(_first(value, field), Identifier(field))


def _best_time(field: str) -> Composed:
    return SQL("{}, {}").format(Literal(field), _first(rule.time_of("c", SQL("{}").format(Literal(field))), field))
