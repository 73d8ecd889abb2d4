"""The reader: one in-memory DuckDB a process, over the files of pinned states."""

from __future__ import annotations

import os
import threading
import time
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from django.conf import settings

from cdp.warehouse import manifest, views
from cdp.warehouse.base import (
    Cancellation,
    NothingPublished,
    Pin,
    QueryCancelled,
    QueryTimeout,
    QueryTooLarge,
    Result,
    WarehouseError,
)
from cdp.warehouse.deadline import Watchdog
from cdp.warehouse.engine import careful
from cdp.warehouse.publication import newest_pin
from cdp.warehouse.spooled import BATCH, Spooled

# ``sql()`` would spare a copy of the rows, but plans twice: with a hundred files that costs more than small results do.
warnings.filterwarnings("ignore", "Arrow output on a DB-API result", UserWarning)

# How far a query is, is counted only where a progress bar is on; these two may be set when all else is locked.
COUNTING = "SET enable_progress_bar = true; SET enable_progress_bar_print = false"


@dataclass
class Opened:
    """A pin whose views stand: when it was last asked for (monotonic clock), and cursors that wait for a query."""

    used: float
    idle: list[duckdb.DuckDBPyConnection] = field(default_factory=list)


class DuckDBWarehouse:
    """Answers from the lake of ``settings.LAKE_DIR``. Not to be carried over a fork: see ``open_warehouse``."""

    def __init__(self, lake: Path) -> None:
        self._lake = lake
        self._connection = _connect(lake, Path(settings.VAR_DIR) / "spill" / str(os.getpid()))
        self._lock = threading.Lock()
        self._watchdog = Watchdog()
        self._opened: dict[int, Opened] = {}

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
        spooled: bool = False,
    ) -> Result:
        """Run a SELECT at ``pin``; see ``base.Warehouse``."""
        handle = cancellation or Cancellation()
        with self._cursor(pin) as cursor, _attached(handle, cursor), self._watchdog.watching(handle, timeout):
            started = time.perf_counter()
            try:
                found = cursor.execute(sql, dict(params))
                table = _spooled(found) if spooled else found.to_arrow_table()
            except duckdb.InterruptException as error:
                raise _stopped(handle, timeout) from error
            except duckdb.OutOfMemoryException as error:
                raise QueryTooLarge(
                    f"the query needed more than the {settings.ENGINE_MEMORY} of memory and {settings.ENGINE_SPILL} of "
                    "disk that the engine may take, and was stopped; ask for less or for a shorter time"
                ) from error
            except duckdb.Error as error:
                raise WarehouseError(f"the warehouse could not answer: {error}") from error
            return Result(table, time.perf_counter() - started)

    @contextmanager
    def _cursor(self, pin: Pin) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor on which unqualified names are the tables of that pin; used again where all went well."""
        idle = self._open(pin)
        cursor = idle.pop() if idle else self._new_cursor(pin)
        try:
            yield cursor
        except BaseException:
            cursor.close()
            raise
        idle.append(cursor)

    def _new_cursor(self, pin: Pin) -> duckdb.DuckDBPyConnection:
        cursor = self._connection.cursor()
        cursor.execute(f"USE p{pin.id}; {COUNTING}")
        return cursor

    def _open(self, pin: Pin) -> list[duckdb.DuckDBPyConnection]:
        """Make sure that the pin's tables are there; its idle cursors."""
        with self._lock:
            if pin.id not in self._opened:
                self._make_views(pin)
                self._opened[pin.id] = Opened(time.monotonic())
                self._drop_unused()
            opened = self._opened[pin.id]
            opened.used = time.monotonic()
            return opened.idle

    def _make_views(self, pin: Pin) -> None:
        """Raises WarehouseError where the files are not those of this release's tables, or are gone."""
        try:
            for statement in views.statements(f"p{pin.id}", self._lake, self._manifest(pin)):
                self._connection.execute(statement)
        except duckdb.Error as error:
            raise WarehouseError(
                f"the published state {pin.id} does not fit this release: run `python manage.py mirror`, "
                f"which reads again what does not fit ({str(error).splitlines()[0]})"
            ) from error

    def _manifest(self, pin: Pin) -> manifest.Manifest:
        try:
            return manifest.read(self._lake, pin.id)
        except FileNotFoundError as error:
            raise WarehouseError(
                f"the published state {pin.id} is gone from {self._lake}: ask again for the newest one, "
                "or run `python manage.py mirror` if the folder was emptied"
            ) from error

    def _drop_unused(self) -> None:
        for pin_id, opened in list(self._opened.items()):
            if time.monotonic() - opened.used > settings.LAKE_GRACE + settings.QUERY_TIMEOUT:
                self._connection.execute(f"DROP SCHEMA p{pin_id} CASCADE")
                del self._opened[pin_id]


def _spooled(found: duckdb.DuckDBPyConnection) -> Spooled:
    """The rows on the disk. Raises the engine's own errors, which come from it here as others do."""
    try:
        return Spooled.of(found.to_arrow_reader(BATCH))
    except (pa.ArrowException, OSError) as error:
        said = str(error)
        if "INTERRUPT" in said:
            raise duckdb.InterruptException(said) from error
        raise (duckdb.OutOfMemoryException if "Out of Memory" in said else duckdb.Error)(said) from error


def _connect(lake: Path, spill: Path) -> duckdb.DuckDBPyConnection:
    spill.parent.mkdir(parents=True, exist_ok=True)  # the engine makes its own folder, but not those above
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
    careful(connection)
    folders = ", ".join(f"'{folder.absolute()}/'" for folder in (lake, spill))
    connection.execute(f"""
        SET parquet_metadata_cache = true;
        SET allowed_directories = [{folders}];
        SET enable_external_access = false;
        SET allowed_configs = ['enable_progress_bar', 'enable_progress_bar_print'];
        SET lock_configuration = true;
    """)
    return connection


@contextmanager
def _attached(handle: Cancellation, cursor: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """While it runs, the handle interrupts this cursor and no other, and asks it how far it is."""
    handle.attach(cursor.interrupt, cursor.query_progress)
    try:
        yield
    finally:
        handle.detach()


def _stopped(handle: Cancellation, timeout: float) -> WarehouseError:
    if handle.expired:
        return QueryTimeout(
            f"the query took longer than {timeout:g} s and was stopped; ask for less or for a shorter time"
        )
    return QueryCancelled("the query was cancelled")
