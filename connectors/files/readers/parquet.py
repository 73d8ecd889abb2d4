"""Parquet files, in their own types."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from connectors.files.errors import BrokenFile, FileProblem
from connectors.files.raw import Block

ROWS = 50_000  # of a block


class Parquet:
    """Rows of a Parquet file; lines are row numbers, fields inside structs are named with dots."""

    native = True

    def __init__(self, stream: IO[bytes]) -> None:
        try:
            self._file = pq.ParquetFile(stream)
        except (pa.ArrowInvalid, OSError) as error:
            raise FileProblem(f"the Parquet file is damaged: {error}") from error
        self.columns = _plain(self._file.schema_arrow.empty_table()).column_names
        self.about = f"Parquet, {self._file.metadata.num_rows} rows"

    def blocks(self) -> Iterator[Block]:
        """The rows in their own types. Raises BrokenFile where a part cannot be read."""
        start = 1
        source = self._file.iter_batches(ROWS)
        while True:
            try:
                batch = next(source, None)
            except (pa.ArrowInvalid, OSError) as error:
                raise BrokenFile(f"the Parquet file is damaged after row {start - 1}: {error}") from error
            if batch is None:
                return
            yield Block(_plain(pa.Table.from_batches([batch])), np.arange(start, start + batch.num_rows))
            start += batch.num_rows


def _plain(table: pa.Table) -> pa.Table:
    while any(pa.types.is_struct(each.type) for each in table.schema):
        table = table.flatten()
    return pa.table({name: _simple(table.column(name)) for name in table.column_names})


def _simple(column: pa.ChunkedArray) -> Any:
    given = column.type
    if pa.types.is_dictionary(given):
        return column.cast(given.value_type)
    if pa.types.is_large_string(given) or pa.types.is_string_view(given) or pa.types.is_binary(given):
        return column.cast(pa.string())
    if pa.types.is_nested(given):
        return pa.chunked_array([[None if v is None else json.dumps(v, default=str) for v in column.to_pylist()]])
    return column
