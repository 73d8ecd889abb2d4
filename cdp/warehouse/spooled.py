"""A large answer of the engine, put on the disk as it comes and read from there part by part.

Neither the engine nor the process holds it, and whoever takes it slowly keeps no query open.
"""

from __future__ import annotations

import tempfile
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import IO

import pyarrow as pa
import pyarrow.ipc

BATCH = 10_000  # rows, about


class Spooled:
    """The part of an Arrow table that files need: how many rows it has, their types, and slices of them."""

    def __init__(self, file: IO[bytes], schema: pa.Schema, sizes: Iterable[int]) -> None:
        self.schema = schema
        self._ends = list(accumulate(sizes))
        self._file = file
        file.seek(0)
        self._reader = pa.ipc.open_file(pa.PythonFile(file, "r"))

    @classmethod
    def of(cls, reader: pa.RecordBatchReader) -> Spooled:
        """All that the reader gives, written to a file that has no name and goes with this object."""
        file = tempfile.TemporaryFile()  # noqa: SIM115 - it is read for as long as this lives
        sizes = []
        with pa.ipc.new_file(pa.PythonFile(file, "w"), reader.schema) as writer:
            for batch in reader:
                writer.write_batch(batch)
                sizes.append(batch.num_rows)
        return cls(file, reader.schema, sizes)

    @property
    def num_rows(self) -> int:
        """How many there are."""
        return self._ends[-1] if self._ends else 0

    @property
    def nbytes(self) -> int:
        """None of them in memory."""
        return 0

    def slice(self, start: int, length: int) -> pa.Table:
        """Some of the rows, as a table."""
        found, first, end = [], bisect_right(self._ends, start), min(start + length, self.num_rows)
        before = self._ends[first - 1] if first else 0
        for number in range(first, len(self._ends)):
            if (self._ends[number - 1] if number else 0) >= end:
                break
            found.append(self._reader.get_batch(number))
        return pa.Table.from_batches(found, self.schema).slice(start - before, length)
