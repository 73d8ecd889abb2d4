"""Customer knowledge, revenue and ads over a shop that has no ads, no birth dates and no costs: every tile answers."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import Account, SubAccount, User
from dashboards.library import dashboards
from tests.dashboards.sales import PERIOD, sell

UNFILLED = {  # nothing was sent to anybody, no cost is known, and nobody says when a contact was created
    "revenue.cohort_campaigns", "revenue.margin", "revenue.margin_rate", "customers.new_contacts", "customers.growth",
    "customers.all_contacts",
}  # fmt: skip


@pytest.mark.parametrize("slug", ["customers", "revenue", "ads"])
def test_a_tile_without_data_says_what_would_fill_it(
    transactional_db: None, account: Account, subaccount: SubAccount, bob: User, client: Client, slug: str
) -> None:
    sell(subaccount, SubAccount.objects.create(pk=subaccount.pk + 1, account=account, name="Alba Italia"))
    client.force_login(bob)
    period = PERIOD.replace("order_date", next(each.name for each in dashboards()[slug].filters))
    for tile in dashboards()[slug].asking:
        answer = client.get(f"/dashboards/{slug}/tiles/{tile.id}/?{period}")
        text = answer.content.decode()
        assert answer.status_code == 200 and "could not be answered" not in text, tile.id
        nothing = "fills from" in " ".join(text.lower().split())
        assert nothing == (slug == "ads" or f"{slug}.{tile.id}" in UNFILLED), tile.id
