"""Runs filter conditions in a real DuckDB, beside their meaning in Python."""

from __future__ import annotations

from functools import cache
from typing import Any

import duckdb
from sqlglot import exp

from cdp.warehouse.engine import careful
from explores.semantic.filters import Condition


@cache
def engine() -> duckdb.DuckDBPyConnection:
    """One DuckDB for all tests of this process; they keep nothing in it."""
    return careful(duckdb.connect(config={"threads": 1}))


def in_duckdb(condition: Condition, values: list[Any], sql_type: str) -> list[bool]:
    """What the condition's SQL answers for each value in a column of ``sql_type``."""
    params: dict[str, Any] = {"values": values}

    def bind(value: Any) -> exp.Expression:
        params[f"p{len(params)}"] = value
        return exp.Parameter(this=exp.Var(this=f"p{len(params) - 1}"))

    kind = "date" if sql_type == "DATE" else "timestamp"
    sql = condition.sql(exp.column("v"), bind, column_kind=kind).sql(dialect="duckdb")
    rows = f"SELECT unnest(CAST($values AS {sql_type}[])) v, generate_subscripts($values, 1) i"
    return list(engine().execute(f"SELECT list({sql} ORDER BY i) FROM ({rows})", params).fetchall()[0][0])


def agrees(condition: Condition, values: list[Any], sql_type: str) -> None:
    """SQL and Python give the same answers."""
    assert in_duckdb(condition, values, sql_type) == [condition.matches(value) for value in values]
