"""Olist marketing funnel: leads, wins, rates and days to win by channel and month."""

from __future__ import annotations

from typing import Any

import pytest

from tests.real_data.ask import by, explore, figure, hold_against, load, renamed

pytestmark = pytest.mark.django_db(transaction=True)

LEADS = {"contacts.attr_lead": "yes"}
NAMES = {
    "leads": "contacts.count",
    "won": "contacts.customers",
    "rate": "contacts.conversion_rate",
    "median_days_to_win": "contacts.days_to_first_order",
}


def _split(dimension: str) -> dict[str, Any]:
    rows = by("business", dimension, *NAMES.values(), where=LEADS, none="(none)")
    return {key: renamed(row, NAMES) for key, row in rows.items()}


def _answers() -> dict[str, Any]:
    pages = explore("business", "contacts.attr_landing_page", "contacts.count", where=LEADS, sort="contacts.count desc")
    sold = {"contacts.attr_seller": "yes", "orders.count": ">0"}
    return {
        "leads": figure("business", "contacts.count", LEADS),
        "deals": figure("business", "orders.count"),
        "sellers": figure("business", "contacts.count", {"contacts.attr_seller": "yes"}),
        "deal_sellers_found_in_sellers": explore("business", "contacts.id", "orders.count", where=sold)["total_rows"],
        "total": renamed(explore("business", *NAMES.values(), where=LEADS)["rows"][0], NAMES),
        "by_origin": _split("contacts.channel"),
        "by_month_of_first_contact": _split("contacts.created_month"),
        "deals_by_month_won": by("business", "orders.ordered_month", "orders.count"),
        "deals_by_business_segment": by("business", "orders.attr_business_segment", "orders.count", none="(none)"),
        "landing_pages": pages["total_rows"],
        "top_5_landing_pages": [list(row.values()) for row in pages["rows"][:5]],
    }


def test_every_figure_of_the_funnel_comes_out_of_the_business_explore() -> None:
    load(
        "olist_marketing_funnel",
        olist_leads="olist_marketing_qualified_leads_dataset.csv",
        olist_deals="olist_closed_deals_dataset.csv",
        olist_sellers="olist_sellers_dataset.csv",
    )
    hold_against("olist_marketing_funnel", _answers(), exceptions={})
