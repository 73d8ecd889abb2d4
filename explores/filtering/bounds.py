"""Between which instants the warehouse's timestamps lie, so that local time needs only the clock changes in between."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from sqlglot import exp

from cdp.warehouse import columns, open_warehouse
from cdp.warehouse.base import Pin
from cdp.warehouse.schema import TABLES
from explores.semantic.aggregate import Bounds
from explores.semantic.model import View
from explores.semantic.values import ANY, Span

_known: dict[tuple[str, int, str, str], Span] = {}


def bounds_at(pin: Pin) -> Bounds:
    """What is known of the columns at ``pin``, each asked once."""

    def bounds(view: View, column: str) -> Span:
        if view.table is not None:
            return _of_column(view.table, column, pin)
        return _around(_of_column(table, name, pin) for table, name in _origins(view))

    return bounds


def _origins(view: View) -> Iterable[tuple[str, str]]:
    """Every timestamp column that a derived view may take its own from."""
    assert view.derived is not None
    for table in {found.name for found in view.derived.find_all(exp.Table)} & TABLES.keys():
        yield from ((table, name) for name, kind in TABLES[table].columns.items() if kind == "timestamp")


def _around(spans: Iterable[Span]) -> Span:
    lows, highs = zip(*spans, strict=True)
    if None in lows or None in highs:
        return ANY
    return min(low for low in lows if low), max(high for high in highs if high)


def _of_column(table: str, column: str, pin: Pin) -> Span:
    key = (str(settings.LAKE_DIR), pin.id, table, column)
    if key not in _known:
        if len(_known) > 2000:
            _known.clear()
        _known[key] = _asked(table, column, pin)
    return _known[key]


def _asked(table: str, column: str, pin: Pin) -> Span:
    by_month = TABLES[table].month == column
    read = f'min("{columns.MONTH if by_month else column}"), max("{columns.MONTH if by_month else column}")'
    timed = f" WHERE {columns.MONTH} <> '{columns.NO_MONTH}'" if by_month else ""
    sql = f"SELECT {read} FROM {table}{timed}"  # noqa: S608 - names of the schema
    result = open_warehouse().query(sql, {}, pin=pin, timeout=settings.QUERY_TIMEOUT).table
    low, high = (result.column(place)[0].as_py() for place in (0, 1))
    if low is None:
        return datetime(2000, 1, 1), datetime(2000, 1, 2)  # noqa: DTZ001 - an empty table: any will do
    return (_month(low), _month(high) + timedelta(days=32)) if by_month else (low, high + timedelta(seconds=1))


def _month(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m")  # noqa: DTZ007 - naive UTC, as the lake has it
