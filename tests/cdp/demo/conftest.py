"""One small history, told once, as tables that SQL can ask."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from django.db import connection

from cdp.demo.frame import OTHERS
from cdp.demo.plan import Plan
from cdp.demo.story import tell
from cdp.demo.world import Owners
from cdp.warehouse.schema import TABLES

ORIGINS = {name: table.origin for name, table in TABLES.items()} | {name: each[0] for name, each in OTHERS.items()}
PLAN = Plan(events=60_000, seed=7, until=date(2026, 11, 17))


def tables_of(plan: Plan, first: dict[str, int] | None = None) -> dict[str, pa.Table]:
    """All rows of a history, by table."""
    parts: dict[str, list[pa.Table]] = defaultdict(list)
    for each in tell(plan, Owners.sample(), first or {}):
        for part in each.parts:
            parts[part.name].append(part.rows)
    return {
        name: pa.concat_tables(found, promote_options="default").unify_dictionaries() for name, found in parts.items()
    }


def counts() -> dict[str, int]:
    """Rows in the database, by table."""
    with connection.cursor() as cursor:
        found = {}
        for name, origin in ORIGINS.items():
            cursor.execute(f'select count(*) from "{origin}"')
            found[name] = int(cursor.fetchone()[0])
        return found


@cache
def kept(plan: Plan) -> dict[str, pa.Table]:
    """The same, told once."""
    return tables_of(plan)


@pytest.fixture(scope="session")
def told() -> dict[str, pa.Table]:
    return tables_of(PLAN)


@pytest.fixture(scope="session")
def ask(told: dict[str, pa.Table]) -> Callable[[str], list[tuple[Any, ...]]]:
    """Rows of a SELECT over the history."""
    connection = duckdb.connect()
    for name, table in told.items():
        connection.register(name, table)
    return lambda sql: connection.sql(sql).fetchall()
