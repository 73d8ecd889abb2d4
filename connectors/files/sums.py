"""Records whose fields are sums over all rows of a file with one key: gathered portion by portion, written at its end.

Memory grows with the number of keys (about 200 bytes each), not with the number of rows.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from cdp.ingest.collapse import codes, collapse
from cdp.ingest.counts import LOADED, SKIPPED, UPDATED
from cdp.records import RecordBatch
from connectors.files.mapping.model import Record

# How many rows wait to be counted with a record: those that did nothing else, changed something, made something.
WAITING = {SKIPPED: "waiting_0", UPDATED: "waiting_1", LOADED: "waiting_2"}


class Sums:
    """The running sums of every record of a mapping that has some."""

    def __init__(self) -> None:
        self._held: dict[str, tuple[Record, pa.Table]] = {}

    def add(self, record: Record, table: pa.Table, level: np.ndarray) -> None:
        """Add the records of a portion; ``level`` is what each row did besides (-1: it is counted elsewhere)."""
        for outcome, name in WAITING.items():
            table = table.append_column(name, pa.array((level == outcome).astype(np.int64)))
        if record.place in self._held:
            table = pa.concat_tables([self._held[record.place][1], table], promote_options="default")
        self._held[record.place] = record, _folded(table.combine_chunks(), record.sums)

    def portions(self, rows: int) -> Iterator[tuple[RecordBatch, dict[int, np.ndarray]]]:
        """(batch, by what they did besides how many rows are to be counted with each of its records)."""
        for record, table in self._held.values():
            for start in range(0, table.num_rows, rows):
                part = table.slice(start, rows).combine_chunks()
                waiting = {outcome: part.column(name).to_numpy() for outcome, name in WAITING.items()}
                yield RecordBatch(record.entity.name, part.drop_columns(list(WAITING.values()))), waiting


def _folded(table: pa.Table, sums: tuple[str, ...]) -> pa.Table:
    """One row per key: sums of the summed fields, the last value given of the others."""
    if not table.num_rows:
        return table
    key_of = codes(table.column("external_id").combine_chunks())
    folded = collapse(table, key_of).table
    grouped = table.append_column("key", pa.array(key_of)).group_by("key")
    added = grouped.aggregate([(name, "sum") for name in (*sums, *WAITING.values())]).sort_by("key")
    for name in (*sums, *WAITING.values()):
        place = folded.column_names.index(name)
        total = pc.cast(added.column(f"{name}_sum"), table.schema.field(name).type)
        folded = folded.set_column(place, name, total)
    return folded
