"""Small answers to draw tables and charts from."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from explores.answer import Answer, AnswerField, Row

MONTH = AnswerField("orders.ordered_month", "Orders › Month", "Month", "dimension", "date", "date", timeframe="month")
CHANNEL = AnswerField("orders.channel", "Orders › Channel", "Channel", "dimension", "text", "text")
COUNTRY = AnswerField("contacts.country", "Contacts › Country", "Country", "dimension", "text", "text")
REVENUE = AnswerField("orders.revenue", "Orders › Revenue", "Revenue", "measure", "number", "money")
ORDERS = AnswerField("orders.count", "Orders › Orders", "Orders", "measure", "number", "integer")
RATE = AnswerField("orders.repeat_rate", "Orders › Repeat rate", "Repeat rate", "measure", "number", "percent")


def pivoted(field: AnswerField) -> AnswerField:
    """The same dimension, as columns."""
    return AnswerField(**{**field.__dict__, "pivoted": True})


def additive(field: AnswerField) -> AnswerField:
    """The same measure, known to add up."""
    return AnswerField(**{**field.__dict__, "additive": True})


def answer(fields: tuple[AnswerField, ...], rows: list[tuple[Any, ...]], **extra: Any) -> Answer:
    """An answer with one row for each tuple of values, in the order of the fields."""
    named: list[Row] = [{field.id: value for field, value in zip(fields, row, strict=True)} for row in rows]
    return dressed(fields, named, **extra)


def dressed(fields: tuple[AnswerField, ...], rows: list[Row], **extra: Any) -> Answer:
    """An answer around rows that are already named."""
    given: dict[str, Any] = {"totals": None, "returned": len(rows), "total_rows": len(rows), "currency": "EUR"}
    return Answer(
        fields=fields,
        rows=rows,
        as_of=datetime(2026, 11, 17, 11, 3, tzinfo=UTC),
        sql="SELECT 1",
        seconds=0.2,
        **(given | extra),
    )


def monthly() -> Answer:
    """Three months of revenue and orders, newest first, with totals."""
    rows = [
        (date(2026, 10, 1), Decimal("560377.12"), 7291),
        (date(2026, 9, 1), Decimal("521470.00"), 6898),
        (date(2026, 8, 1), Decimal("438763.40"), 5961),
    ]
    return answer((MONTH, REVENUE, ORDERS), rows, totals={REVENUE.id: Decimal("1520610.52"), ORDERS.id: 20150})


def by_channel() -> Answer:
    """Orders by month, one column for each channel."""
    rows = [
        {MONTH.id: date(2026, 9, 1), ORDERS.id: {("Email",): 5, ("Ads",): 7}},
        {MONTH.id: date(2026, 10, 1), ORDERS.id: {("Email",): 6}},
    ]
    return dressed((MONTH, pivoted(CHANNEL), ORDERS), rows, pivots=(("Ads",), ("Email",)))
