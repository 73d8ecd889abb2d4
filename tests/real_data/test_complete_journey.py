"""The Complete Journey: revenue, orders, baskets, cohorts and what campaigns' recipients bought."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db.models import Max
from pytest_django import DjangoDbBlocker

from cdp.models import Campaign, Product
from tests.dashboards.standard.conftest import Company, standing
from tests.real_data import recount
from tests.real_data.ask import bring_in, by, explore, figure, hold_against
from tests.real_data.pages import tile, total

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.xdist_group("journey")]


def _customers() -> dict[str, Any]:
    top = explore("business", "contacts.external_id", "orders.revenue", sort="orders.revenue desc", limit=10)["rows"]
    most = explore("business", "contacts.id", "orders.count", sort="orders.count desc", limit=1)["rows"]
    return {
        "customers": figure("business", "orders.customers"),
        "orders_per_customer": figure("business", "orders.orders_per_customer"),
        "one_time_customers": figure("business", "contacts.one_time_customers"),
        "repeat_customers": figure("business", "contacts.repeat_customers"),
        "repeat_rate": figure("business", "contacts.repeat_rate"),
        "max_orders_of_one_customer": most[0]["orders.count"],
        "top_10_customers_by_revenue": [list(row.values()) for row in top],
    }


def _orders() -> dict[str, Any]:
    month = "orders.ordered_month"
    income = by("business", "contacts.attr_income", "orders.count", "orders.revenue", "orders.average_basket")
    return {
        "rows": figure("business", "order_items.count"),
        "products": figure("business", "products.count", {"products.sku": "-NULL"}),  # 17 more are only sold
        "orders": figure("business", "orders.count"),
        "revenue": figure("business", "orders.revenue"),
        "average_order_value": figure("business", "orders.average_basket"),
        "median_order_value": figure("business", "orders.median_amount"),
        "rows_with_quantity_0": figure("business", "order_items.count", {"order_items.quantity_value": "0"}),
        "revenue_by_month": by("business", month, "orders.revenue"),
        "orders_by_month": by("business", month, "orders.count"),
        "customers_by_month": by("business", month, "orders.customers"),
        "revenue_by_department": by("business", "products.category", "order_items.revenue", none="nan"),
        "aov_by_income": {
            key or "(unknown)": {
                "orders": row["orders.count"], "revenue": row["orders.revenue"], "aov": row["orders.average_basket"]
            }
            for key, row in income.items()
        },
        "retail_discount": figure("business", "orders.discount"),
        "coupon_discount": figure("business", "order_items.attr_coupon_discount_sum"),
        "coupon_match_discount": figure("business", "order_items.attr_coupon_match_discount_sum"),
    }  # fmt: skip


def _campaign(row: dict[str, Any]) -> dict[str, Any]:
    """One campaign's figures; its recipients' orders are those from its start to the end of its end day."""
    start, end = row["campaigns.started_date"], row["campaigns.ended_date"]
    window = f"{start} to {date.fromisoformat(end) + timedelta(days=1)}"
    where = {"campaigns.external_id": row["campaigns.external_id"], "received.kind": "sent"}
    bought = ("orders.customers", "orders.count", "orders.revenue")
    got = explore("business", *bought, where={**where, "orders.ordered_date": window})["rows"][0]
    return {
        "type": row["campaigns.type"],
        "start": start,
        "end": end,
        "recipients": row["received.recipients"],
        "redemptions": row["received.conversions"],
        "redeemers": row["received.converters"],
        "redemption_rate": row["received.conversion_rate"],
        "recipients_who_ordered": got["orders.customers"],
        "orders_of_recipients": got["orders.count"],
        "revenue_of_recipients": got["orders.revenue"],
    }


def _campaigns() -> dict[str, Any]:
    described = ("external_id", "type", "started_date", "ended_date")
    counted = ("recipients", "conversions", "converters", "conversion_rate")
    fields = [f"campaigns.{name}" for name in described] + [f"received.{name}" for name in counted]
    rows = explore("business", *fields, where={"campaigns.external_id": "-NULL"})["rows"]
    return {
        "campaigns": {row["campaigns.external_id"]: _campaign(row) for row in rows},
        "redemptions_total": figure("business", "received.conversions"),
        "households_in_any_campaign": figure("business", "received.recipients"),
    }


def _cohorts() -> dict[str, list[int]]:
    """Customers of each first-order month, by months since; a month in which nobody came back is a 0."""
    month, since = "contacts.first_order_month", "orders.months_since_first_order"
    cells: dict[str, dict[int, int]] = defaultdict(dict)
    for row in explore("business", month, since, "orders.customers")["rows"]:
        cells[row[month]][row[since]] = row["orders.customers"]
    last = date(2018, 1, 1)
    lengths = {key: (last.year - int(key[:4])) * 12 + last.month - int(key[5:]) + 1 for key in cells}
    return {key: [cells[key].get(n, 0) for n in range(lengths[key])] for key in cells if lengths[key] > 1}


@pytest.fixture(scope="module")
def journey(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Company]:
    """All six files, imported once for the tests of this module, which only read them."""
    with standing(django_db_blocker, tmp_path_factory.mktemp("journey") / "lake", _import) as found:
        yield found


def _import() -> None:
    bring_in(
        "complete_journey",
        complete_journey_products="products.parquet",
        complete_journey_demographics="demographics.csv",
        complete_journey_campaigns="campaign_descriptions.csv",
        complete_journey_recipients="campaigns.csv",
        complete_journey_transactions="transactions.parquet",
        complete_journey_redemptions="coupon_redemptions.csv",
    )


@pytest.fixture
def lake(settings: Any, journey: Company) -> Path:
    """In the place of an empty warehouse for each test, that of the import."""
    settings.LAKE_DIR = journey.lake
    return journey.lake


def test_every_figure_of_the_baskets_comes_out_of_the_business_explore(journey: Company) -> None:
    assert Product.objects.filter(name=None, category=None).count() < 100  # sold, but never described
    last = Campaign.objects.aggregate(last=Max("ended_at"))["last"]
    assert last.isoformat() == "2018-02-28T23:59:59.999999+00:00"  # a campaign ends with its last day
    answers = {**_orders(), **_customers(), **_campaigns(), "cohort_retention_monthly": _cohorts()}
    hold_against("complete_journey", answers, exceptions={})


def test_the_dashboard_of_revenue_shows_the_baskets_as_they_are(journey: Company) -> None:
    assert recount.singles() == {}
    assert recount.months() == {}
    recount.check_cohorts()
    recount.check_segments()
    # What products cost is in no file, nor who is a woman.
    assert total("revenue", "margin", recount.NOW, order_date=recount.PERIOD) is None
    assert tile("customers", "gender_split", recount.NOW).rows[0]["contacts.gender"] is None
