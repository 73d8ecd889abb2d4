"""An answer on the disk has the rows that came, wherever one looks."""

from __future__ import annotations

import pyarrow as pa
import pytest

from cdp.warehouse.spooled import Spooled

WHOLE = pa.table({"n": list(range(10)), "word": [None if n == 3 else f"w{n}" for n in range(10)]})


def spooled(rows: pa.Table, size: int) -> Spooled:
    return Spooled.of(pa.RecordBatchReader.from_batches(rows.schema, rows.to_batches(max_chunksize=size)))


@pytest.mark.parametrize("size", [1, 3, 5, 10, 50])
def test_every_slice_is_that_of_the_whole(size: int) -> None:
    kept = spooled(WHOLE, size)
    assert (kept.num_rows, kept.schema) == (10, WHOLE.schema)
    for start in range(11):
        for length in range(12):
            assert kept.slice(start, length).to_pylist() == WHOLE.slice(start, length).to_pylist()


def test_nothing_has_no_rows() -> None:
    kept = spooled(WHOLE.slice(0, 0), 3)
    assert kept.num_rows == 0 and kept.slice(0, 5).to_pylist() == []
