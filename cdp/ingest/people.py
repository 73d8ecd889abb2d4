"""Which contact each record is of: identifiers looked up, joined where named together, made where unknown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from psycopg.sql import SQL, Identifier

from cdp.identity import EMAIL, PHONE, SOURCE, identifier, plan
from cdp.ingest.chunk import Chunk
from cdp.ingest.contacts import name_known
from cdp.ingest.merge import merge
from cdp.ingest.staging import ids, numbered, stage, take_ids
from cdp.records import CONTACT_ID

_KNOWN = SQL(
    "select t.rn, i.contact_id from {} t join cdp_identity i on i.subaccount_id = %(subaccount)s "
    "and i.kind = t.kind and i.namespace = t.namespace and i.value = t.value"
)
_REMEMBER = SQL(
    "insert into cdp_identity (subaccount_id, kind, namespace, value, contact_id, source_id, evidence, first_seen_at) "
    "select %(subaccount)s, t.kind, t.namespace, t.value, t.contact_id, %(source)s, "
    "jsonb_build_object('file', %(file)s::text, 'line', t.line, 'batch', %(batch)s::bigint), %(now)s "
    "from {} t order by t.kind, t.namespace, t.value"
)


@dataclass
class Identifiers:
    """The distinct identifiers of a portion, numbered, with the first line that named each."""

    number: dict[tuple[str, str, str], int] = field(default_factory=dict)
    line: list[int] = field(default_factory=list)

    def numbers_of(self, chunk: Chunk, kind: str, space: str, column: pa.Array, lines: np.ndarray) -> np.ndarray:
        """The number of each row's identifier; -1 where there is none that identifies anybody."""
        encoded = pc.dictionary_encode(column)
        first = _first_rows(encoded.indices, len(encoded.dictionary))
        numbers = np.full(len(encoded.dictionary) + 1, -1, dtype=np.int64)
        for place, raw in enumerate(encoded.dictionary.to_pylist()):
            value = identifier(kind, raw, chunk.rules)
            if value is not None:
                numbers[place] = self._number((kind, space, value), int(lines[first[place]]))
        positions = pc.fill_null(encoded.indices, len(encoded.dictionary)).to_numpy(zero_copy_only=False)
        found: np.ndarray = numbers[positions]
        return found

    def _number(self, key: tuple[str, str, str], line: int) -> int:
        number = self.number.setdefault(key, len(self.line))
        if number == len(self.line):
            self.line.append(line)
        return number


def _first_rows(indices: pa.Array, size: int) -> np.ndarray:
    first = np.zeros(size, dtype=np.int64)
    given = np.flatnonzero(indices.is_valid().to_numpy(zero_copy_only=False))[::-1]
    first[indices.take(pa.array(given)).to_numpy(zero_copy_only=False)] = given
    return first


def resolve(chunk: Chunk, tables: Mapping[str, pa.Table]) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """The contact id of each row of each table (-1: nobody), and the ids that are new and have no row yet."""
    seen = Identifiers()
    rows = {name: _numbers(chunk, seen, name, table) for name, table in tables.items()}
    links = _links(rows.values())
    known = _look_up(chunk, seen)
    result = plan(len(seen.line), links, {int(n): int(known[n]) for n in np.flatnonzero(known >= 0)})
    new_ids = take_ids(chunk, "cdp_contact", result.fresh)
    contact = np.array([each if each >= 0 else new_ids[-1 - each] for each in result.contact] + [-1], dtype=np.int64)
    if result.merges:
        merge(chunk, result.merges, _lines_of(rows, tables, contact))
    _remember(chunk, seen, known, contact)
    renamed = {int(each) for each in contact[np.flatnonzero(known < 0)]} | {survivor for _, survivor in result.merges}
    name_known(chunk, renamed - set(new_ids.tolist()))
    return {name: contact[_first_given(numbers)] for name, numbers in rows.items()}, new_ids


def _numbers(chunk: Chunk, seen: Identifiers, entity: str, table: pa.Table) -> np.ndarray:
    """One column per identifier that the rows of this table carry."""
    lines = table.column("line").to_numpy()
    found = [
        seen.numbers_of(chunk, kind, space, table.column(column).combine_chunks(), lines)
        for kind, space, column in _identifier_columns(chunk, entity, table)
    ]
    return np.column_stack(found) if found else np.full((table.num_rows, 1), -1, dtype=np.int64)


def _identifier_columns(chunk: Chunk, entity: str, table: pa.Table) -> list[tuple[str, str, str]]:
    own = {"external_id": (SOURCE, chunk.source.name), "email": (EMAIL, ""), "phone": (PHONE, "")}
    named = {"contact": (SOURCE, chunk.source.name), "contact_email": (EMAIL, ""), "contact_phone": (PHONE, "")}
    wanted = own if entity == "contacts" else named
    found = [(*wanted[name], name) for name in wanted if name in table.column_names]
    spaces = [name for name in table.column_names if name.startswith(CONTACT_ID)]
    return found + [(SOURCE, name.removeprefix(CONTACT_ID), name) for name in spaces]


def _links(rows: Iterable[np.ndarray]) -> list[tuple[int, int]]:
    """Which identifiers stand in one record: each with the first one of its row."""
    pairs = []
    for numbers in rows:
        first = _first_given(numbers)
        for column in numbers.T if numbers.shape[1] > 1 else ():
            both = (column >= 0) & (column != first)
            pairs.append(np.column_stack([first[both], column[both]]))
    if not pairs:
        return []
    return [(int(one), int(other)) for one, other in np.unique(np.concatenate(pairs), axis=0)]


def _first_given(numbers: np.ndarray) -> np.ndarray:
    """Per row the first number that is given, or -1."""
    place = (numbers >= 0).argmax(axis=1)
    found: np.ndarray = numbers[np.arange(len(numbers)), place]
    return found


def _look_up(chunk: Chunk, seen: Identifiers) -> np.ndarray:
    """The contact of each identifier that is known already; -1 for the others."""
    kinds, spaces, values = zip(*seen.number, strict=True) if seen.number else ((), (), ())
    table = pa.table({"kind": kinds, "namespace": spaces, "value": values}, schema=_KEY)
    staged = stage(chunk, numbered(table))
    return ids(chunk, len(values), _KNOWN.format(Identifier(staged)), {"subaccount": chunk.subaccount})


_KEY = pa.schema([("kind", pa.string()), ("namespace", pa.string()), ("value", pa.string())])


def _lines_of(rows: Mapping[str, np.ndarray], tables: Mapping[str, pa.Table], contact: np.ndarray) -> dict[int, int]:
    """For each contact the first line that names it by two identifiers: the evidence of a merge."""
    found: dict[int, int] = {}
    for name, numbers in rows.items():
        several = np.flatnonzero((numbers >= 0).sum(axis=1) > 1)
        lines = tables[name].column("line").to_numpy()
        for row in several[::-1]:
            found[int(contact[_first_given(numbers[row : row + 1])[0]])] = int(lines[row])
    return found


def _remember(chunk: Chunk, seen: Identifiers, known: np.ndarray, contact: np.ndarray) -> None:
    """Write the identifiers nobody knew, with the line that named each first."""
    new = np.flatnonzero(known < 0)
    if not len(new):
        return
    keys = list(seen.number)
    table = pa.table(
        {
            "kind": [keys[n][0] for n in new],
            "namespace": [keys[n][1] for n in new],
            "value": [keys[n][2] for n in new],
            "contact_id": contact[new],
            "line": [seen.line[n] for n in new],
        }
    )
    params = {"subaccount": chunk.subaccount, "source": chunk.source.pk, "file": chunk.file}
    statement = _REMEMBER.format(Identifier(stage(chunk, table)))
    chunk.cursor.execute(statement, {**params, "batch": chunk.batch.pk, "now": chunk.now})
