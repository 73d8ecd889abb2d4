"""Exports as shops, mailers and ad platforms write them, against a loop over the same rows in plain Python."""

from __future__ import annotations

import csv
import io
import json
import random
from collections import defaultdict
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from django.db.models import Sum

from cdp.models import Contact, Identity, MessageEvent, Order, OrderItem, QuarantinedRow, Refund
from tests.connectors.conftest import Importing

pytestmark = pytest.mark.django_db

GERMAN = """
source: laden
encoding: latin-1
delimiter: ";"
decimal: ","
thousands: "."
dates: "%m/%d/%Y %I:%M %p"
timezone: Europe/Berlin
compute: {amount: Quantity * UnitPrice}
records:
  - entity: orders
    when: Quantity > 0
    key: InvoiceNo
    fields:
      ordered_at: InvoiceDate
      contact: {column: CustomerID, read: int}
      total: {sum_of_lines: total}
      currency: {value: EUR}
  - entity: order_items
    when: Quantity > 0
    fields: {order: InvoiceNo, product: StockCode, quantity: Quantity, unit_price: UnitPrice, total: amount}
  - entity: refunds
    when: Quantity < 0
    key: InvoiceNo
    fields: {refunded_at: InvoiceDate, amount: {sum: -amount}, currency: {value: EUR}}
"""
HEADER = ("InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID")
COPIES = GERMAN.replace(
    "    fields: {order: InvoiceNo", f"    key: [{', '.join(HEADER)}]\n    fields: {{order: InvoiceNo"
)


def invoice_lines() -> list[tuple[str, str, str, int, str, Decimal, str]]:
    """Lines with returns, guests and copies."""
    draw = random.Random(11)
    found = []
    for number in range(80):
        sign = draw.choice([1, 1, 1, -1])
        who = draw.choice(["", "17850.0", "13047.0", "12583.0"])
        hour = f"{draw.randint(1, 12):02}:30 {draw.choice(['AM', 'PM'])}"
        at = f"{draw.randint(1, 12):02}/{draw.randint(1, 28):02}/2024 {hour}"
        for _ in range(draw.randint(1, 4)):
            what = (draw.choice("AB"), draw.choice(["Café crème", 'Größe "L"; rot', ""]))
            price = Decimal(draw.randint(0, 200_000)) / 100
            line = (f"{'C' * (sign < 0)}{5000 + number}", *what, sign * draw.randint(1, 1500), at, price, who)
            found += [line] * draw.choice([1, 1, 1, 2])
    return found


def german(number: Decimal | int) -> str:
    return f"{number:,}".translate(str.maketrans(",.", ".,"))


def as_text(lines: list[tuple[Any, ...]]) -> str:
    text = io.StringIO(newline="")
    rows = csv.writer(text, delimiter=";")
    rows.writerow(HEADER)
    rows.writerows((*line[:3], german(line[3]), line[4], german(line[5]), line[6]) for line in lines)
    return text.getvalue()


def test_decimal_commas_us_dates_returns_guests_and_copies_come_out_right(importing: Importing) -> None:
    lines = invoice_lines()
    summary = importing(as_text(lines), GERMAN, name="lines.csv.gz", encoding="latin-1")
    assert (summary.loaded, summary.quarantined) == (len(lines), 0)
    totals: dict[str, Decimal] = defaultdict(Decimal)
    for line in lines:
        totals[line[0]] += line[3] * line[5]
    sold = {line[0]: line for line in lines if line[3] > 0}
    assert dict(Order.objects.values_list("external_id", "total")) == {name: totals[name] for name in sold}
    assert Order.objects.filter(contact_id=None).count() == sum(not line[6] for line in sold.values()) > 0
    assert OrderItem.objects.count() == sum(line[3] > 0 for line in lines)
    back = dict(Refund.objects.values_list("external_id", "amount"))
    assert back == {name: -totals[name] for name in totals if name not in sold}
    assert set(Identity.objects.values_list("value", flat=True)) == {"17850", "13047", "12583"}
    for name, at in Order.objects.values_list("external_id", "ordered_at"):
        local = datetime.strptime(sold[name][4], "%m/%d/%Y %I:%M %p").replace(tzinfo=ZoneInfo("Europe/Berlin"))
        assert at == local
    again = importing(as_text(lines), GERMAN, name="lines.csv.gz", encoding="latin-1", again=True)
    assert (again.loaded, again.updated, again.skipped) == (0, 0, len(lines))


def test_lines_that_are_mere_copies_can_count_once(importing: Importing) -> None:
    lines = invoice_lines()
    importing(as_text(lines), COPIES, encoding="latin-1")
    once = {line for line in lines if line[3] > 0}
    assert OrderItem.objects.count() == len(once) < sum(line[3] > 0 for line in lines)
    revenue = Order.objects.aggregate(all=Sum("total"))["all"]
    assert revenue == sum(line[3] * line[5] for line in once)


def test_a_european_shop_arrives_with_its_clock_changes_phones_consent_and_refunds(importing: Importing) -> None:
    notation = 'source: shop\ndelimiter: ";"\ndecimal: ","\nthousands: "."\nstrip: "€"\ntimezone: Europe/Berlin\n'
    notation += 'dates: "%d.%m.%Y %H:%M"\nmissing: [k.A., "-"]\nyes_words: ja\nno_words: nein\nidentity: {region: DE}\n'
    orders = "Nr.;Am;Betrag\n1;30.03.2025 02:30;1.234,56 €\n2;26.10.2025 02:30;12,50\u00a0€\n3;31.12.2025 23:59;-\n"
    importing(
        orders,
        notation + "records: [{entity: orders, key: Nr., fields: {ordered_at: Am, total: Betrag}}]",
        encoding="utf-8-sig",
    )
    found = Order.objects.order_by("external_id").values_list("ordered_at", "total")
    assert [(f"{at.astimezone(UTC):%m-%d %H:%M}", total) for at, total in found] == [
        ("03-30 01:30", Decimal("1234.56")), ("10-26 00:30", Decimal("12.5")), ("12-31 22:59", None)
    ]  # fmt: skip
    importing(
        "Nr.;Zu;Am;Betrag\nR1;1;02.04.2025 09:00;−1.000,50 €\nR2;2;27.10.2025 09:00;- 2,50 €\n",
        notation + "records: [{entity: refunds, key: Nr., fields: "
        "{order: Zu, refunded_at: Am, amount: {column: Betrag, multiply: -1}}}]",
    )
    assert list(Refund.objects.order_by("external_id").values_list("amount", flat=True)) == [
        Decimal("1000.5"), Decimal("2.5")
    ]  # fmt: skip
    importing(
        "E-Mail;Telefon;News\na@x.de;030 23456789;Ja\nb@x.de;+49 (0)171 2345678;Nein\nc@x.de;k.A.;\n",
        notation + "records: [{entity: contacts, fields: {email: E-Mail, phone: Telefon, email_consent: News}}]",
    )
    people = Contact.objects.order_by("email").values_list("phone", "email_consent")
    assert list(people) == [("+493023456789", True), ("+491712345678", False), (None, None)]
    assert not QuarantinedRow.objects.exists()


def test_a_us_export_has_dollar_signs_parentheses_and_twelve_hour_clocks(importing: Importing) -> None:
    text = (
        "Order\tDate\tPhone\tTotal\n1\t03/04/2025 12:05 AM\t(212) 555-0123\t$1,234.56\n"
        "2\t07/04/2025 11:05 PM\t\t($12.00)\n3\t12/31/2025 12:05 PM\t\t$(1,000.50)\n"
    )
    mapping = """
source: us
dates: "%m/%d/%Y %I:%M %p"
timezone: America/New_York
thousands: ","
strip: "$"
negative: parentheses
identity: {region: US}
records: [{entity: orders, key: Order, fields: {ordered_at: Date, contact_phone: Phone, total: Total}}]
"""
    importing(text, mapping, name="orders.tsv.gz")
    found = Order.objects.order_by("external_id").values_list("ordered_at", "total")
    assert [(f"{at.astimezone(UTC):%m-%d %H:%M}", total) for at, total in found] == [
        ("03-04 05:05", Decimal("1234.56")), ("07-05 03:05", Decimal(-12)), ("12-31 17:05", Decimal("-1000.5"))
    ]  # fmt: skip
    assert Identity.objects.get().value == "+12125550123"


EVENTS = """
source: mailer
optional: [severity]
records:
  - entity: message_events
    key: id
    fields:
      channel: {value: email}
      stream: {value: marketing}
      kind:
        expr: if(event = 'failed', concat('failed ', severity), event)
        map: {delivered: delivered, opened: open, failed permanent: hard_bounce}
        otherwise: reject
      occurred_at: {column: timestamp, dates: epoch}
      contact_email: to.address
"""


def test_a_column_that_only_some_files_have_is_optional(importing: Importing) -> None:
    event = {"id": "1", "event": "opened", "timestamp": 1735689600.25, "to": {"address": "a@x.de"}}
    importing(json.dumps(event) + "\n", EVENTS, name="monday.jsonl")
    failed = {**event, "id": "2", "event": "failed", "severity": "permanent"}
    late = {**event, "id": "3", "timestamp": 1735689600250}
    importing("".join(json.dumps(each) + "\n" for each in (failed, late)), EVENTS, name="tuesday.jsonl.gz")
    assert sorted(MessageEvent.objects.values_list("external_id", "kind")) == [("1", "open"), ("2", "hard_bounce")]
    assert "'1735689600250' is no date that exists, written as epoch" in QuarantinedRow.objects.get().reason


@pytest.mark.parametrize("name", ["a.xlsx", "a.jsonl"])
def test_numbers_of_the_file_itself_are_never_taken_for_grouped_ones(
    importing: Importing, tmp_path: Path, name: str
) -> None:
    rows = [
        ["1", "2025-01-01", 2.125],
        ["2", "2025-01-01", "2.125"],
        ["3", "2025-01-01", -0.125],
        ["4", "2025-01-01", 7],
    ]
    book = openpyxl.Workbook()
    for row in (["id", "at", "total"], *rows):
        book.worksheets[0].append(row)
    book.save(tmp_path / "a.xlsx")
    lines = (json.dumps(dict(zip(("id", "at", "total"), row, strict=True))) + "\n" for row in rows)
    (tmp_path / "a.jsonl").write_text("".join(lines))
    mapping = """
source: shop
records:
  - entity: orders
    key: id
    fields: {ordered_at: at, total: {column: total, decimal: ",", thousands: "."}}
"""
    importing(tmp_path / name, mapping)
    assert list(Order.objects.order_by("external_id").values_list("total", flat=True)) == [
        Decimal("2.125"), Decimal(2125), Decimal("-0.125"), Decimal(7)
    ]  # fmt: skip


def test_two_entries_of_one_row_need_keys_that_differ(importing: Importing) -> None:
    entry = "  - entity: message_events\n    key: {}\n    fields: {{channel: {{value: sms}}, "
    entry += "stream: {{value: marketing}}, kind: {{value: {}}}}}\n"
    same = "source: a\nrecords:\n" + entry.format("id", "sent") + entry.format("id", "delivered")
    importing("id\n1\n", same)
    assert MessageEvent.objects.get().kind == "delivered"
    other = same.replace("key: id", "key: {expr: \"concat(id, '-sent')\"}", 1).replace("source: a", "source: b")
    importing("id\n1\n", other)
    assert sorted(MessageEvent.objects.values_list("external_id", "kind")) == [
        ("1", "delivered"), ("1", "delivered"), ("1-sent", "sent")
    ]  # fmt: skip
