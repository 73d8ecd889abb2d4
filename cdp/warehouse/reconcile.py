"""Is the lake what PostgreSQL holds? By counts and key hashes nightly, row for row in tests and in doubt."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from django.conf import settings
from psycopg import sql

from cdp.warehouse import columns, manifest, rewriting, source
from cdp.warehouse.manifest import DataFile
from cdp.warehouse.publication import Publication, Snapshot, publication
from cdp.warehouse.schema import TABLES, Table

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Difference:
    """A table that is not the same in both; ``what`` is a sentence."""

    table: str
    what: str


def reconcile() -> list[Difference]:
    """Compare counts and key hashes. Reads keys only."""
    return _compare(_keys_differ)


def rows_that_differ() -> list[Difference]:
    """Compare every column of every row, with both sides in memory."""
    return _compare(_rows_differ)


Check = Callable[[Publication, Snapshot, Table, list[DataFile]], str]


def _compare(check: Check) -> list[Difference]:
    """Apply a check to every table without pending batches, while no mirror runs."""
    found = []
    with publication() as session:
        base = session.newest()
        files = manifest.read(Path(settings.LAKE_DIR), base.id) if base else {}
        with session.snapshot() as snapshot:
            for name, table in TABLES.items():
                if not session.is_pending(table, snapshot) and (
                    what := check(session, snapshot, table, files.get(name, []))
                ):
                    found.append(Difference(name, what))
    return found


def _keys_differ(session: Publication, _: Snapshot, table: Table, files: list[DataFile]) -> str:
    there = session.totals(table)
    here = _lake_totals(table, files)
    return "" if there == here else f"PostgreSQL has {there[0]} rows, the lake {here[0]}, and their keys differ"


def _lake_totals(table: Table, files: list[DataFile]) -> tuple[int, int]:
    if not files:
        return 0, 0
    root = Path(settings.LAKE_DIR)
    with rewriting.engine(root) as con:
        listed = rewriting.literals(root / table.name, files)
        count, keys = con.execute(f"SELECT count(*), {columns.KEY_HASH} FROM read_parquet({listed})").fetchall()[0]
    return int(count), int(keys)


def _rows_differ(_: Publication, snapshot: Snapshot, table: Table, files: list[DataFile]) -> str:
    folder = Path(settings.LAKE_DIR) / table.name
    read = source.read(snapshot.name, [(table, sql.SQL("true"))])
    there = _by_id(table, (rows for _, rows in read))
    here = _by_id(table, (pq.ParquetFile(folder / file.path).read() for file in files))
    twice = sum(file.rows for file in files) - len(here)
    lost, extra = there.keys() - here.keys(), here.keys() - there.keys()
    other = {key for key in there.keys() & here.keys() if there[key] != here[key]}
    if not (lost or extra or other or twice):
        return ""
    return (
        f"not in the lake: {sorted(lost)[:5]}; only there: {sorted(extra)[:5]}; "
        f"different: {[(there[key], here[key]) for key in sorted(other)[:2]]}; doubled: {twice}"
    )


def _by_id(table: Table, slices: Iterable[pa.Table]) -> dict[int, Row]:
    names = list(table.columns)
    types = pa.schema([pa.field(name, columns.ARROW[type_]) for name, type_ in table.columns.items()])
    rows = (row for part in slices for row in part.select(names).cast(types).to_pylist())
    return {row["id"]: tuple(row[name] for name in names) for row in rows}
