"""Which orders name an ad themselves, and what is not added up beside them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from accounts.models import Account, SubAccount, User
from accounts.viewer import Viewer
from cdp.batches import batch
from cdp.models import Ad, AdAccount, AdCampaign, AdMetric, AdSet, Contact, Order, Source
from cdp.warehouse import mirror
from explores.answer import Row
from explores.runner import run
from explores.semantic.query import Query

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 3, 20, tzinfo=UTC)
PLACED = [  # attributes and columns of an order, 100 each: by which evidence it is an ad's, if at all
    ({"utm_campaign": "spring", "utm_content": "Video 1"}, {}),  # by name, whatever the letters' case
    ({"utm_campaign": "c-1", "utm_content": "a-1"}, {}),  # by the platform's ids
    ({"utm_campaign": "Spring", "utm_content": "Unknown"}, {}),  # a campaign without a known ad
    ({}, {"coupon": "linen10"}),
    ({"utm_source": "Instagram", "utm_medium": "CPC", "utm_campaign": "Gone"}, {}),  # paid, but no campaign we know
    ({}, {"channel": "Google Ads"}),
    ({"utm_campaign": "Spring"}, {"currency": "USD"}),
    ({"utm_source": "newsletter", "utm_medium": "email", "utm_campaign": "March"}, {}),  # no ad
    ({}, {"coupon": "OTHER", "channel": "web"}),  # no ad
]  # fmt: skip


@pytest.fixture
def sold(account: Account, subaccount: SubAccount) -> SubAccount:
    """A campaign with one ad that spent 50 on each of two days, and the orders of PLACED, all of one customer."""
    fill(subaccount)
    mirror.publish()
    return subaccount


def fill(subaccount: SubAccount) -> None:
    source = Source.objects.create(subaccount=subaccount, name="all", kind="file")
    own: dict[str, Any] = {"subaccount_id": subaccount.pk, "source_id": source.pk}
    with batch(source):
        money = AdAccount.objects.create(**own, external_id="act", channel="facebook", currency="EUR")
        spring = AdCampaign.objects.create(
            **own, external_id="c-1", name="Spring", channel="facebook", ad_account_id=money.pk, daily_budget=80,
            attributes={"coupon": "LINEN10"},
        )  # fmt: skip
        wide = AdSet.objects.create(**own, external_id="s-1", name="Wide", ad_campaign_id=spring.pk)
        video = Ad.objects.create(**own, external_id="a-1", name="Video 1", ad_set_id=wide.pk, ad_campaign_id=spring.pk)
        for day, reach in ((10, 400), (11, 200)):
            AdMetric.objects.create(
                **own, external_id=f"m{day}", ad_id=video.pk, ad_set_id=wide.pk, ad_campaign_id=spring.pk,
                ad_account_id=money.pk, day=date(2026, 3, day), received_at=NOW, impressions=600, reach=reach,
                clicks=10, spend=50, purchases=9, purchase_value=900, currency="EUR",
            )  # fmt: skip
        buyer = Contact.objects.create(subaccount_id=subaccount.pk, email="ann@example.org")
        for number, (attributes, columns) in enumerate(PLACED):
            Order.objects.create(
                **{**own, "currency": "EUR", **columns}, external_id=str(number), attributes=attributes, total=100,
                contact_id=buyer.pk, ordered_at=datetime(2026, 3, 10, 12, number, tzinfo=UTC),
            )  # fmt: skip


def asked(account: Account, *fields: str, **filters: str) -> list[Row]:
    everyone = Viewer(account.pk, frozenset(SubAccount.objects.values_list("pk", flat=True)))
    named = tuple((name.replace("__", "."), text) for name, text in filters.items())
    return list(run(Query("ads", fields, filters=named, limit=None), everyone, now=NOW).rows)


def figure(account: Account, field: str) -> Any:
    (row,) = asked(account, field)
    return row[field]


def test_an_order_is_an_ad_s_by_the_first_evidence_that_fits(sold: SubAccount, account: Account) -> None:
    rows = asked(account, "ad_orders.evidence", "ad_orders.count")
    found = {row["ad_orders.evidence"]: row["ad_orders.count"] for row in rows if row["ad_orders.evidence"]}
    assert found == {"utm_campaign": 4, "coupon": 1, "utm_medium": 1, "channel": 1}


def test_campaign_and_ad_are_those_the_order_names(sold: SubAccount, account: Account) -> None:
    rows = asked(account, "ad_orders.channel", "ad_orders.campaign", "ad_orders.ad", "ad_orders.count")
    found = {tuple(row.values())[:3]: row["ad_orders.count"] for row in rows if row["ad_orders.count"]}
    assert found == {
        ("facebook", "Spring", "Video 1"): 2,
        ("facebook", "Spring", "Unknown"): 1,
        ("facebook", "Spring", None): 2,  # the coupon, and the order in dollars
        ("facebook", "Gone", None): 1,
        ("google ads", None, None): 1,
    }


def test_another_currency_is_counted_and_not_added_up(sold: SubAccount, account: Account) -> None:
    assert figure(account, "ad_orders.count") == 7
    assert figure(account, "ad_orders.revenue") == 600
    assert figure(account, "ad_orders.other_currency") == 1


def test_claimed_and_first_party_stand_side_by_side(sold: SubAccount, account: Account) -> None:
    (row,) = [row for row in asked(account, "common.campaign", "ad_metrics.roas", "ad_orders.roas", "ad_orders.cpa")
              if row["common.campaign"] == "Spring"]  # fmt: skip
    assert (float(row["ad_metrics.roas"]), float(row["ad_orders.roas"]), float(row["ad_orders.cpa"])) == (18, 4, 20)


def test_a_first_order_makes_a_new_buyer_once(sold: SubAccount, account: Account) -> None:
    assert (figure(account, "ad_orders.buyers"), figure(account, "ad_orders.new_buyers")) == (1, 1)
    (row,) = asked(account, "ad_buyers.lifetime_revenue", "ad_buyers.lifetime_orders", ad_orders__id="NOT NULL")
    assert (float(row["ad_buyers.lifetime_revenue"]), float(row["ad_buyers.lifetime_orders"])) == (900, 9)


def test_frequency_is_a_mean_over_days_and_reach_the_largest(sold: SubAccount, account: Account) -> None:
    assert float(figure(account, "ad_metrics.average_daily_frequency")) == 2.25  # of 600/400 and 600/200
    assert float(figure(account, "ad_metrics.largest_daily_frequency")) == 3
    assert figure(account, "ad_metrics.largest_daily_reach") == 400


def test_a_budget_counts_on_the_days_with_results(sold: SubAccount, account: Account) -> None:
    names = ("budget", "budgeted_spend", "unspent", "days_active", "underspent_days")
    assert [float(figure(account, f"ad_budget_days.{name}")) for name in names] == [160, 100, 60, 2, 2]
    assert float(figure(account, "ad_budget_days.budget_spent")) == 0.625


def test_another_sub_account_s_campaign_of_the_same_name_takes_nothing(
    sold: SubAccount, account: Account, bob: User
) -> None:
    fill(SubAccount.objects.create(account=account, name="Alba Italia"))
    mirror.publish()
    assert figure(account, "ad_orders.count") == 14
    mine = Viewer(account.pk, frozenset({sold.pk}))
    (row,) = run(Query("ads", ("ad_orders.count", "ad_metrics.spend"), limit=None), mine, now=NOW).rows
    assert (row["ad_orders.count"], float(row["ad_metrics.spend"])) == (7, 100)
