"""What the mirror makes of the demo is the demo."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection

from cdp.demo.plan import Plan
from cdp.demo.seeding import seed
from cdp.warehouse import open_warehouse
from cdp.warehouse.mirror import publish

SUMS = {
    "orders": "count(*), sum(total), sum(discount)",
    "order_items": "count(*), sum(total), sum(quantity)",
    "message_events": "count(*), sum(cost), count(campaign_id)",
    "ad_metrics": "count(*), sum(spend), sum(purchase_value)",
    "contacts": "count(*), count(phone), count(birth_date)",
}


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_sums_in_the_lake_equal_sums_in_postgresql() -> None:
    seed(Plan(10_000, 3, date(2026, 11, 17)))
    pin = publish()
    assert pin
    for table, sums in SUMS.items():
        with connection.cursor() as cursor:
            cursor.execute(f"select {sums} from cdp_{table.removesuffix('s')}")
            stored = cursor.fetchone()
        found = open_warehouse().query(f"select {sums} from {table}", {}, pin=pin, timeout=60).table
        assert tuple(column[0].as_py() for column in found.columns) == stored, table
