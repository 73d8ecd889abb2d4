"""What the driver read, in the types of the lake."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from cdp.warehouse import columns
from cdp.warehouse.schema import Table

# PostgreSQL knows times before and after these, and endless ones; Python, which reads answers and logs, does not.
_FIRST_DAY, _LAST_DAY = -719_162, 2_932_896  # 0001-01-01 and 9999-12-31, counted from 1970
_A_DAY = {"timestamp": 86_400_000_000, "date": 1}


class UnreadableRow(ValueError):
    """A row of PostgreSQL that no Delta table can hold: names the table and the value."""


def typed(table: Table, rows: pa.RecordBatch) -> pa.Table:
    """Instants as naive UTC, decimals exact, texts that repeat as codes into a dictionary."""
    repeating = set(columns.repeats(table))
    given = zip(table.columns.items(), rows.columns, strict=True)
    try:
        return pa.table({name: _column(values, type_, name in repeating) for (name, type_), values in given})
    except pa.ArrowInvalid as error:
        raise UnreadableRow(
            f"{table.origin} holds a value the lake has no place for; mend that row: {error}"
        ) from error


def _column(values: pa.Array, type_: str, repeating: bool) -> pa.Array:
    plain = values.storage if isinstance(values, pa.ExtensionArray) else values  # the driver gives decimals as text
    if repeating:
        return plain.dictionary_encode()
    column = plain.cast(columns.ARROW[type_])
    if type_ in _A_DAY:
        _check_years(column, _A_DAY[type_])
    return column


def _check_years(column: pa.Array, day: int) -> None:
    """Refuse what is outside the years 1 to 9999; ``day`` is how many units of the column make one."""
    extremes = pc.min_max(column.view(pa.int32() if day == 1 else pa.int64()))
    first, last = extremes["min"].as_py(), extremes["max"].as_py()
    if first is not None and not _FIRST_DAY * day <= first <= last < (_LAST_DAY + 1) * day:
        raise pa.ArrowInvalid("a time outside the years 1 to 9999")
