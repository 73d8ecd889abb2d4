"""Quarantined rows once more, as they are or as somebody mended them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from django.db import connection, transaction
from django.utils import timezone
from psycopg.sql import SQL, Identifier

from cdp.ingest import ingest
from cdp.models import QuarantinedRow, Source
from connectors.files.errors import MappingError
from connectors.files.keys import Taken, key_of
from connectors.files.mapping.load import check_columns
from connectors.files.mapping.model import Mapping, Record
from connectors.files.portions import ROWS, Portion
from connectors.files.raw import EXTRA
from connectors.files.summary import Summary
from connectors.files.transform import Transform

_NATIVE = (".xlsx", ".xlsm", ".jsonl", ".ndjson", ".json", ".parquet", ".pq")


@dataclass(frozen=True)
class Mended:
    """A quarantined row and the values it is to be read with."""

    kept: QuarantinedRow
    row: dict[str, Any]


def waiting(source: Source, ids: Sequence[int] = ()) -> list[QuarantinedRow]:
    """The rows of a source that were not replayed yet, in the order of their files."""
    rows = QuarantinedRow.objects.filter(source=source, replayed_at=None).order_by("file", "line", "id")
    return list(rows.filter(pk__in=ids) if ids else rows)


def replay(source: Source, mapping: Mapping, rows: Sequence[Mended]) -> Summary:
    """Import the rows through the mapping. Good ones are marked, bad ones keep their new reason."""
    total = Summary()
    for start in range(0, len(rows), ROWS):
        part = rows[start : start + ROWS]
        for native in (False, True):
            chosen = [each for each in part if each.kept.file.removesuffix(".gz").endswith(_NATIVE) is native]
            if chosen:
                _replay(source, mapping, chosen, native, total)
    return total


def _replay(source: Source, mapping: Mapping, rows: Sequence[Mended], native: bool, total: Summary) -> None:
    names = list(dict.fromkeys(name for each in rows for name in each.row if name != EXTRA))
    check_columns(mapping, names, "the quarantine")
    table = pa.table({name: pa.array([_text(each.row.get(name)) for each in rows], pa.string()) for name in names})
    portion = Portion(0, table, np.arange(len(rows)), [])
    records = Transform(mapping, native=native, taken=taken_in(source))(portion)
    if any(record.sums for record in mapping.records):
        raise MappingError("a mapping with sums over a whole file cannot replay single rows; mend and import the file")
    still_bad = {each.line: each for each in records.bad}
    with transaction.atomic():
        counts = ingest(source, records.folded, file="replay", rules=mapping.rules, totals=mapping.totals)
        for place, each in enumerate(rows):
            _mark(each, still_bad.get(place))
    total.batches += 1
    total.read += len(rows)
    total.quarantined += len(still_bad)
    total.loaded += counts.loaded
    total.updated += counts.updated
    total.skipped += len(rows) - len(still_bad) - counts.loaded - counts.updated


def _mark(mended: Mended, bad: Any) -> None:
    kept = mended.kept
    if bad is None:
        kept.replayed_at = timezone.now()
        kept.save(update_fields=["replayed_at"])
    else:
        kept.field, kept.reason, kept.row = bad.field, bad.reason, mended.row
        kept.save(update_fields=["field", "reason", "row"])


def _text(value: Any) -> str | None:
    return value if value is None or isinstance(value, str) else str(value)


def taken_in(source: Source) -> Taken:
    """Counts the rows that are there already under each name, so that a replayed one stands behind its equals."""

    def taken(record: Record, names: list[str], suffix: str) -> np.ndarray:
        counts = np.zeros(len(names), dtype=np.int64)
        open_ = set(range(len(names)))
        while open_:
            keys = {key_of(names[place], int(counts[place]), suffix): place for place in open_}
            there = _existing(source, record, keys)
            open_ = {place for key, place in keys.items() if key in there}
            for place in open_:
                counts[place] += 1
        return counts

    return taken


def _existing(source: Source, record: Record, keys: Iterable[str]) -> set[str]:
    statement = SQL("select external_id from {} where source_id = %s and external_id = any(%s)")
    with connection.cursor() as cursor:
        cursor.execute(statement.format(Identifier(record.entity.table)), [source.pk, list(keys)])
        return {row[0] for row in cursor.fetchall()}
