"""Compaction and vacuum change how the lake is stored and nothing of what it says."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from cdp.batches import batch
from cdp.models import Order, Pin
from cdp.warehouse import compaction, manifest, mirror, open_warehouse, rewriting, vacuum
from cdp.warehouse.lake import LakeTable
from cdp.warehouse.reconcile import rows_that_differ
from cdp.warehouse.schema import TABLES
from tests.cdp.warehouse.conftest import JUNE, ask, order, write

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def small_files(settings: Any) -> None:
    settings.LAKE_COMPACT_FILES = 3
    settings.LAKE_GRACE = 0


def many_files(count: int = 4) -> None:
    for number in range(count):
        write(order(number), order(100 + number, JUNE) if number == 0 else order(200 + number))
        mirror.publish()


def live(lake: Path) -> list[manifest.DataFile]:
    return manifest.read(lake, Pin.objects.latest("id").pk)["orders"]


def data_files(lake: Path) -> set[Path]:
    return set((lake / "orders").glob("month=*/*.parquet"))


def test_a_month_of_many_files_becomes_one_and_the_others_stay(lake: Path) -> None:
    many_files()
    june = [file for file in live(lake) if file.month == "2024-06"]
    assert compaction.compact() == 1
    assert [len([file for file in live(lake) if file.month == month]) for month in ("2024-05", "2024-06")] == [1, 1]
    assert [file for file in live(lake) if file.month == "2024-06"] == june
    assert ask("SELECT count(*) AS n, sum(total) AS s FROM orders")[0]["n"] == 8 and not rows_that_differ()
    assert compaction.compact() == 0


def test_compaction_is_not_news(lake: Path) -> None:
    many_files()
    before = Pin.objects.latest("id")
    compaction.compact()
    after = Pin.objects.latest("id")
    assert after.pk > before.pk and after.data_as_of == before.data_as_of


def test_a_compaction_overtaken_by_a_merge_gives_way(lake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    many_files()
    copy = rewriting.copy

    def slow_copy(*args: Any) -> Any:
        output = copy(*args)
        monkeypatch.setattr(rewriting, "copy", copy)
        with batch():
            Order.objects.filter(external_id="o-1").update(total=77)
        mirror.publish()
        return output

    monkeypatch.setattr(rewriting, "copy", slow_copy)
    assert compaction.compact() == 0
    assert not rows_that_differ()


def test_vacuum_takes_what_no_pin_names_and_spares_the_rest(lake: Path) -> None:
    many_files()
    compaction.compact()
    (lake / "orders" / "month=2024-05" / "orphan.parquet").write_bytes(b"half a file of a killed mirror")
    assert vacuum.vacuum() > 0
    assert data_files(lake) == {lake / "orders" / file.path for file in live(lake)}
    assert Pin.objects.count() == 1 and len(list((lake / "pins").iterdir())) == 1
    assert ask("SELECT count(*) AS n FROM orders") == [{"n": 8}] and not rows_that_differ()


def test_inside_the_grace_time_an_old_pin_still_answers(settings: Any, lake: Path) -> None:
    many_files()
    warehouse = open_warehouse()
    old = warehouse.pin()
    settings.LAKE_GRACE = 600
    compaction.compact()
    assert vacuum.vacuum() == 0
    assert warehouse.query("SELECT count(*) AS n FROM orders", {}, pin=old, timeout=9).table["n"][0].as_py() == 8


def test_a_young_orphan_may_be_one_that_is_being_built(settings: Any, lake: Path) -> None:
    many_files(1)
    settings.LAKE_GRACE = 600
    orphan = lake / "orders" / "month=2024-05" / "orphan.parquet"
    orphan.write_bytes(b"")
    vacuum.vacuum()
    assert orphan.exists()
    os.utime(orphan, (0, 0))
    vacuum.vacuum()
    assert not orphan.exists()


def test_the_log_is_summed_up_and_the_mirror_goes_on(lake: Path) -> None:
    many_files()
    vacuum.vacuum()
    assert list((lake / "orders" / "_delta_log").glob("*.checkpoint.parquet"))
    assert LakeTable(lake, TABLES["orders"]).uncheckpointed() == 0
    write(order(50))
    mirror.publish()
    assert not rows_that_differ()
