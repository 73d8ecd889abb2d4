"""Keys of rows without an id: their values and their number among their equals."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from connectors.files.expressions.tree import Column
from connectors.files.mapping.model import Mapping, Record, RowKey
from connectors.files.occurrences import Occurrences, fingerprints, hexed
from connectors.files.portions import Portion
from connectors.files.problems import Problems
from connectors.files.values.texts import to_text
from connectors.files.view import View

# How many rows of each name a record has already: (record, names, suffix) → counts.
Taken = Callable[[Record, list[str], str], np.ndarray]


class RowKeys:
    """The row keys of every record of a mapping, portion by portion, in the order of the file.

    With ``taken`` rows are numbered behind those that are there already (a replay adds to a file, it is none).
    """

    def __init__(self, mapping: Mapping, taken: Taken | None = None) -> None:
        self._mapping, self._taken = mapping, taken
        self._wanted = {n: each.key for n, each in enumerate(mapping.records) if isinstance(each.key, RowKey)}
        self._counts = {key.parts: Occurrences() for key in self._wanted.values()}

    def numbered(self, portion: Portion) -> dict[int, pa.Array]:
        """For each record that is keyed by its row (by number in the mapping) the keys of all rows."""
        found = {}
        for parts, counts in self._counts.items():
            prints = self._prints(parts, portion)
            names = hexed(prints)
            numbers = counts.number(prints)
            for n, key in self._wanted.items():
                if key.parts == parts:
                    found[n] = self._keys(self._mapping.records[n], names, numbers)
        return found

    def _keys(self, record: Record, names: pa.Array, numbers: np.ndarray) -> pa.Array:
        """The name of a row, its number where it is not the first, and the record's turn where it is not the first."""
        suffix = f"@{record.turn + 1}" if record.turn else ""
        numbers = numbers + self._taken(record, names.to_pylist(), suffix) if self._taken else numbers
        keys = pc.binary_join_element_wise(names, suffix, "") if suffix else names
        later = numbers > 0
        if not later.any():
            return keys
        behind = [
            key_of(name.as_py(), number, suffix)
            for name, number in zip(names.filter(pa.array(later)), numbers[later].tolist(), strict=True)
        ]
        return pc.replace_with_mask(keys, pa.array(later), pa.array(behind, pa.string()))

    def _prints(self, parts: tuple[Column, ...], portion: Portion) -> np.ndarray:
        if not parts:
            return fingerprints(portion.row_texts, "")
        view = View(portion.table, self._mapping, Problems(len(portion.lines)), native=True)
        texts = _joined([view.column(part.name) for part in parts])
        return fingerprints(texts, "\x1f".join(part.name for part in parts))


def key_of(name: str, number: int, suffix: str) -> str:
    """The key of a row that has ``number`` equals before it."""
    return f"{name}#{number + 1}{suffix}" if number else name + suffix


def _joined(columns: list[pa.Array]) -> pa.Array:
    return pc.binary_join_element_wise(*(pc.fill_null(to_text(each), "\0") for each in columns), "\x1f")
