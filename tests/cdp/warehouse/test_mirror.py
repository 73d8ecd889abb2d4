"""What is committed in PostgreSQL is in the lake after publishing: all of it, once, and nothing else."""

from __future__ import annotations

import json
import threading
from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from cdp.batches import batch
from cdp.models import AdMetric, Batch, Contact, MessageEvent, Order, Pin, Tombstone
from cdp.warehouse import manifest, mirror, publication, source
from cdp.warehouse.conversion import UnreadableRow
from cdp.warehouse.lake import LakeTable
from cdp.warehouse.reconcile import reconcile, rows_that_differ
from cdp.warehouse.schema import TABLES
from tests.cdp.warehouse.conftest import (
    JUNE,
    MAY,
    ask,
    contact,
    event,
    insert_order,
    open_batch,
    order,
    other_session,
    write,
)

pytestmark = pytest.mark.django_db(transaction=True)


def orders() -> dict[str, Any]:
    return {row["external_id"]: row["total"] for row in ask("SELECT external_id, total FROM orders ORDER BY id")}


def files(table: str = "orders") -> list[manifest.DataFile]:
    from django.conf import settings

    newest = Pin.objects.latest("id")
    return manifest.read(Path(settings.LAKE_DIR), newest.pk)[table]


def test_a_committed_batch_is_published_with_its_rows() -> None:
    write(order(1), order(2, JUNE))
    pin = mirror.publish()
    assert pin and orders() == {"o-1": Decimal(1), "o-2": Decimal(2)}
    assert Batch.objects.get().pin_id == pin.id
    assert not rows_that_differ() and not reconcile()


def test_every_table_can_be_asked_after_the_first_publishing() -> None:
    mirror.publish()
    for name, table in TABLES.items():
        names = ", ".join(table.columns)
        assert ask(f"SELECT {names} FROM {name}") == []


def test_with_nothing_new_only_the_freshness_moves() -> None:
    write(order(1))
    first = mirror.publish()
    assert first and mirror.publish() is None
    newest = Pin.objects.get()
    assert newest.pk == first.id and newest.data_as_of > first.data_as_of


def test_changed_rows_are_replaced_and_deleted_ones_go() -> None:
    write(order(1), order(2), order(3))
    mirror.publish()
    with batch():
        Order.objects.filter(external_id="o-1").update(total=10)
        Order.objects.filter(external_id="o-2").delete()
    counts = mirror.run()
    assert (counts.rows, counts.deleted) == (1, 1)
    assert orders() == {"o-1": Decimal(10), "o-3": Decimal(3)}
    assert not Tombstone.objects.exists() and not rows_that_differ()


def test_new_keys_are_appended_and_old_files_stay() -> None:
    write(order(1), order(2, JUNE))
    mirror.publish()
    before = set(files())
    write(order(3))
    mirror.publish()
    assert before < set(files())


def test_only_the_files_that_hold_a_changed_row_are_rewritten() -> None:
    write(order(1), order(2, JUNE))
    mirror.publish()
    june = {file for file in files() if file.month == "2024-06"}
    with batch():
        Order.objects.filter(external_id="o-1").update(total=10)
    mirror.publish()
    assert june < set(files())


def test_a_row_moves_to_another_month_with_its_date() -> None:
    write(order(1))
    mirror.publish()
    with batch():
        Order.objects.update(ordered_at=JUNE)
    mirror.publish()
    assert [file.month for file in files()] == ["2024-06"]
    assert ask("SELECT month, ordered_at FROM orders") == [
        {"month": "2024-06", "ordered_at": JUNE.replace(tzinfo=None)}
    ]


def test_rows_without_a_time_have_a_month_of_their_own() -> None:
    write(event(1, None), event(2, datetime(1969, 12, 31, 23, 59, tzinfo=UTC)), event(3))
    mirror.publish()
    assert {row["month"] for row in ask("SELECT month FROM message_events")} == {"none", "1969-12", "2024-05"}


def test_a_row_deleted_and_made_again_under_its_id_stays() -> None:
    write(order(1))
    mirror.publish()
    key = Order.objects.get().pk
    with batch():
        Order.objects.all().delete()
    with batch():
        order(9, id=key).save(force_insert=True)
    assert mirror.run().deleted == 0
    assert orders() == {"o-9": Decimal(9)} and not rows_that_differ()


def test_a_row_made_and_deleted_between_two_publishings_never_shows() -> None:
    mirror.publish()
    write(order(1))
    with batch():
        Order.objects.all().delete()
    assert mirror.run().deleted == 0
    assert orders() == {}


def test_a_batch_committed_after_a_younger_one_was_published_is_not_skipped() -> None:
    with other_session() as late:
        number = open_batch(late)
        insert_order(late, 5)
        write(order(1))
        mirror.publish()
        assert set(orders()) == {"o-1"} and Batch.objects.latest("id").pk > number
        late.commit()
    mirror.publish()
    assert set(orders()) == {"late-5", "o-1"} and not rows_that_differ()


def test_a_late_change_of_a_row_that_is_published_meanwhile_arrives() -> None:
    write(order(1))
    with other_session() as late:
        open_batch(late)
        late.execute("UPDATE cdp_order SET total = 7")
        mirror.publish()
        assert orders() == {"o-1": Decimal(1)}
        late.commit()
    mirror.publish()
    assert orders() == {"o-1": Decimal(7)}


HOSTILE = [
    'a"b',
    "a,b",
    "line\nbreak",
    "\\.",
    "\\N",
    "",
    " ",
    "NULL",
    "é中🙂",
    "'; drop table x; --",
    "\t",
    "\r\n",
    "t",
]


def test_texts_arrive_as_they_are() -> None:
    rows = [event(number, url=text, reason=None, message_id=text) for number, text in enumerate(HOSTILE)]
    write(*rows, event(99, url=None, message_id=None, attributes={"a": 'x"\n'}))
    mirror.publish()
    found = {row["external_id"]: (row["url"], row["message_id"]) for row in ask("FROM message_events")}
    assert found == {**{f"e-{n}": (text, text) for n, text in enumerate(HOSTILE)}, "e-99": (None, None)}
    assert not rows_that_differ()


def test_numbers_dates_and_booleans_arrive_exactly() -> None:
    most, least = Decimal("99999999999999.999999"), Decimal("-0.000001")
    write(
        order(1, total=most, tax=least, discount=None, ordered_at=datetime(2024, 2, 29, 23, 59, 59, 999999, tzinfo=UTC))
    )
    write(contact(1, birth_date=date(1900, 2, 28), email_consent=True, sms_consent=False, attributes={"n": 1}))
    mirror.publish()
    (row,) = ask("SELECT total, tax, discount, ordered_at FROM orders")
    assert row == {
        "total": most,
        "tax": least,
        "discount": None,
        "ordered_at": datetime(2024, 2, 29, 23, 59, 59, 999999),
    }
    (person,) = ask("SELECT birth_date, email_consent, sms_consent, attributes FROM contacts")
    assert person == {
        "birth_date": date(1900, 2, 28),
        "email_consent": True,
        "sms_consent": False,
        "attributes": '{"n": 1}',
    }


def test_ad_days_are_days_and_never_shifted() -> None:
    with batch():
        AdMetric.objects.create(
            subaccount_id=1, source_id=1, external_id="m", day=date(2024, 5, 31), received_at=MAY, spend=2
        )
    mirror.publish()
    assert ask("SELECT day, month FROM ad_metrics") == [{"day": date(2024, 5, 31), "month": "2024-05"}]


def test_a_half_done_commit_of_a_crashed_mirror_is_rolled_back(lake: Path) -> None:
    write(order(1))
    pin = mirror.publish()
    assert pin
    table = LakeTable(lake, TABLES["orders"])
    table.commit([], table.files())  # as if the mirror had died between this commit and its pin
    write(order(2))
    mirror.publish()
    assert set(orders()) == {"o-1", "o-2"} and not rows_that_differ()


def test_a_lake_that_was_taken_away_is_read_afresh(lake: Path) -> None:
    write(order(1))
    mirror.publish()
    lake.rename(lake.with_name("gone"))
    mirror.publish()
    assert set(orders()) == {"o-1"}


def test_a_rebuild_brings_back_what_was_damaged(lake: Path) -> None:
    write(order(1), order(2, JUNE))
    mirror.publish()
    for file in files():
        (lake / "orders" / file.path).unlink()
    mirror.rebuild()
    assert set(orders()) == {"o-1", "o-2"} and not rows_that_differ()


def test_a_table_gains_a_column_by_being_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    shorter = {name: type_ for name, type_ in TABLES["orders"].columns.items() if name != "coupon"}
    write(order(1, coupon="MAY"))
    with monkeypatch.context() as patch:
        patch.setitem(TABLES, "orders", replace(TABLES["orders"], columns=shorter))
        mirror.publish()
    mirror.publish()
    assert ask("SELECT coupon FROM orders") == [{"coupon": "MAY"}] and not rows_that_differ()


def test_a_new_table_appears_with_its_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    write(order(1), contact(1))
    with monkeypatch.context() as patch:
        patch.delitem(TABLES, "contacts")
        mirror.publish()
    mirror.publish()
    assert ask("SELECT count(*) AS n FROM contacts") == [{"n": 1}]


def test_large_publishings_go_in_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "SLICE_BYTES", 2000)
    with batch():
        MessageEvent.objects.bulk_create(event(number) for number in range(100))
    mirror.publish()
    assert len(files("message_events")) > 3 and not rows_that_differ()


def test_rows_of_a_file_are_sorted(lake: Path) -> None:
    import pyarrow.parquet as pq

    kinds = ["sent", "open", "click"]
    with batch():
        MessageEvent.objects.bulk_create(event(n, kind=kinds[n % 3], subaccount_id=1 + n % 2) for n in range(30))
    mirror.publish()
    rows = pq.ParquetFile(lake / "message_events" / files("message_events")[0].path).read().to_pylist()
    key = [(row["subaccount_id"], row["kind"], row["occurred_at"]) for row in rows]
    assert key == sorted(key) and len(key) == 30


def test_a_merge_keeps_the_order_of_a_file(lake: Path) -> None:
    import pyarrow.parquet as pq

    with batch():
        Order.objects.bulk_create(order(n, subaccount_id=1 + n % 3) for n in range(300))
    mirror.publish()
    with batch():
        Order.objects.filter(external_id__endswith="7").delete()
    assert mirror.run().deleted == 30
    rows = pq.ParquetFile(lake / "orders" / files()[0].path).read(["subaccount_id"])["subaccount_id"].to_pylist()
    assert rows == sorted(rows) and len(rows) == 270


@pytest.mark.parametrize("value", ["ordered_at = 'infinity'", "total = 'NaN'", "ordered_at = '12024-01-01'"])
def test_a_value_the_lake_has_no_place_for_stops_the_mirror_loudly(value: str) -> None:
    write(order(1))
    with batch(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE cdp_order SET {value}")
    with pytest.raises(UnreadableRow, match="cdp_order holds a value"):
        mirror.publish()
    with batch():
        Order.objects.update(ordered_at=MAY, total=3)
    mirror.publish()
    assert orders() == {"o-1": Decimal(3)}


def test_two_mirrors_at_once_publish_everything_once() -> None:
    write(*[order(number) for number in range(5)])
    failures: list[BaseException] = []

    def work() -> None:
        try:
            mirror.publish()
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures and not rows_that_differ() and Pin.objects.count() == 1


def test_a_mirror_behind_a_busy_one_gives_up_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publication, "PATIENCE", 1)
    with publication.publication(), pytest.raises(CommandError, match="another mirror has held the lock for 1 s"):
        call_command("mirror")


def test_the_command_prints_what_it_did() -> None:
    write(order(1), order(2))
    out = StringIO()
    call_command("mirror", stdout=out)
    said = json.loads(out.getvalue())
    assert said.keys() == {"pin", "batches", "rows", "deleted", "seconds"}
    assert (said["batches"], said["rows"]) == (1, 2)
    call_command("mirror", "--rebuild", stdout=(out := StringIO()))
    assert json.loads(out.getvalue())["pin"] > said["pin"]


def test_reconciliation_notices_a_lost_row(lake: Path) -> None:
    write(order(1), order(2, JUNE), contact(1))
    mirror.publish()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE cdp_order DISABLE TRIGGER USER; DELETE FROM cdp_order WHERE external_id = 'o-1'")
        cursor.execute("ALTER TABLE cdp_order ENABLE TRIGGER USER")
    assert [difference.table for difference in reconcile()] == ["orders"]
    assert "only there" in rows_that_differ()[0].what


def test_no_name_or_address_gets_into_the_transaction_log(lake: Path) -> None:
    write(contact(1, first_name="Marker-Margaux", phone="+33600000001", city="Markerville"), contact(2))
    write(order(1, attributes={"note": "Marker-Margaux"}))
    mirror.publish()
    with batch():
        Contact.objects.filter(first_name=None).update(first_name="Zoé")
    mirror.publish()
    LakeTable(lake, TABLES["contacts"]).checkpoint()
    logs = b"".join(path.read_bytes() for path in lake.rglob("_delta_log/*"))
    assert logs and not any(word in logs for word in (b"Marker", b"+336", b"example.org"))
