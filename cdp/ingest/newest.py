"""Several records of one contact in a portion become one: per field the newest value, with its time."""

from __future__ import annotations

import json
from datetime import datetime

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from cdp.ingest.collapse import Collapsed, first_rows, later_outcomes


def newest(table: pa.Table, key_of: np.ndarray, now: datetime) -> Collapsed:
    """Fold by key; the result has a column ``field_times`` (JSON: µs since 1970 by field, "*" for the rest)."""
    size = int(key_of.max()) + 1 if len(key_of) else 0
    times = pc.fill_null(pc.cast(table.column("updated_at"), pa.int64()), int(now.timestamp() * 1_000_000)).to_numpy()
    if size == len(key_of):
        order = np.argsort(key_of)
        unique = table.take(pa.array(order)).append_column("field_times", pa.array(_for_all(times[order])))
        return Collapsed(unique, key_of, np.full(size, -1, dtype=np.int8))
    chosen = _chosen(table, key_of, size, times)
    columns = {name: table.column(name).take(pa.array(rows, mask=rows < 0)) for name, rows in chosen.items()}
    columns["field_times"] = pa.array(_field_times(chosen, key_of, size, times))
    return Collapsed(pa.table(columns), key_of, later_outcomes(table, key_of))


def _chosen(table: pa.Table, key_of: np.ndarray, size: int, times: np.ndarray) -> dict[str, np.ndarray]:
    """Per column and key the row whose value stays; -1 where none gives one."""
    timed = table.column("updated_at").is_valid().to_numpy()
    found = {
        name: _newest_rows(table.column(name), key_of, size, times, timed)
        for name in table.column_names
        if name != "line"
    }
    return {**found, "line": first_rows(key_of, size)}


def _newest_rows(
    column: pa.ChunkedArray, key_of: np.ndarray, size: int, times: np.ndarray, timed: np.ndarray
) -> np.ndarray:
    """The newest row with a value; of the same source time the greater value, of the same import the later row."""
    given = np.flatnonzero(column.is_valid().to_numpy())
    rank = pc.rank(pc.cast(column, pa.string()), tiebreaker="dense").to_numpy()
    tie = np.where(timed, rank, np.arange(len(times)))
    order = given[np.lexsort((tie[given], times[given]))]
    chosen = np.full(size, -1, dtype=np.int64)
    chosen[key_of[order]] = order
    return chosen


def _for_all(times: np.ndarray) -> list[str]:
    return [f'{{"*": {time}}}' for time in times.tolist()]


def _field_times(chosen: dict[str, np.ndarray], key_of: np.ndarray, size: int, times: np.ndarray) -> list[str]:
    latest = np.full(size, np.iinfo(np.int64).min)
    np.maximum.at(latest, key_of, times)
    texts = _for_all(latest)
    older: dict[int, dict[str, int]] = {}
    for name, rows in chosen.items():
        if name not in {"line", "updated_at"}:
            for key in np.flatnonzero((rows >= 0) & (times[rows] < latest)).tolist():
                older.setdefault(key, {})[name] = int(times[rows[key]])
    for key, exceptions in older.items():
        texts[key] = json.dumps({"*": int(latest[key])} | exceptions)
    return texts
