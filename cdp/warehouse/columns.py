"""How a column of ``schema.TABLES`` looks in Arrow, in the lake and in DuckDB."""

from __future__ import annotations

import pyarrow as pa

from cdp.warehouse.schema import Table

MONTH = "month"  # the partition column: YYYY-MM of a row's time in UTC
NO_MONTH = "none"  # the month of rows without a time

ARROW: dict[str, pa.DataType] = {
    "id": pa.int64(),
    "int": pa.int64(),
    "text": pa.string(),
    "bool": pa.bool_(),
    "money": pa.decimal128(20, 6),
    "timestamp": pa.timestamp("us"),
    "date": pa.date32(),
    "json": pa.string(),
}
DUCKDB = {
    "id": "BIGINT",
    "int": "BIGINT",
    "text": "VARCHAR",
    "bool": "BOOLEAN",
    "money": "DECIMAL(20,6)",
    "timestamp": "TIMESTAMP",
    "date": "DATE",
    "json": "VARCHAR",
}
# Texts that seldom repeat. The others become codes into a dictionary, which halves the work of sorting and
# writing; a name that is missing here costs speed only.
_DISTINCT = frozenset(
    {"external_id", "message_id", "email", "phone", "first_name", "last_name", "name", "subject", "sku"}
)

# Lehmer's generator on the key: whole numbers that both engines compute alike, so that one wrong key shows.
KEY_HASH = "coalesce(sum((id % 2147483647) * 48271 % 2147483647), 0)"


def repeats(table: Table) -> list[str]:
    """The text columns whose values repeat."""
    return [name for name, type_ in table.columns.items() if type_ in {"text", "json"} and name not in _DISTINCT]


def lake_schema(table: Table) -> pa.Schema:
    """The columns of the table as Delta Lake knows it; the month is in a file's folder name, not in the file."""
    schema = pa.schema([pa.field(name, ARROW[type_]) for name, type_ in table.columns.items()])
    return schema.append(pa.field(MONTH, pa.string())) if table.month else schema


def sort_columns(table: Table) -> tuple[str, ...]:
    """What the rows of one file are ordered by."""
    return table.sort or ("id",)


def pruned_by(table: Table) -> list[str]:
    """The columns whose extremes stand in a file: they tell which row groups a question needs.

    Texts that rows are not ordered by spread over all groups: theirs tell nothing, and cost a third of the writing.
    """
    ordered = set(sort_columns(table))
    return [name for name, type_ in table.columns.items() if type_ not in {"text", "json"} or name in ordered]


def public_columns() -> list[str]:
    """The columns whose extremes may stand in the transaction log: none that could name a person."""
    return ["id", "subaccount_id"]
