"""From rows to sorted Parquet files in a table's folder, one a month and slice, not yet part of any version."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from uuid import uuid4

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from cdp.warehouse import columns
from cdp.warehouse.manifest import DataFile
from cdp.warehouse.schema import Table

ROW_GROUP = 122_880  # DuckDB's own, so that one of its vectors never spans two groups
WRITE_BATCH = 16_384  # values the writer takes at a time: its own 1,024 cost a sixth more

Numbers = NDArray[np.int64]
LEAST = np.iinfo(np.int64).min  # stands for null: also how numpy writes "not a time"


def stage(folder: Path, table: Table, rows: pa.Table) -> list[DataFile]:
    """Write a slice as one file a month, each sorted."""
    months = _months(table, rows)
    keys = [_key(rows[name]) for name in columns.sort_columns(table)]
    order = np.lexsort([*reversed(keys), months])
    ordered = rows.take(pa.array(order))
    return [
        _write(folder, table, ordered.slice(start, stop - start), _name(table, month))
        for month, start, stop in _runs(months[order])
    ]


def _months(table: Table, rows: pa.Table) -> Numbers:
    """Months since 1970 of each row; rows without a time have a month of their own, the smallest number there is."""
    if not table.month:
        return np.zeros(rows.num_rows, dtype=np.int64)
    times = rows[table.month].combine_chunks().to_numpy(zero_copy_only=False)
    months: Numbers = times.astype("datetime64[M]").view(np.int64)
    return months


def _key(column: pa.ChunkedArray) -> Numbers:
    """A column as numbers that sort like it; nulls are smallest."""
    whole = column.combine_chunks()
    if pa.types.is_dictionary(whole.type):
        return _ranks(whole)
    numbers = whole.cast(pa.int32()) if pa.types.is_date32(whole.type) else whole
    filled: Numbers = numbers.cast(pa.int64()).fill_null(LEAST).to_numpy(zero_copy_only=False)
    return filled


def _ranks(texts: pa.DictionaryArray) -> Numbers:
    words = np.array(texts.dictionary.to_pylist(), dtype=object)
    ranks = np.append(np.argsort(np.argsort(words)), LEAST)  # the last place is that of code -1
    found: Numbers = ranks[texts.indices.fill_null(-1).to_numpy(zero_copy_only=False)]
    return found


def _runs(months: Numbers) -> Iterator[tuple[int, int, int]]:
    """Stretches of one month in sorted rows: month, first row, row behind the last."""
    edges = [0, *(np.flatnonzero(np.diff(months)) + 1).tolist(), len(months)]
    for start, stop in pairwise(edges):
        yield int(months[start]), start, stop


def _name(table: Table, month: int) -> str | None:
    if not table.month:
        return None
    return columns.NO_MONTH if month == LEAST else str(np.datetime64(month, "M"))


def _write(folder: Path, table: Table, rows: pa.Table, month: str | None) -> DataFile:
    path = new_path(month)
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        pq.write_table(
            rows,
            file,
            compression="lz4",
            row_group_size=ROW_GROUP,
            use_dictionary=columns.repeats(table),
            write_statistics=columns.pruned_by(table),
            write_batch_size=WRITE_BATCH,
        )
        file.flush()
        os.fsync(file.fileno())
    ids = pc.min_max(rows["id"])
    return DataFile(path, rows.num_rows, target.stat().st_size, month, ids["min"].as_py(), ids["max"].as_py())


def new_path(month: str | None) -> str:
    """A name no file has, in the folder of its month."""
    name = f"{uuid4().hex}.parquet"
    return name if month is None else f"{columns.MONTH}={month}/{name}"
