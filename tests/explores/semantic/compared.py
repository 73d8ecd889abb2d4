"""A query's statements, run by the engine over the test shop, held against the judge."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import duckdb

from cdp.warehouse.engine import careful
from explores.semantic import pivoting
from explores.semantic.compile import TOTAL_ROWS, compile_query
from explores.semantic.custom import with_custom
from explores.semantic.model import Catalog, View
from explores.semantic.query import Query, Sort
from explores.semantic.rewrite import rewrite
from explores.semantic.settings import Setting
from explores.semantic.sql import Statement
from explores.semantic.validate import validate
from explores.semantic.values import Span
from tests.explores.semantic import shop
from tests.explores.semantic.brute_force import Judge, Key
from tests.explores.semantic.shop import Row, Tables

NOW = datetime(2025, 3, 15, 10, tzinfo=UTC)


def around_the_data(view: View, column: str) -> Span:
    """The shop's moments all lie inside."""
    return datetime(2024, 12, 1), datetime(2025, 6, 1)


_ENGINE = {"id": "BIGINT", "int": "BIGINT", "text": "VARCHAR", "bool": "BOOLEAN", "money": "DECIMAL(20,6)",
           "timestamp": "TIMESTAMP", "date": "DATE"}  # fmt: skip


def open_engine(tables: Tables) -> duckdb.DuckDBPyConnection:
    """The tables in memory."""
    engine = careful(duckdb.connect(config={"threads": "1"}))
    for name, columns in shop.COLUMNS.items():
        spec = ", ".join(f"{column} {_ENGINE[kind]}" for column, kind in columns.items())
        engine.execute(f"CREATE TABLE {name} ({spec})")
        if tables[name]:
            marks = ", ".join("?" for _ in columns)
            engine.executemany(
                f"INSERT INTO {name} VALUES ({marks})", [[row[c] for c in columns] for row in tables[name]]
            )
    return engine


class Bench:
    """One data set, the engine that holds it and the judge that knows it."""

    def __init__(self, catalog: Catalog, tables: Tables, *, scope: tuple[int, ...] = (1, 2), zone: str = "UTC") -> None:
        self.catalog = catalog
        self.engine = open_engine(tables)
        self.setting = Setting(now=NOW, zone=zone, scope=scope)
        self.judge = Judge(shop.with_facts(tables), scope, zone, NOW)

    def run(self, statement: Statement) -> list[Row]:
        cursor = self.engine.execute(statement.sql, dict(statement.params))
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]

    def check(self, query: Query) -> tuple[list[str], list[Key]]:
        """Differences from the judge, in words, and the keys of all groups."""
        explore = with_custom(self.catalog.explore(query.explore), query.custom)
        validate(explore, query)
        query = rewrite(explore, query)
        compiled = compile_query(explore, query, self.setting, bounds=around_the_data)
        dimensions = [name for name in query.fields if self.judge.is_dimension(name)]
        measures = [name for name in query.fields if name not in dimensions]
        rows = [name for name in dimensions if name not in query.pivots]
        full = self.judge.passing(query, [*rows, *query.pivots])
        found = self.run(compiled.rows)
        if query.pivots:
            wrong = self._pivot(query, found, full, rows, measures)
        else:
            wrong = compare_rows("rows", found, expected_rows(query, full, dimensions, measures), dimensions, measures)
            wrong += self._count(query, found, len(full))
        levels: list[tuple[str, Statement | None, Sequence[str]]] = [
            ("totals", compiled.totals, query.pivots),
            ("grand", compiled.grand, ()),
            ("row totals", compiled.row_totals, rows),
            *((f"subtotals {n}", s, (*rows[:n], *query.pivots)) for n, s in enumerate(compiled.subtotals, start=1)),
        ]
        for what, statement, names in levels:
            if statement is not None:
                level = self.judge.level(query, [*rows, *query.pivots], list(names))
                wrong += compare_sets(what, self.run(statement), level, names, measures)
        return wrong, list(full)

    def _count(self, query: Query, found: list[Row], groups: int) -> list[str]:
        said = found[0].get(TOTAL_ROWS, len(found)) if found else 0
        return [] if said == groups else [f"says {said} rows in all, there are {groups}"]

    def _pivot(
        self, query: Query, found: list[Row], full: dict[Key, Row], rows: list[str], measures: list[str]
    ) -> list[str]:
        """Cells in order of row and column, cut to the limits."""
        width = len(rows)
        whole = self.judge.level(query, [*rows, *query.pivots], rows)
        row_keys = in_order(query.sorts, {key[:width]: whole[key[:width]] for key in full}, rows)
        column_sorts = [sort for sort in query.sorts if sort.field in query.pivots]
        columns = in_order(column_sorts, {key[width:]: {} for key in full}, list(query.pivots))
        expected = []
        for row in row_keys[: None if query.limit is None else max(query.limit, 1)]:
            cells = [row + column for column in columns if row + column in full]
            shown = columns[: query.column_limit]
            expected += [cell for n, cell in enumerate(cells) if n == 0 or cell[width:] in shown]
        wrong = compare_rows("cells", found, [(key, full[key]) for key in expected], [*rows, *query.pivots], measures)
        if found and found[0][pivoting.TOTAL_ROWS] != len(row_keys):
            wrong.append(f"says {found[0][pivoting.TOTAL_ROWS]} rows in all, there are {len(row_keys)}")
        if found and found[0][pivoting.TOTAL_COLUMNS] != len(columns):
            wrong.append(f"says {found[0][pivoting.TOTAL_COLUMNS]} columns in all, there are {len(columns)}")
        return wrong


def expected_rows(
    query: Query, full: dict[Key, Row], dimensions: list[str], measures: list[str]
) -> list[tuple[Key, Row]]:
    keys = in_order(query.sorts, full, dimensions)
    return [(key, full[key]) for key in keys[: None if query.limit is None else max(query.limit, 1)]]


BANDS = ("Below 30", "30 to 49", "50 or above")


def in_order(sorts: Iterable[Sort], rows: dict[Key, Row], dimensions: list[str]) -> list[Key]:
    """Keys sorted as asked, nulls last, ties by the other dimensions ascending."""
    sorts = [sort for sort in sorts if sort.field in dimensions or any(sort.field in row for row in rows.values())]
    rest = [Sort(name) for name in dimensions if name not in {sort.field for sort in sorts}]
    keys = list(rows)
    for sort in reversed([*sorts, *rest]):

        def of(key: Key, sort: Sort = sort) -> Any:
            value = key[dimensions.index(sort.field)] if sort.field in dimensions else rows[key][sort.field]
            return BANDS.index(value) if sort.field == "contacts.age_band" and value is not None else value

        there = sorted((key for key in keys if of(key) is not None), key=of, reverse=sort.descending)
        if sort.descending:  # stable also backwards
            there = sorted((key for key in keys if of(key) is not None), key=lambda key: Backwards(of(key)))
        keys = there + [key for key in keys if of(key) is None]
    return keys


class Backwards:
    """Sorts the other way round, equal ones staying in place."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __lt__(self, other: Backwards) -> bool:
        return bool(other.value < self.value)


def same(found: Any, expected: Any) -> bool:
    """Equal, whatever kind of number; floating point to the 12th digit."""
    if found is None or expected is None:
        return found is expected
    if isinstance(expected, str) or isinstance(found, str):
        return bool(found == expected)
    if isinstance(found, float) or isinstance(expected, float):
        return math.isclose(float(found), float(expected), rel_tol=1e-12, abs_tol=1e-12)
    if isinstance(found, Decimal) and isinstance(expected, Decimal):
        return abs(found - expected) < Decimal("0.000001")  # the engine keeps a median's six decimals
    return bool(found == expected)


def compare_rows(
    what: str, found: list[Row], expected: list[tuple[Key, Row]], dimensions: Sequence[str], measures: Sequence[str]
) -> list[str]:
    """Row by row, in order."""
    if len(found) != len(expected):
        return [f"{what}: {len(found)} came, {len(expected)} should have"]
    wrong = []
    for place, (row, (key, figures)) in enumerate(zip(found, expected, strict=True)):
        for name, value in (*zip(dimensions, key, strict=True), *((m, figures[m]) for m in measures)):
            if not same(row[name], value):
                wrong.append(f"{what} {place}: {name} is {row[name]!r}, should be {value!r} (key {key})")
    return wrong


def compare_sets(
    what: str, found: list[Row], expected: dict[Key, Row], dimensions: Sequence[str], measures: Sequence[str]
) -> list[str]:
    """By key, in any order."""
    by_key = {tuple(row[name] for name in dimensions): row for row in found}
    if by_key.keys() != expected.keys() or len(by_key) != len(found):
        return [f"{what}: keys {sorted(map(str, by_key))}, should be {sorted(map(str, expected))}"]
    return [
        f"{what} {key}: {name} is {by_key[key][name]!r}, should be {expected[key][name]!r}"
        for key in expected
        for name in measures
        if not same(by_key[key][name], expected[key][name])
    ]
