"""Write contacts: new ones as they come, known ones field by field."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from psycopg.sql import SQL, Composable, Composed, Identifier, Literal

from cdp.identity import EMAIL, PHONE, normal
from cdp.ingest import survivorship as rule
from cdp.ingest.attributes import gathered
from cdp.ingest.chunk import Chunk
from cdp.ingest.columns import ARROW
from cdp.ingest.counts import outcomes
from cdp.ingest.newest import newest
from cdp.ingest.staging import listed, numbered, stage
from cdp.records import CONTACT_ID, ENTITIES

_EXTERNAL_ID = SQL(
    "(select i.value from cdp_identity i where i.contact_id = {} and i.kind = 'SOURCE' "
    'order by i.namespace collate "C", i.value collate "C" limit 1)'
)
_COLUMNS = [*rule.FIELDS, "updated_at"]
_BARE = SQL(
    "insert into cdp_contact (id, subaccount_id, external_id, attributes) "
    "select t.id, %(subaccount)s, {external_id}, '{{}}' from {staged} t"
)
_INSERT = SQL(
    "insert into cdp_contact (id, subaccount_id, external_id, attributes, field_times, {columns}) "
    "select t.contact_id, %(subaccount)s, {external_id}, t.attributes::jsonb, t.field_times::jsonb, {values} "
    "from {staged} t "
    "where t.is_new order by t.contact_id"
)
_UPDATE = SQL(
    "with t as (select contact_id, rn, field_times::jsonb as field_times, attributes::jsonb as attributes, {values} "
    "  from {staged} t where not t.is_new),"
    " n as (select x.id, t.rn, {news}, greatest(x.updated_at, t.updated_at) as updated_at,"
    "  x.attributes || {winning} as attributes,"
    "  x.field_times || jsonb_strip_nulls(jsonb_build_object({times})) || {attribute_times} as field_times"
    "  from cdp_contact x join t on t.contact_id = x.id)"
    " update cdp_contact x set {sets} from n where n.id = x.id and ({new_row}) is distinct from ({old_row})"
    " returning n.rn"
)


def write_contacts(chunk: Chunk, table: pa.Table, contact: np.ndarray, new_ids: np.ndarray) -> np.ndarray:
    """Write the records whose contacts are known by ``contact``; gives an outcome per record."""
    people, key_of = np.unique(contact, return_inverse=True)
    folded = newest(_normalised(chunk, table), key_of, chunk.now)
    is_new = np.isin(people, new_ids)
    rows = folded.table.append_column("contact_id", pa.array(people)).append_column("is_new", pa.array(is_new))
    staged = stage(chunk, numbered(gathered(rows)))
    parts: dict[str, Composable] = {
        "staged": Identifier(staged),
        "columns": listed(_COLUMNS),
        "values": listed(_COLUMNS, "t"),
    }
    external_id = _EXTERNAL_ID.format(SQL("t.contact_id"))
    chunk.cursor.execute(_INSERT.format(**parts, external_id=external_id), {"subaccount": chunk.subaccount})
    changed = _update(chunk, parts) if not is_new.all() else []
    by_contact = outcomes(len(people), np.flatnonzero(is_new).tolist(), changed)
    return folded.spread(by_contact)


def name_known(chunk: Chunk, contacts: Iterable[int]) -> None:
    """Known contacts that got another identifier may go by another id now."""
    statement = SQL(
        "update cdp_contact c set external_id = {0} where c.id = any(%s) and c.external_id is distinct from {0}"
    )
    chunk.cursor.execute(statement.format(_EXTERNAL_ID.format(SQL("c.id"))), [sorted(contacts)])


def write_bare(chunk: Chunk, new_ids: np.ndarray, with_record: np.ndarray) -> None:
    """Contacts that only a reference names so far."""
    bare = np.setdiff1d(new_ids, with_record)
    if len(bare):
        staged = stage(chunk, pa.table({"id": bare}))
        statement = _BARE.format(staged=Identifier(staged), external_id=_EXTERNAL_ID.format(SQL("t.id")))
        chunk.cursor.execute(statement, {"subaccount": chunk.subaccount})
        chunk.made["contacts"] += len(bare)


def _normalised(chunk: Chunk, table: pa.Table) -> pa.Table:
    """Every contact field, in type and in normal form; ids are left out (they live in identities)."""
    columns = {
        name: table.column(name)
        for name in table.column_names
        if name != "external_id" and not name.startswith(CONTACT_ID)
    }
    for field in ENTITIES["contacts"].fields[1:]:
        columns.setdefault(field.name, pa.nulls(table.num_rows, ARROW[field.type]))
    for name, kind in (("email", EMAIL), ("phone", PHONE)):
        columns[name] = _normal_column(chunk, columns[name], kind)
    return pa.table(columns)


def _normal_column(chunk: Chunk, column: pa.ChunkedArray | pa.Array, kind: str) -> pa.Array:
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    encoded = pc.dictionary_encode(whole)
    values = [normal(kind, raw, chunk.rules) or raw.strip() for raw in encoded.dictionary.to_pylist()]
    return pa.array(values, pa.string()).take(encoded.indices)


def _update(chunk: Chunk, parts: dict[str, Composable]) -> list[int]:
    names = [*_COLUMNS, "attributes", "field_times"]
    statement = _UPDATE.format(
        **parts,
        news=SQL(", ").join(_news(each) for each in rule.FIELDS),
        winning=rule.attributes_that_win(),
        times=SQL(", ").join(_times(each) for each in rule.FIELDS),
        attribute_times=rule.attribute_times(),
        sets=SQL(", ").join(SQL("{} = {}").format(Identifier(each), Identifier("n", each)) for each in names),
        new_row=listed(names, "n"),
        old_row=listed(names, "x"),
    )
    chunk.cursor.execute(statement)
    return [row[0] for row in chunk.cursor.fetchall()]


def _news(field: str) -> Composed:
    return SQL("case when {wins} then {new} else {old} end as {name}").format(
        wins=rule.wins(field), new=Identifier("t", field), old=Identifier("x", field), name=Identifier(field)
    )


def _times(field: str) -> Composed:
    key = SQL("{}").format(Literal(field))
    return SQL("{}, case when {} or {} then {} end").format(
        Literal(field), rule.wins(field), rule.confirmed(field), rule.time_of("t", key)
    )
