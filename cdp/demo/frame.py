"""Arrow tables of the demo: columns typed as ``cdp.warehouse.schema`` says, built from numpy without a loop. PURE."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from cdp.warehouse.schema import TABLES

ARROW = {
    "id": pa.int64(), "int": pa.int64(), "text": pa.string(), "bool": pa.bool_(), "money": pa.decimal128(20, 6),
    "timestamp": pa.timestamp("us"), "date": pa.date32(), "json": pa.string(),
}  # fmt: skip

# Tables that are not copied to the warehouse but belong to a believable company.
OTHERS = {
    "identities": (
        "cdp_identity",
        {
            "id": "id", "subaccount_id": "id", "kind": "text", "namespace": "text", "value": "text",
            "contact_id": "id", "source_id": "id", "evidence": "json", "first_seen_at": "timestamp",
        },
    ),
    "consents": (
        "cdp_consent",
        {
            "id": "id", "subaccount_id": "id", "contact_id": "id", "channel": "text", "granted": "bool",
            "changed_at": "timestamp", "source_id": "id",
        },
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Part:
    """Rows of one table: the name in ``TABLES`` (or ``OTHERS``) and the rows."""

    name: str
    rows: pa.Table

    @property
    def origin(self) -> str:
        """The PostgreSQL table."""
        return TABLES[self.name].origin if self.name in TABLES else OTHERS[self.name][0]


def part(name: str, size: int, /, **columns: Any) -> Part:
    """Rows of a table; a single value stands for all rows, an absent column is null."""
    types = TABLES[name].columns if name in TABLES else OTHERS[name][1]
    unknown = set(columns) - set(types)
    if unknown:
        raise KeyError(f"{name} has no column {sorted(unknown)}; it has {sorted(types)}")
    if "attributes" in types:
        columns.setdefault("attributes", "{}")
    built = {column: _column(value, types[column], size) for column, value in columns.items()}
    return Part(name, pa.table(built))


def rows(name: str, records: Sequence[Mapping[str, Any]]) -> Part:
    """Rows of a small table, given one by one."""
    columns = {column: [record.get(column) for record in records] for record in records[:1] for column in record}
    return part(name, len(records), **columns)


def _column(value: Any, type_: str, size: int) -> pa.Array:
    kind = ARROW[type_]
    if isinstance(value, pa.Array | pa.ChunkedArray):
        return value
    if isinstance(value, np.ndarray):
        return _numbers(value, type_)
    if isinstance(value, list):
        return millionths(np.array(value)) if type_ == "money" else pa.array(value, kind)
    return pa.repeat(pa.scalar(value, kind), size)


def _numbers(value: NDArray[Any], type_: str) -> pa.Array:
    """Numpy as Arrow; money comes in millionths, dates in days, instants in microseconds."""
    if type_ == "money":
        return millionths(value)
    if type_ == "date":
        return pa.array(value.astype(np.int32)).view(pa.date32())
    if type_ == "timestamp":
        return pa.array(value.astype(np.int64)).view(pa.timestamp("us"))
    return pa.array(value, ARROW[type_])


def millionths(amounts: NDArray[Any]) -> pa.Array:
    """Exact DECIMAL(20,6) from whole millionths."""
    words = np.empty((len(amounts), 2), dtype=np.int64)
    words[:, 0] = amounts
    words[:, 1] = words[:, 0] >> 63  # the sign, for the upper half
    return pa.Array.from_buffers(pa.decimal128(20, 6), len(amounts), [None, pa.py_buffer(words)])


def cents(amounts: NDArray[Any]) -> NDArray[np.int64]:
    """Millionths of an amount in cents."""
    return np.asarray(amounts, dtype=np.int64) * 10_000


def words(vocabulary: Sequence[str | None], positions: NDArray[Any]) -> pa.Array:
    """A text column by position in a vocabulary; a negative position is null."""
    index = pa.array(positions.astype(np.int32), mask=positions < 0)
    return pa.DictionaryArray.from_arrays(index, pa.array(vocabulary, pa.string()))


def nulled(values: NDArray[Any], absent: NDArray[np.bool_], type_: str = "id") -> pa.Array:
    """Numbers of which some are null."""
    return pc.if_else(pa.array(~absent), _numbers(values, type_), pa.scalar(None, ARROW[type_]))


def numbered(prefix: str, numbers: NDArray[Any], width: int = 9) -> pa.Array:
    """External ids such as ``m000000042``: of one length, so that their index grows at its end."""
    digits = pc.utf8_lpad(pc.cast(pa.array(numbers), pa.string()), width, padding="0")
    return pc.binary_join_element_wise(prefix, digits, "")
