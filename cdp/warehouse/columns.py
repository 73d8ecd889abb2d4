"""How a column of ``schema.TABLES`` looks in PostgreSQL, in Arrow and in DuckDB."""

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


def file_schema(table: Table) -> pa.Schema:
    """The columns of a table's data files (the month is in the folder's name, not in the file)."""
    return pa.schema([pa.field(name, ARROW[type_]) for name, type_ in table.columns.items()])


def lake_schema(table: Table) -> pa.Schema:
    """The columns of the table as Delta Lake knows it."""
    schema = file_schema(table)
    return schema.append(pa.field(MONTH, pa.string())) if table.month else schema


def sort_columns(table: Table) -> tuple[str, ...]:
    """What the rows of one file are ordered by."""
    return table.sort or ("id",)


def public_columns(table: Table) -> list[str]:
    """The columns whose smallest and largest values may stand in the transaction log: none that could name a person."""
    return ["id", "subaccount_id"]
