"""The same SQL given to DuckDB itself, over the same files: what the product is measured against."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
from django.conf import settings

from cdp.warehouse import manifest, open_warehouse, views
from cdp.warehouse.base import Pin

Statement = tuple[str, Mapping[str, Any]]


def connect(pin: Pin) -> duckdb.DuckDBPyConnection:
    """A bare engine with the product's threads and memory, and the tables of a pin."""
    connection = duckdb.connect(
        config={"memory_limit": settings.ENGINE_MEMORY, "threads": str(settings.ENGINE_THREADS)}
    )
    connection.execute("SET parquet_metadata_cache = true; SET enable_progress_bar = false")
    lake = Path(settings.LAKE_DIR)
    for statement in views.statements("bench", lake, manifest.read(lake, pin.id)):
        connection.execute(statement)
    connection.execute("USE bench")
    return connection


def ask(connection: duckdb.DuckDBPyConnection, statements: list[Statement]) -> None:
    """Run the statements and fetch their rows as Arrow."""
    for sql, params in statements:
        connection.execute(sql, dict(params)).to_arrow_table()


@dataclass
class Heard:
    """What the product gave to its engine, and the time of this thread that went into it, in seconds."""

    statements: list[Statement] = field(default_factory=list)
    seconds: float = 0.0


@contextmanager
def listening() -> Iterator[Heard]:
    """Notes every statement that the product gives to its engine."""
    warehouse, heard = open_warehouse(), Heard()
    original = warehouse.query

    def note(sql: str, params: Mapping[str, Any], **rest: Any) -> Any:
        heard.statements.append((sql, params))
        began = time.thread_time()
        try:
            return original(sql, params, **rest)
        finally:
            heard.seconds += time.thread_time() - began

    warehouse.query = note  # type: ignore[method-assign]
    try:
        yield heard
    finally:
        warehouse.query = original  # type: ignore[method-assign]
