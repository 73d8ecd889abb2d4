"""iFood customers: traits, spend and which offers were taken."""

from __future__ import annotations

from typing import Any

import pytest

from tests.real_data.ask import by, figure, hold_against, load, renamed

pytestmark = pytest.mark.django_db(transaction=True)

SPEND = {
    "Wines": "wines",
    "Fruits": "fruits",
    "MeatProducts": "meat",
    "FishProducts": "fish",
    "SweetProducts": "sweets",
}
OFFERS = {"accepted": "received.converters", "rate": "received.conversion_rate"}


def _sum(attribute: str) -> Any:
    return figure("business", f"contacts.attr_{attribute}_sum")


def _answers() -> dict[str, Any]:
    offers = by("business", "campaigns.external_id", *OFFERS.values())
    ways = {"Deals": "deals", "Web": "web", "Catalog": "catalog", "Store": "store"}
    return {
        "rows": figure("business", "contacts.count"),
        "customers": figure("business", "contacts.count"),
        "missing_income": figure("business", "contacts.count", {"contacts.attr_yearly_income": "NULL"}),
        "spend_total": _sum("spend"),
        "spend_by_category": {f"Mnt{theirs}": _sum(f"spend_{ours}") for theirs, ours in SPEND.items()}
        | {"MntGoldProds": _sum("spend_gold")},
        "accepted_by_campaign": {key: renamed(row, OFFERS) for key, row in offers.items() if key},
        "customers_by_education": by("business", "contacts.attr_education", "contacts.count"),
        "spend_per_customer_by_marital_status": by(
            "business", "contacts.attr_marital_status", "contacts.attr_spend_average"
        ),
        "new_customers_by_month": by("business", "contacts.created_month", "contacts.count"),
        "purchases": {f"Num{theirs}Purchases": _sum(f"purchases_{ours}") for theirs, ours in ways.items()},
    }


def test_every_figure_of_the_customers_comes_out_of_the_business_explore() -> None:
    load("ifood_customers", ifood_customers="marketing_campaign.csv")
    hold_against("ifood_customers", _answers(), exceptions={})
