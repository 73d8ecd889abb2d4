"""Several records of one key in a portion become one: per field the last value that is given."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from cdp.ingest.counts import SKIPPED, UPDATED


@dataclass(frozen=True)
class Collapsed:
    """One row per key, and what became of the rows it came from.

    ``key_of[i]`` is the collapsed row of record i; ``outcome[i]`` is -1 for the first record of a key (it shares the
    fate of the collapsed row), else whether it said anything its forerunner had not.
    """

    table: pa.Table
    key_of: np.ndarray
    outcome: np.ndarray

    def spread(self, fate: np.ndarray) -> np.ndarray:
        """The outcome of each record, given those of the collapsed rows; where nothing changed, none changed it."""
        own = fate[self.key_of]
        return np.where((self.outcome < 0) | (own == SKIPPED), own, self.outcome)


def codes(keys: pa.Array) -> np.ndarray:
    """Small numbers for the keys, in order of first appearance."""
    found: np.ndarray = pc.dictionary_encode(keys).indices.to_numpy(zero_copy_only=False)
    return found


def collapse(table: pa.Table, key_of: np.ndarray, latest: Collection[str] = ()) -> Collapsed:
    """Fold the records of each key, in the order they stand; of the columns in ``latest`` the greatest value stays."""
    size = int(key_of.max()) + 1 if len(key_of) else 0
    if size == len(key_of):
        return Collapsed(table, key_of, np.full(size, -1, dtype=np.int8))
    own = [name for name in table.column_names if name != "line"]
    columns = {name: _last(table.column(name), key_of, size, greatest=name in latest) for name in own}
    columns["line"] = table.column("line").take(pa.array(first_rows(key_of, size)))
    return Collapsed(pa.table(columns), key_of, later_outcomes(table, key_of))


def first_rows(key_of: np.ndarray, size: int) -> np.ndarray:
    """The first record of each key."""
    first = np.zeros(size, dtype=np.int64)
    first[key_of[::-1]] = np.arange(len(key_of))[::-1]
    return first


def _last(column: pa.ChunkedArray, key_of: np.ndarray, size: int, *, greatest: bool) -> pa.ChunkedArray:
    """Per key the last value that is not null, or the greatest."""
    chosen = np.full(size, -1, dtype=np.int64)
    given = np.flatnonzero(column.is_valid().to_numpy())
    if greatest:
        given = given[pc.array_sort_indices(column.take(pa.array(given))).to_numpy()]
    chosen[key_of[given]] = given
    return column.take(pa.array(chosen, mask=chosen < 0))


def later_outcomes(table: pa.Table, key_of: np.ndarray) -> np.ndarray:
    """-1 for a key's first record; for a later one UPDATED where a given value differs from its forerunner's."""
    order = np.argsort(key_of, kind="stable")
    repeats = np.flatnonzero(key_of[order[1:]] == key_of[order[:-1]]) + 1
    later, earlier = order[repeats], order[repeats - 1]
    changed = np.zeros(len(later), dtype=bool)
    for name in table.column_names:
        if name != "line":
            changed |= _differs(table.column(name), later, earlier)
    outcome = np.full(len(key_of), -1, dtype=np.int8)
    outcome[later] = np.where(changed, UPDATED, SKIPPED)
    return outcome


def _differs(column: pa.ChunkedArray, later: np.ndarray, earlier: np.ndarray) -> np.ndarray:
    new, old = column.take(pa.array(later)), column.take(pa.array(earlier))
    unequal = pc.if_else(pc.is_null(old), True, pc.not_equal(new, old))
    found: np.ndarray = pc.and_(pc.is_valid(new), pc.fill_null(unequal, False)).to_numpy()
    return found
