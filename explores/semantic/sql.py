"""The only place where SQL text is written: a tree and its parameters become a statement. PURE."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlglot import exp

from explores.semantic.trees import alias


@dataclass(frozen=True)
class Statement:
    """SQL with named parameters (``$p1``)."""

    sql: str
    params: Mapping[str, Any]


def write(
    select: exp.Select,
    ctes: Mapping[str, exp.Expression],
    params: Mapping[str, Any],
    dialect: str,
    *,
    chosen: Mapping[str, Any] | None = None,
) -> Statement:
    """``select`` over ``ctes``, each of which may name those before it; ``chosen`` are the catalog's parameters."""
    select.set("with_", exp.With(expressions=[_cte(name, tree) for name, tree in ctes.items()]))
    if chosen:
        used = (found.name for found in select.find_all(exp.Placeholder))
        params = {**params, **{name: chosen[name] for name in used if name in chosen}}
    return Statement(select.sql(dialect=dialect, copy=False, comments=False), params)


def _cte(name: str, tree: exp.Expression) -> exp.CTE:
    return exp.CTE(this=tree, alias=alias(name))


def shown(statement: Statement) -> str:
    """The SQL as people see it: with the value of each parameter below."""
    return _with_values(statement.sql, statement)


def pretty(statement: Statement, dialect: str = "duckdb") -> str:
    """The same, laid out for reading."""
    import sqlglot

    try:
        text = sqlglot.transpile(statement.sql, read=dialect, write=dialect, pretty=True)[0]
    except RecursionError:  # deeper than its parser goes, though not than the engine's
        text = statement.sql
    return _with_values(text, statement)


def _with_values(text: str, statement: Statement) -> str:
    values = [f"-- ${name} = {value!r}" for name, value in statement.params.items()]
    return "\n".join([text, *values])
