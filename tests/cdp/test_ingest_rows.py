"""Orders, lines, ad results and references: upserts that count honestly."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

from accounts.models import SubAccount
from cdp.ingest import Counts, IngestError, fold, ingest
from cdp.models import AdMetric, Batch, MessageEvent, Order, OrderItem, Product, Source
from cdp.records import RecordBatch

pytestmark = pytest.mark.django_db


@pytest.fixture
def source(subaccount: SubAccount) -> Source:
    return Source.objects.create(subaccount=subaccount, name="shop", kind="file")


def table(*rows: dict[str, Any]) -> pa.Table:
    return pa.table({name: [row.get(name) for row in rows] for name in dict.fromkeys(n for row in rows for n in row)})


def put(source: Source, totals: dict[str, str] | None = None, **entities: list[dict[str, Any]]) -> Counts:
    return ingest(source, fold(RecordBatch(n, table(*rows)) for n, rows in entities.items()), totals=totals)


DAY = datetime(2024, 3, 1, 9)


def basket(number: str, *amounts: str) -> dict[str, list[dict[str, Any]]]:
    lines = [
        {"external_id": f"{number}-{n}", "order": number, "total": Decimal(a), "line": n} for n, a in enumerate(amounts)
    ]
    return {"orders": [{"external_id": number, "ordered_at": DAY, "line": 0}], "order_items": lines}


def test_a_row_counts_once_however_many_records_it_feeds(source: Source) -> None:
    counts = put(source, orders=[{"external_id": "1", "ordered_at": DAY, "line": 4}],
                 order_items=[{"external_id": "1-1", "order": "1", "line": 4}])  # fmt: skip
    assert (counts.loaded, counts.updated, counts.skipped) == (1, 0, 0)


def test_a_total_is_the_sum_of_lines_over_all_portions(source: Source) -> None:
    put(source, {"total": "total"}, **basket("1", "10.10", "2.5"))
    put(source, {"total": "total"}, **{**basket("1"), "order_items": [
        {"external_id": "1-9", "order": "1", "total": Decimal("-2.5")}]})  # fmt: skip
    assert Order.objects.get().total == Decimal("10.10")
    assert OrderItem.objects.filter(ordered_at=None).count() == 0


def test_the_same_lines_again_change_no_batch(source: Source) -> None:
    put(source, {"total": "total"}, **basket("1", "1", "2"))
    stamps = set(OrderItem.objects.values_list("id", "batch_id")) | set(Order.objects.values_list("id", "batch_id"))
    counts = put(source, {"total": "total"}, **basket("1", "1", "2"))
    again = set(OrderItem.objects.values_list("id", "batch_id")) | set(Order.objects.values_list("id", "batch_id"))
    assert again == stamps
    assert (counts.loaded, counts.updated, counts.skipped) == (0, 0, 2)


def test_an_update_is_stamped_with_its_batch(source: Source) -> None:
    put(source, orders=[{"external_id": "1", "ordered_at": DAY, "status": "open"}])
    put(source, orders=[{"external_id": "1", "ordered_at": DAY, "status": "paid"}])
    assert Order.objects.get().batch_id == Batch.objects.latest("id").pk


def test_what_is_not_given_never_erases(source: Source) -> None:
    put(source, orders=[{"external_id": "1", "ordered_at": DAY, "store": "Lyon", "currency": "EUR", "attr:gift": True}])
    put(source, orders=[{"external_id": "1", "ordered_at": DAY, "status": "paid", "attr:table": "4"}])
    order = Order.objects.get()
    assert (order.store, order.currency, order.attributes) == ("Lyon", "EUR", {"gift": True, "table": "4"})


def test_lines_before_their_order_and_product_end_up_the_same(source: Source) -> None:
    put(source, order_items=[{"external_id": "1-1", "order": "1", "product": "p", "total": Decimal(3)}])
    counts = put(source, orders=[{"external_id": "1", "ordered_at": DAY, "line": 1}],
                 products=[{"external_id": "p", "name": "Pot", "line": 2}])  # fmt: skip
    item = OrderItem.objects.get()
    assert (item.order_id, item.product_id) == (Order.objects.get().pk, Product.objects.get().pk)
    assert item.ordered_at is not None
    assert counts.updated == 2
    assert Product.objects.get().name == "Pot"


def test_rows_made_by_a_reference_are_told_apart(source: Source) -> None:
    counts = put(source, order_items=[{"external_id": "1-1", "order": "1", "product": "p", "ordered_at": DAY}])
    assert counts.made == {"orders": 1, "products": 1}
    assert counts.loaded == 1
    assert Order.objects.get().ordered_at is not None


def test_a_restatement_stands_beside_what_was_known(source: Source) -> None:
    row = {"external_id": "a|1", "ad": "a", "day": date(2024, 1, 1), "spend": Decimal("5"), "clicks": 3}
    assert put(source, ad_metrics=[row]).loaded == 1
    assert put(source, ad_metrics=[row]).skipped == 1
    assert put(source, ad_metrics=[{**row, "spend": Decimal("6"), "clicks": None}]).updated == 1
    old, new = AdMetric.objects.order_by("id")
    assert (old.spend, new.spend, new.clicks) == (5, 6, 3)
    assert old.superseded_at == new.received_at
    assert new.superseded_at is None


def test_an_unknown_field_names_the_nearest(source: Source) -> None:
    with pytest.raises(IngestError, match=r"ordered_on.*ordered_at"):
        put(source, orders=[{"external_id": "1", "ordered_on": DAY}])
    with pytest.raises(IngestError, match=r"oders.*orders"):
        put(source, oders=[{"external_id": "1"}])


def test_events_take_references_of_every_kind(source: Source) -> None:
    put(source, message_events=[{
        "external_id": "e", "channel": "email", "stream": "marketing", "kind": "open", "contact_email": "a@alba.fr",
        "campaign": "c", "template": "t", "automation": "a", "step": "s"}])  # fmt: skip
    event = MessageEvent.objects.get()
    assert None not in (event.contact_id, event.campaign_id, event.template_id, event.automation_id, event.step_id)


def test_rows_that_contradict_each_other_change_nothing_the_second_time(source: Source) -> None:
    rows = [{"external_id": "p", "name": name, "line": n} for n, name in enumerate(["Pot", "Pan", "Pot", "Lid"])]
    first = put(source, products=rows)
    assert (first.loaded, first.updated, first.skipped) == (1, 3, 0)
    assert put(source, products=rows).skipped == 4
    assert Product.objects.get().name == "Lid"


def test_money_keeps_six_decimals_and_many_rows_of_a_key_fold(source: Source) -> None:
    put(source, orders=[
        {"external_id": "1", "ordered_at": DAY, "total": Decimal("0.123456")},
        {"external_id": "1", "ordered_at": DAY, "total": None, "status": "paid"}])  # fmt: skip
    order = Order.objects.get()
    assert (order.total, order.status) == (Decimal("0.123456"), "paid")


def test_one_known_row_among_many_new_ones_is_found(source: Source) -> None:
    products = [{"external_id": f"{n:05}", "sku": "new", "line": n} for n in range(1_000)]
    put(source, products=[{"external_id": "00501", "sku": "old"}, {"external_id": "00777", "sku": "new"}])
    counts = put(source, products=products)
    assert (counts.loaded, counts.updated, counts.skipped) == (998, 1, 1)
    assert set(Product.objects.values_list("sku", flat=True)) == {"new"}
    assert Product.objects.count() == 1_000


def test_rows_that_are_nothing_but_a_key_are_known_the_second_time(source: Source) -> None:
    put(source, products=[{"external_id": "1"}])
    counts = put(source, products=[{"external_id": "1"}, {"external_id": "2", "line": 1}])
    assert (counts.loaded, counts.updated, counts.skipped) == (1, 0, 1)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (Decimal("100.50"), 100.5), (Decimal("-0.000001"), -0.000001), (Decimal(0), 0), (Decimal(1_000_000), 1_000_000),
        (True, True), (False, False), (date(2024, 2, 29), "2024-02-29"),
        ('a "word", \\ and {}', 'a "word", \\ and {}'), ("", ""), ("né ☃", "né ☃"),
        ("tab\tline\nend, ", "tab\tline\nend, "),
    ],
)  # fmt: skip
def test_attributes_of_any_kind_come_back(source: Source, given: Any, kept: Any) -> None:
    rows: list[dict[str, Any]] = [{"attr:x": given}, {"attr:x": given, 'attr:"y"': "z"}, {'attr:"y"': "z"}, {}]
    put(source, products=[{"external_id": str(n), "line": n, **row} for n, row in enumerate(rows)])
    found = Product.objects.order_by("external_id").values_list("attributes", flat=True)
    assert list(found) == [{"x": kept}, {"x": kept, '"y"': "z"}, {'"y"': "z"}, {}]
