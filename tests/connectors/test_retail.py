"""A retailer's invoice lines: US dates, Latin-1, returns, guests, lines that stand twice."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from django.db.models import Sum

from cdp.models import Contact, Order, OrderItem, Product, Refund
from tests.connectors.conftest import Importing

pytestmark = pytest.mark.django_db

MAPPING = """
source: retail
encoding: latin-1
dates: "%m/%d/%Y %H:%M"
timezone: Europe/London
compute:
  amount: Quantity * UnitPrice
records:
  - entity: contacts
    when: CustomerID is not empty
    key: CustomerID
    fields: {country: {column: Country, map: {United Kingdom: GB, France: FR}, otherwise: keep}}
  - entity: products
    key: StockCode
    fields: {name: Description}
  - entity: orders
    when: not starts_with(InvoiceNo, 'C')
    key: InvoiceNo
    fields:
      ordered_at: InvoiceDate
      contact: CustomerID
      total: {sum_of_lines: total}
      currency: {value: GBP}
  - entity: order_items
    when: not starts_with(InvoiceNo, 'C')
    fields: {order: InvoiceNo, product: StockCode, quantity: Quantity, unit_price: UnitPrice, total: amount}
  - entity: refunds
    when: starts_with(InvoiceNo, 'C')
    key: InvoiceNo
    fields:
      refunded_at: InvoiceDate
      contact: CustomerID
      amount: {sum: "-amount"}
"""
HEADER = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
LINES = [
    '536365,85123A,"WHITE HANGING, CAFÉ",6,12/1/2010 8:26,2.55,17850,United Kingdom',
    "536365,71053,LANTERN,6,12/1/2010 8:26,3.39,17850,United Kingdom",
    "536365,71053,LANTERN,6,12/1/2010 8:26,3.39,17850,United Kingdom",
    "536370,22728,CLOCK,24,12/1/2010 8:45,3.75,12583,France",
    "536414,22139,,56,12/1/2010 11:52,0,,United Kingdom",
    "C536379,D,Discount,-1,12/1/2010 9:41,27.5,14527,United Kingdom",
    "C536379,71053,LANTERN,-2,12/1/2010 9:41,3.39,14527,United Kingdom",
    "536371,71053,LANTERN,2,7/1/2011 9:00,3.39,17850,United Kingdom",
]
TEXT = HEADER + "\n".join(LINES) + "\n"


def state() -> tuple[object, ...]:
    return (
        set(Order.objects.values_list("external_id", "total")),
        sorted(OrderItem.objects.values_list("external_id", "total")),
        set(Refund.objects.values_list("external_id", "amount")),
    )


def test_sales_returns_and_guests_come_out_right(importing: Importing) -> None:
    summary = importing(TEXT, MAPPING, encoding="latin-1")
    assert (summary.read, summary.loaded, summary.quarantined) == (8, 8, 0)
    totals = dict(Order.objects.values_list("external_id", "total"))
    assert totals["536365"] == Decimal("15.30") + 2 * Decimal("20.34")
    assert Order.objects.get(external_id="536414").contact_id is None
    assert Refund.objects.get().amount == Decimal("27.5") + Decimal("6.78")
    assert Product.objects.get(external_id="85123A").name == "WHITE HANGING, CAFÉ"
    assert Contact.objects.count() == 3


def test_summer_time_is_taken_off(importing: Importing) -> None:
    importing(TEXT, MAPPING, encoding="latin-1")
    hours = {each.external_id: each.ordered_at.hour for each in Order.objects.all() if each.ordered_at}
    assert (hours["536365"], hours["536371"]) == (8, 8)


@pytest.mark.parametrize("rows", [1, 2, 3])
def test_portions_of_any_size_give_the_same(importing: Importing, rows: int) -> None:
    importing(TEXT, MAPPING, encoding="latin-1", rows=rows)
    found = state()
    summary = importing(TEXT, MAPPING, encoding="latin-1", rows=100, again=True)
    assert state() == found
    assert (summary.loaded, summary.updated, summary.skipped) == (0, 0, 8)


def test_another_order_of_rows_changes_nothing(importing: Importing) -> None:
    importing(TEXT, MAPPING, encoding="latin-1")
    found = state()
    summary = importing(HEADER + "\n".join(LINES[::-1]), MAPPING, name="turned.csv", encoding="latin-1")
    assert state() == found
    assert (summary.loaded, summary.updated) == (0, 0)


def test_the_same_file_again_passes_whole_portions(importing: Importing) -> None:
    importing(TEXT, MAPPING, encoding="latin-1", rows=3)
    summary = importing(TEXT, MAPPING, encoding="latin-1", rows=3)
    assert (summary.read, summary.loaded, summary.updated, summary.skipped) == (8, 0, 0, 8)


def test_a_longer_file_adds_only_what_is_new(importing: Importing) -> None:
    importing(TEXT, MAPPING, encoding="latin-1")
    more = TEXT + "536365,71053,LANTERN,6,12/1/2010 8:26,3.39,17850,United Kingdom\n"
    summary = importing(more, MAPPING, name="longer.csv", encoding="latin-1")
    assert summary.loaded == 1
    assert Order.objects.get(external_id="536365").total == Decimal("15.30") + 3 * Decimal("20.34")


def test_gzip_and_workbook_give_the_same_as_text(importing: Importing, tmp_path: Path) -> None:
    import csv

    import openpyxl

    importing(TEXT, MAPPING, name="data.csv.gz", encoding="latin-1")
    found = state()
    book = openpyxl.Workbook()
    for number, row in enumerate(csv.reader(TEXT.splitlines())):
        typed = [float(v) if number and n in {3, 5} else v or None for n, v in enumerate(row)]
        book.active.append(typed)  # type: ignore[union-attr]
    book.save(tmp_path / "data.xlsx")
    importing(tmp_path / "data.xlsx", MAPPING.replace("encoding: latin-1", "# a workbook has none"), again=True)
    assert {each[1] for each in state()[0]} == {each[1] for each in found[0]}  # type: ignore[attr-defined]
    assert OrderItem.objects.aggregate(total=Sum("total"))["total"] == sum(each[1] for each in found[1])  # type: ignore[attr-defined]


def test_a_year_of_white_space_separated_purchases(importing: Importing) -> None:
    text = " 00004 19970101  2   29.33\n 00004 19970118  2   29.73\n 00021 19970101  3  63.34\n" + (
        " 00050 19970101  1    6.79\n" * 2
    )
    summary = importing(text, CDNOW, name="purchases.txt")
    assert summary.loaded == 5
    assert Order.objects.aggregate(total=Sum("total"))["total"] == Decimal("135.98")
    assert Contact.objects.count() == 3
    assert importing(text, CDNOW, name="again.txt", again=True).skipped == 5


CDNOW = """
source: cdnow
delimiter: whitespace
header: false
columns: [customer, date, cds, dollars]
dates: "%Y%m%d"
records:
  - entity: orders
    fields: {contact: customer, ordered_at: date, total: dollars, currency: {value: USD}}
    attributes: {cds: {column: cds, type: number}}
"""
