"""Rows of a portion become record batches, by a mapping."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from cdp.identity import EMAIL, PHONE, SOURCE, is_placeholder
from cdp.ingest import Folded, fold
from cdp.records import ATTRIBUTE, CONTACT_ID, HASHED, RecordBatch
from connectors.files.keys import RowKeys, Taken
from connectors.files.mapping.model import Mapping, Record, Sum, Value
from connectors.files.portions import Portion
from connectors.files.problems import Problems
from connectors.files.raw import BadRow
from connectors.files.values.distinct import mask
from connectors.files.view import View

SHA256 = r"^\s*[0-9A-Fa-f]{64}\s*$"
NOBODY = "names nobody: no id, e-mail or phone that identifies a contact"


@dataclass(frozen=True)
class Transformed:
    """What a portion became: records to write, records still to be added up, rows for quarantine.

    ``fed`` says which rows feed a record to write, ``pending`` which feed records that are still to be added up.
    """

    folded: Folded
    sums: list[tuple[Record, pa.Table]]
    bad: list[BadRow]
    fed: np.ndarray
    pending: np.ndarray
    problems: Problems


class Transform:
    """Applies a mapping to the portions of one file, in order."""

    def __init__(self, mapping: Mapping, *, native: bool, taken: Taken | None = None) -> None:
        self.mapping, self.native = mapping, native
        self.keys = RowKeys(mapping, taken)

    def skip(self, portion: Portion) -> None:
        """Pass a portion that need not be read, so that the numbers of equal rows go on rightly."""
        self.keys.numbered(portion)

    def __call__(self, portion: Portion) -> Transformed:
        """The portion's records."""
        problems = Problems(len(portion.lines))
        whole = View(portion.table, self.mapping, problems, native=self.native)
        kept = whole.where(self.mapping.where)
        keys = self.keys.numbered(portion)
        made = [self._records(each, portion, whole.part(kept), keys) for each in self.mapping.records]
        fed, pending = np.zeros(len(portion.lines), dtype=bool), np.zeros(len(portion.lines), dtype=bool)
        batches, sums = [], []
        for record, (rows, table) in zip(self.mapping.records, made, strict=True):
            good = ~problems.bad[rows]
            (pending if record.sums else fed)[rows[good]] = True
            kept_rows = table if good.all() else table.filter(pa.array(good))
            if record.sums:
                sums.append((record, kept_rows))
            else:
                batches.append(RecordBatch(record.entity.name, kept_rows))
        bad = _bad_rows(portion, problems)
        return Transformed(fold(batches), sums, [*portion.bad, *bad], fed, pending, problems)

    def _records(
        self, record: Record, portion: Portion, kept: View, keys: dict[int, pa.Array]
    ) -> tuple[np.ndarray, pa.Table]:
        """The rows of the portion that feed a record, and its table."""
        view = kept.part(kept.where(record.when))
        rows = view.problems.rows
        columns: dict[str, pa.Array] = {}
        if isinstance(record.key, Value):
            columns["external_id"] = _needed(view, record.key, view.value(record.key), "key")
        elif record.key is not None:
            columns["external_id"] = keys[self.mapping.records.index(record)].take(pa.array(rows))
        for name, value in record.ids.items():
            columns[CONTACT_ID + name] = view.value(value)
        for name, each in record.fields.items():
            if isinstance(each, Value | Sum):
                columns[name] = self._field(view, record, name, each.value if isinstance(each, Sum) else each)
        for name, value in record.attributes.items():
            columns[ATTRIBUTE + name] = view.value(value)
        _needs_somebody(view, record, columns)
        columns["line"] = pa.array(portion.lines[rows])
        table = pa.table(columns)
        if record.order_by is None:
            return rows, table
        times = pc.fill_null(view.value(record.order_by).cast(pa.int64()), 0).to_numpy()
        order = np.argsort(times, kind="stable")
        return rows[order], table.take(pa.array(order))

    def _field(self, view: View, record: Record, name: str, value: Value) -> pa.Array:
        found = view.value(value)
        field = record.entity.field(name)
        return _needed(view, value, found, name) if field is not None and field.required else found


def _needed(view: View, value: Value, found: pa.Array, name: str) -> pa.Array:
    """Note the rows where a value that cannot be absent is."""
    empty = mask(pc.is_null(found))
    if empty.any():
        shown = ", ".join(sorted(value.columns())) or name
        view.problems.add(empty, name, pa.nulls(len(found)), lambda _: f"is empty, and cannot be (from {shown})")
    return found


def _needs_somebody(view: View, record: Record, columns: dict[str, pa.Array]) -> None:
    """Note the rows of contacts and members that name nobody."""
    if not (record.entity.name == "contacts" or record.entity.is_members):
        return
    own = record.entity.name == "contacts"
    kinds = {"external_id" if own else "contact": SOURCE, **({"email": EMAIL, "phone": PHONE} if own else {})}
    kinds |= {} if own else {"contact_email": EMAIL, "contact_phone": PHONE}
    somebody = np.zeros(len(view.problems.rows), dtype=bool)
    for name, values in columns.items():
        kind = SOURCE if name.startswith(CONTACT_ID) else kinds.get(name)
        if kind is not None:
            somebody |= _identifies(values, kind, view.mapping.rules)
        elif name == HASHED:
            somebody |= mask(pc.fill_null(pc.match_substring_regex(values, SHA256), False))
    if not somebody.all():
        view.problems.add(~somebody, "contact", pa.nulls(len(somebody)), lambda _: NOBODY)


def _identifies(values: pa.Array, kind: str, rules: Any) -> np.ndarray:
    encoded = pc.dictionary_encode(values)
    good = [not is_placeholder(kind, each, rules) for each in encoded.dictionary.to_pylist()]
    return mask(pa.array(good, pa.bool_()).take(encoded.indices))


def _bad_rows(portion: Portion, problems: Problems) -> list[BadRow]:
    rows = sorted(problems.first)
    values = portion.table.take(pa.array(rows, pa.int64())).to_pylist()
    found = []
    for row, each in zip(rows, values, strict=True):
        field, why = problems.first[row]
        found.append(BadRow(int(portion.lines[row]), field, why, {name: _shown(value) for name, value in each.items()}))
    return found


def _shown(value: Any) -> str | None:
    return value if value is None or isinstance(value, str) else str(value)
