"""The reader: one in-memory DuckDB a process, over the files of pinned states."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
from django.conf import settings

from cdp.warehouse import manifest, views
from cdp.warehouse.base import Cancellation, NothingPublished, Pin, QueryCancelled, QueryTimeout, Result, WarehouseError
from cdp.warehouse.publication import newest_pin


class DuckDBWarehouse:
    """Answers from the lake of ``settings.LAKE_DIR``. Not to be carried over a fork: see ``open_warehouse``."""

    def __init__(self, lake: Path) -> None:
        self._lake = lake
        self._connection = _connect(lake, Path(settings.VAR_DIR) / "spill" / str(os.getpid()))
        self._lock = threading.Lock()
        self._used: dict[int, float] = {}  # pin → when last asked for, by the monotonic clock

    def pin(self) -> Pin:
        """The newest published state. Raises NothingPublished."""
        newest = newest_pin()
        if newest is None:
            raise NothingPublished("nothing is published yet; run `python manage.py mirror`")
        return newest

    def query(
        self,
        sql: str,
        params: Mapping[str, Any],
        *,
        pin: Pin,
        timeout: float,
        cancellation: Cancellation | None = None,
    ) -> Result:
        """Run a SELECT at ``pin``; see ``base.Warehouse``."""
        handle = cancellation or Cancellation()
        with self._cursor(pin) as cursor, _deadline(handle, cursor, timeout):
            started = time.perf_counter()
            try:
                table = cursor.execute(sql, dict(params)).to_arrow_table()
            except duckdb.InterruptException as error:
                raise _stopped(handle, timeout) from error
            except duckdb.Error as error:
                raise WarehouseError(f"the warehouse could not answer: {error}") from error
            return Result(table, time.perf_counter() - started)

    @contextmanager
    def _cursor(self, pin: Pin) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor of its own, on which unqualified names are the tables of that pin."""
        self._open(pin)
        cursor = self._connection.cursor()
        try:
            cursor.execute(f"USE p{pin.id}")
            yield cursor
        finally:
            cursor.close()

    def _open(self, pin: Pin) -> None:
        with self._lock:
            if pin.id not in self._used:
                for statement in views.statements(f"p{pin.id}", self._lake, self._manifest(pin)):
                    self._connection.execute(statement)
                self._drop_unused()
            self._used[pin.id] = time.monotonic()

    def _manifest(self, pin: Pin) -> manifest.Manifest:
        try:
            return manifest.read(self._lake, pin.id)
        except FileNotFoundError as error:
            raise WarehouseError(
                f"the published state {pin.id} is gone from {self._lake}: ask again for the newest one, "
                "or run `python manage.py mirror` if the folder was emptied"
            ) from error

    def _drop_unused(self) -> None:
        for pin_id, when in list(self._used.items()):
            if time.monotonic() - when > settings.LAKE_GRACE:
                self._connection.execute(f"DROP SCHEMA p{pin_id} CASCADE")
                del self._used[pin_id]


def _connect(lake: Path, spill: Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(
        ":memory:",
        config={
            "memory_limit": settings.ENGINE_MEMORY,
            "threads": str(settings.ENGINE_THREADS),
            "temp_directory": str(spill),
            "max_temp_directory_size": settings.ENGINE_SPILL,
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "python_enable_replacements": "false",  # a name in SQL is a table, never a variable of ours
        },
    )
    folders = ", ".join(f"'{folder.absolute()}/'" for folder in (lake, spill))
    connection.execute(f"""
        SET enable_progress_bar = false;
        SET parquet_metadata_cache = true;
        SET allowed_directories = [{folders}];
        SET enable_external_access = false;
        SET lock_configuration = true;
    """)
    return connection


@contextmanager
def _deadline(handle: Cancellation, cursor: duckdb.DuckDBPyConnection, timeout: float) -> Iterator[None]:
    """Interrupt this cursor, and no other, when time is up or the handle says so."""
    timer = threading.Timer(timeout, handle.expire)
    timer.daemon = True
    handle.attach(cursor.interrupt)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        handle.detach()


def _stopped(handle: Cancellation, timeout: float) -> WarehouseError:
    if handle.expired:
        return QueryTimeout(
            f"the query took longer than {timeout:g} s and was stopped; ask for less or for a shorter time"
        )
    return QueryCancelled("the query was cancelled")
