"""Many moments of the past asked at once, against asking each by itself."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import zip_longest

import pytest

from accounts.models import Account, SubAccount
from accounts.viewer import Viewer
from cdp.batches import batch
from cdp.models import AdCampaign, AdMetric, Source
from cdp.warehouse import mirror, open_warehouse
from explores.hindsight import run_at
from explores.runner import made_ready, run
from explores.semantic.errors import SemanticError
from explores.semantic.many_moments import at_each
from explores.semantic.query import Query
from tests.alerts.watching.history import at, day, viewer

pytestmark = pytest.mark.django_db(transaction=True)
DAY, SPEND, CPC, CAMPAIGN = "ad_metrics.day_date", "ad_metrics.spend", "ad_metrics.cpc", "ad_campaigns.name"
MOMENTS = [at(place, hour) for place in range(2, 26) for hour in (5, 17)]


def restated(place: SubAccount) -> None:
    """Twenty days of three campaigns, each day told anew on some of the days after it."""
    drawn = random.Random(7)
    source = Source.objects.create(subaccount=place, name="ads", kind="file")
    with batch(source):
        of = {"subaccount_id": place.pk, "source_id": source.pk}
        made = [AdCampaign.objects.create(**of, external_id=f"c{n}", name=f"Campaign {n}") for n in range(3)]
        for number in range(20):
            for campaign in made:
                told = sorted({drawn.uniform(1, 12) for _ in range(drawn.choice([0, 1, 1, 2, 4]))})
                moments: list[datetime] = [at(number, 0) + timedelta(days=after) for after in told]
                AdMetric.objects.bulk_create(
                    AdMetric(
                        **of, external_id=f"{campaign.pk}-{number}", ad_campaign_id=campaign.pk, day=day(number),
                        spend=Decimal(drawn.randrange(1, 500)), clicks=drawn.randrange(0, 40), received_at=moment,
                        superseded_at=after, currency="EUR",
                    )
                    for moment, after in zip_longest(moments, moments[1:])
                )  # fmt: skip
    mirror.publish()


@pytest.fixture
def buyer(account: Account) -> Viewer:
    france = SubAccount.objects.create(account=account, name="France")
    restated(france)
    return viewer(account, france)


def ads(*fields: str, **options: object) -> Query:
    return Query("ads", fields, limit=None, **options)  # type: ignore[arg-type]


QUESTIONS = {
    "by day": ads(DAY, SPEND),
    "of the last week": ads(DAY, SPEND, filters=((DAY, "7 days"),)),
    "a ratio by campaign": ads(DAY, CAMPAIGN, CPC, filters=((DAY, "last 30 days"),)),
    "of one campaign": ads(DAY, SPEND, filters=((CAMPAIGN, "Campaign 1"), (SPEND, ">100"))),
    "by month": ads("ad_metrics.day_month", SPEND, filters=((DAY, "2 months"),)),
    "in columns": ads(DAY, CAMPAIGN, SPEND, pivots=(CAMPAIGN,)),
    "one figure": ads(SPEND, filters=((DAY, "yesterday"),)),
    "filled up to today": ads(DAY, SPEND, fill=(DAY,), filters=((DAY, "14 days"),)),
    "no rows of ads": Query("business", ("orders.ordered_date", "orders.count"), limit=None),
}


def test_each_answer_is_the_one_of_its_moment(buyer: Viewer) -> None:
    pin = open_warehouse().pin()
    for name, query in QUESTIONS.items():
        at_once = run_at(query, buyer, MOMENTS, pin=pin)
        alone = [run(query, buyer, now=moment, pin=pin, known=moment) for moment in MOMENTS]
        for one, other in zip(at_once, alone, strict=True):
            assert (list(one.rows), one.pivots, one.filled) == (list(other.rows), other.pivots, other.filled), name
    assert (
        len({str(one.rows) for one in run_at(QUESTIONS["by day"], buyer, MOMENTS, pin=pin)}) > 20
    )  # days were restated


def at_once(query: Query, buyer: Viewer) -> bool:
    """Whether one statement serves two moments."""
    pin, moments = open_warehouse().pin(), MOMENTS[:2]
    asked = [made_ready(query, buyer, moment, pin).compiled().rows for moment in moments]
    return at_each(asked, moments) is not None


def test_only_groups_of_restated_days_are_asked_at_once(buyer: Viewer) -> None:
    alone = {"in columns", "one figure", "no rows of ads"}
    assert {name for name, query in QUESTIONS.items() if not at_once(query, buyer)} == alone
    assert not at_once(Query("ads", (DAY, SPEND), limit=5), buyer)


def test_a_question_that_cannot_be_asked_is_said_at_once(buyer: Viewer) -> None:
    with pytest.raises(SemanticError, match="There is no field"):
        run_at(ads(DAY, "ad_metrics.gone"), buyer, MOMENTS, pin=open_warehouse().pin())


def test_whoever_may_see_nothing_sees_nothing_at_any_moment(buyer: Viewer) -> None:
    nobody = Viewer(account=buyer.account, subaccounts=frozenset(), timezone="UTC")
    found = run_at(QUESTIONS["by day"], nobody, MOMENTS[:3], pin=open_warehouse().pin())
    assert [list(answer.rows) for answer in found] == [[], [], []]
