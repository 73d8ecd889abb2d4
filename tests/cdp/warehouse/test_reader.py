"""Readers: one pin a page, stopped when asked, shut in, never blocked and never shown half a batch."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from cdp.batches import batch
from cdp.models import ContactMerge, Order, Product
from cdp.warehouse import mirror, open_warehouse
from cdp.warehouse.base import (
    Cancellation,
    NothingPublished,
    Pin,
    QueryCancelled,
    QueryTimeout,
    QueryTooLarge,
    WarehouseError,
)
from cdp.warehouse.duckdb import DuckDBWarehouse
from cdp.warehouse.schema import TABLES
from tests.cdp.warehouse.conftest import JUNE, ask, child_environment, contact, event, order, write
from tests.waiting import comes

pytestmark = pytest.mark.django_db(transaction=True)

LONG = "SELECT sum(a.range * b.range % 7) AS s FROM range(200000) a, range(200000) b"


def published(*rows: object) -> tuple[DuckDBWarehouse, Pin]:
    write(*rows)
    mirror.publish()
    warehouse = open_warehouse()
    assert isinstance(warehouse, DuckDBWarehouse)
    return warehouse, warehouse.pin()


def test_before_the_first_publishing_the_error_names_the_command() -> None:
    with pytest.raises(NothingPublished, match=r"python manage\.py mirror"):
        open_warehouse().pin()


def test_a_page_keeps_its_pin_while_newer_ones_are_published() -> None:
    warehouse, old = published(order(1))
    _, new = published(order(2))
    count = "SELECT count(*) AS n FROM orders"
    counts = [warehouse.query(count, {}, pin=pin, timeout=9).table["n"][0].as_py() for pin in (old, new, old)]
    assert counts == [1, 2, 1]


def test_sums_are_exact_decimals_and_parameters_are_bound_by_name() -> None:
    published(order(1, total="0.1"), order(2, total="0.2"), order(3, total="9"))
    (row,) = ask("SELECT sum(total) AS s FROM orders WHERE total < $p1 AND external_id <> $p2", p1=5, p2="' OR 1=1")
    assert str(row["s"]) == "0.300000"


@pytest.mark.parametrize("spooled", [False, True])
def test_a_query_that_takes_too_long_is_stopped_in_the_engine(spooled: bool) -> None:
    warehouse, pin = published(order(1))
    started = time.monotonic()
    with pytest.raises(QueryTimeout, match=r"longer than 0\.3 s"):
        warehouse.query(LONG, {}, pin=pin, timeout=0.3, spooled=spooled)
    assert time.monotonic() - started < 60  # a busy machine; the query would go on for ever
    assert ask("SELECT 1 AS one") == [{"one": 1}]


def test_a_query_that_needs_more_memory_than_it_may_have_goes_on_on_disk(
    settings: Any, tmp_path: Path, lake: Path
) -> None:
    _, pin = published(order(1))
    settings.VAR_DIR, settings.ENGINE_MEMORY = tmp_path / "new", "60MB"
    many = "SELECT count(*) AS n FROM (SELECT DISTINCT md5(range::VARCHAR) FROM range(2000000))"
    result = DuckDBWarehouse(Path(settings.LAKE_DIR)).query(many, {}, pin=pin, timeout=60)
    assert result.table["n"][0].as_py() == 2_000_000


def test_rows_that_are_spooled_are_stopped_in_time_while_they_come() -> None:
    warehouse, pin = published(order(1))
    with pytest.raises(QueryTimeout, match=r"longer than 0\.5 s"):
        warehouse.query("SELECT range AS n FROM range(10_000_000_000)", {}, pin=pin, timeout=0.5, spooled=True)
    assert ask("SELECT 1 AS one") == [{"one": 1}]


@pytest.mark.parametrize("spooled", [False, True])
def test_a_query_that_has_no_room_on_disk_either_is_stopped_and_says_so(
    settings: Any, tmp_path: Path, lake: Path, spooled: bool
) -> None:
    _, pin = published(order(1))
    settings.VAR_DIR, settings.ENGINE_MEMORY, settings.ENGINE_SPILL = tmp_path / "new", "60MB", "1MB"
    many = "SELECT length(string_agg(md5(range::VARCHAR), ',')) AS n FROM range(4000000)"
    warehouse = DuckDBWarehouse(Path(settings.LAKE_DIR))
    with pytest.raises(QueryTooLarge, match="60MB of memory and 1MB of disk"):
        warehouse.query(many, {}, pin=pin, timeout=60, spooled=spooled)
    assert warehouse.query("SELECT 1 AS one", {}, pin=pin, timeout=60).table["one"][0].as_py() == 1


def test_a_query_is_cancelled_from_another_thread_and_its_neighbour_goes_on() -> None:
    warehouse, pin = published(order(1))
    handle, found = Cancellation(), []
    shorter = LONG.replace("200000", "10000")
    neighbour = threading.Thread(
        target=lambda: found.append(warehouse.query(shorter, {}, pin=pin, timeout=60).table.num_rows)
    )
    neighbour.start()
    threading.Timer(0.1, handle.cancel).start()
    with pytest.raises(QueryCancelled):
        warehouse.query(LONG, {}, pin=pin, timeout=60, cancellation=handle)
    neighbour.join()
    assert found == [1]


def test_a_query_cancelled_before_it_starts_does_not_run() -> None:
    warehouse, pin = published(order(1))
    handle = Cancellation()
    handle.cancel()
    with pytest.raises(QueryCancelled):
        warehouse.query(LONG, {}, pin=pin, timeout=20, cancellation=handle)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM read_csv('/etc/hostname')",
        "COPY (SELECT 1) TO '/tmp/sextant-escaped.csv'",
        "ATTACH '/tmp/sextant-escaped.db'",
        "INSTALL httpfs",
        "SET enable_external_access = true",
        "SET memory_limit = '1TB'",
        "SELECT * FROM secret_frame",
    ],
)
def test_the_engine_reaches_nothing_but_the_lake(sql: str) -> None:
    import pyarrow as pa

    secret_frame = pa.table({"secret": [1]})
    published(order(1))
    with pytest.raises(WarehouseError):
        ask(sql)
    assert secret_frame and not Path("/tmp/sextant-escaped.csv").exists()


def test_a_wrong_column_is_an_error_that_names_it() -> None:
    published(order(1))
    with pytest.raises(WarehouseError, match="revenu"):
        ask("SELECT revenu FROM orders")


def test_rows_of_a_merged_contact_count_for_the_one_it_is_now() -> None:
    published(contact(1), order(1, contact_id=11), order(2, contact_id=12), event(1, contact_id=11))
    with batch():
        merge = ContactMerge.objects.create(subaccount_id=1, old_id=11, current_id=12)
    mirror.publish()
    assert ask("SELECT DISTINCT contact_id AS c FROM orders") == [{"c": 12}]
    assert ask("SELECT contact_id AS c FROM message_events") == [{"c": 12}]
    with batch():
        merge.delete()
    mirror.publish()
    assert ask("SELECT contact_id AS c FROM orders ORDER BY 1") == [{"c": 11}, {"c": 12}]


def test_a_query_that_names_a_month_opens_only_its_files() -> None:
    published(order(1), order(2, JUNE))
    (plan,) = ask("EXPLAIN ANALYZE SELECT sum(total) FROM orders WHERE month = '2024-05'")
    assert "Total Files Read: 1" in plan["explain_value"]


FORKING = """
import os, sys, django
django.setup()
from cdp.warehouse import open_warehouse
from django.db import connection
def ask():
    warehouse = open_warehouse()
    return warehouse.query("SELECT count(*) AS n FROM orders", {}, pin=warehouse.pin(), timeout=9).table["n"][0].as_py()
assert ask() == 1
connection.close()
child = os.fork()
if child == 0:
    sys.exit(0 if ask() == 1 else 3)
assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
assert ask() == 1
"""


def test_a_forked_child_can_query_and_ends_in_peace() -> None:
    published(order(1))
    subprocess.run([sys.executable, "-c", FORKING], env=child_environment(), check=True, timeout=60)


def test_a_pin_whose_files_are_gone_says_what_to_do(lake: Path) -> None:
    _, pin = published(order(1))
    lake.rename(lake.with_name("elsewhere"))
    with pytest.raises(WarehouseError, match="mirror"):
        DuckDBWarehouse(lake).query("SELECT count(*) FROM orders", {}, pin=pin, timeout=9)


def test_readers_are_never_blocked_and_never_see_half_a_batch() -> None:
    """Each batch writes as many orders as events, so any other count is half a batch."""
    published(order(0), event(0))
    stop = threading.Event()
    seen: list[list[tuple[int, int]]] = [[], []]

    def read_on() -> None:
        """Until each has one answer more that it asked for by now; the next one was asked for before."""
        for reader, found in zip(readers, seen, strict=True):
            enough = len(found) + 2
            comes(lambda: len(found) >= enough or reader.done())  # noqa: B023 - asked at once

    with ThreadPoolExecutor(2) as pool:
        readers = [pool.submit(_read, stop, found) for found in seen]
        try:
            for number in range(1, 8):
                published(order(number), event(number))
                read_on()
                with batch():
                    Order.objects.filter(external_id=f"o-{number}").update(status="paid")
                    read_on()
        finally:
            stop.set()
        for reader in readers:
            reader.result()
    whole = [(number, number) for number in range(1, 9)]
    assert [sorted(set(found)) for found in seen] == [whole, whole]


def _read(stop: threading.Event, seen: list[tuple[int, int]]) -> None:
    warehouse = open_warehouse()
    while not stop.is_set():
        pin = warehouse.pin()
        counts = [
            warehouse.query(f"SELECT count(*) AS n FROM {table}", {}, pin=pin, timeout=9).table["n"][0].as_py()
            for table in ("orders", "message_events")
        ]
        seen.append((counts[0], counts[1]))
        time.sleep(0.02)  # a page, not a siege
    connection.close()


def test_a_lake_of_an_earlier_release_is_named_with_its_remedy_and_read_again(
    lake: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mirror.publish()
    old = TABLES["products"]
    wider = dataclasses.replace(old, columns={**old.columns, "batch_id": "id"})
    write(Product(external_id="a", source_id=1, subaccount_id=1))
    mirror.publish()
    monkeypatch.setitem(TABLES, "products", wider)
    with pytest.raises(WarehouseError, match=r"does not fit this release: run `python manage\.py mirror`"):
        DuckDBWarehouse(lake).query("SELECT 1", {}, pin=open_warehouse().pin(), timeout=9)
    mirror.publish()
    assert DuckDBWarehouse(lake).query("SELECT batch_id FROM products", {}, pin=open_warehouse().pin(), timeout=9)
