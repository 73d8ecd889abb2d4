"""From rows to sorted Parquet files in a table's folder, one a month and slice, not yet part of the table."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from cdp.warehouse import columns
from cdp.warehouse.manifest import DataFile
from cdp.warehouse.schema import Table

ROW_GROUP = 122_880  # DuckDB's own, so that one of its vectors never spans two groups


def stage(folder: Path, table: Table, rows: pa.Table) -> list[DataFile]:
    """Write a slice, sorted, as one file a month."""
    return [_write(folder, part, month) for month, part in _months(table, rows)]


def _months(table: Table, rows: pa.Table) -> Iterator[tuple[str | None, pa.Table]]:
    if not table.month:
        yield None, _sorted(table, rows)
        return
    months = pc.fill_null(pc.strftime(rows[table.month], format="%Y-%m"), columns.NO_MONTH).combine_chunks()
    names = months.dictionary_encode()
    for code, name in enumerate(names.dictionary.to_pylist()):
        yield name, _sorted(table, rows.filter(pc.equal(names.indices, code)))


def _sorted(table: Table, rows: pa.Table) -> pa.Table:
    return rows.take(pc.sort_indices(rows, [(name, "ascending") for name in columns.sort_columns(table)]))


def _write(folder: Path, rows: pa.Table, month: str | None) -> DataFile:
    path = new_path(month)
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        pq.write_table(rows, file, compression="lz4", row_group_size=ROW_GROUP)
        file.flush()
        os.fsync(file.fileno())
    ids = pc.min_max(rows["id"])
    return DataFile(path, rows.num_rows, target.stat().st_size, month, ids["min"].as_py(), ids["max"].as_py())


def new_path(month: str | None) -> str:
    """A name no file has, in the folder of its month."""
    name = f"{uuid4().hex}.parquet"
    return name if month is None else f"{columns.MONTH}={month}/{name}"
