"""Each figure of the page is what the statement in docs/ads-health.md works out by hand."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.backends.base import SessionBase
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone

from accounts.models import User
from accounts.viewer import Viewer
from alerts.health.keeping import judge_source
from alerts.health.trying import trial_of, tried
from alerts.models import Goal, Health
from alerts.screen.seen import waiting
from cdp.models import AdCampaign
from tests.alerts.health.ads import NOW, Shop, day
from tests.alerts.health.test_simulating import LATER, turned

pytestmark = pytest.mark.django_db
PAGE = (Path(__file__).parents[3] / "docs" / "ads-health.md").read_text()
STATEMENTS = dict(re.findall(r"```sql (\w+)\n(.*?)```", PAGE, re.DOTALL))
LIMIT = 28


def by_hand(name: str, **params: Any) -> dict[str, Any]:
    """The one row of a statement of the page."""
    sql = re.sub(r"(?<!:):(\w+)", r"%(\1)s", STATEMENTS[name].replace("%", "%%"))
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        (row,) = cursor.fetchall()
        return dict(zip((column.name for column in cursor.description), row, strict=True))


@pytest.fixture
def bed(shop: Shop) -> Health:
    """An ad of thirty days, one of them restated, judged; another campaign has another kind of result."""
    ad = shop.ad()
    shop.rows([
        (ad, back, 1, "", {"impressions": 900, "clicks": 9, "spend": 20 + back % 7, "results": back % 2, "reach": 300})
        for back in range(30, 0, -1)
    ])  # fmt: skip
    shop.ran(ad, 5, known=3, impressions=900, clicks=9, spend="25.5", results=3, reach=300)
    leads = shop.add_campaign(name="Leads", goal="leads")
    shop.steady(shop.ad("Form", ad_set_id=None, ad_campaign_id=leads), 30, impressions=900, spend=3, results=9)
    Goal.objects.create(account=shop.place.account, currency="EUR", cost_per_result=Decimal(LIMIT))
    judge_source(shop.source, NOW)
    return Health.objects.get(level="ad", row=ad)


def of(bed: Health, *names: str) -> dict[str, Any]:
    return {name: getattr(bed, name) for name in names}


def test_spend_results_and_cost(bed: Health) -> None:
    found = by_hand("spend", ad=bed.row, last=bed.day)
    assert {name: round(value, 6) for name, value in found.items()} == of(bed, "spend", "results", "cost")


def test_the_usual_cost_is_the_limit_where_nobody_said_one(bed: Health, shop: Shop) -> None:
    found = usual(bed)
    Goal.objects.all().delete()
    judge_source(shop.source, NOW)
    bed.refresh_from_db()
    assert round(found, 6) == bed.limit


def usual(bed: Health) -> Decimal:
    """What a result costs in its ad account."""
    goal = AdCampaign.objects.get(pk=bed.campaign).goal
    return Decimal(by_hand("usual", account=bed.ad_account, goal=goal, last=bed.day)["limit"])


def test_the_window_of_the_evidence(bed: Health) -> None:
    found, evidence = by_hand("window", ad=bed.row, last=bed.day, limit=LIMIT), bed.evidence
    assert (found["wanted"], found["first"].isoformat()) == (evidence["days"]["wanted"], evidence["days"]["first"])
    assert found["wanted"] > 7
    assert (float(found["spend"]), float(found["raw_results"])) == (evidence["spend"], evidence["raw_results"])


def counted(bed: Health) -> dict[str, Any]:
    return by_hand("counted", ad=bed.row, last=bed.day, first=bed.evidence["days"]["first"])


def test_what_is_counted(bed: Health) -> None:
    found, evidence = {name: float(value) for name, value in counted(bed).items()}, bed.evidence
    assert found == {name: evidence[name] for name in ("counted_spend", "counted_results")}
    matured = found["counted_results"] / found["counted_spend"] * evidence["spend"]
    assert evidence["matured_results"] == pytest.approx(max(matured, evidence["raw_results"]))


def chance(bed: Health, limit: object) -> float:
    figures = {name: round(value) if name == "counted_results" else value for name, value in counted(bed).items()}
    return float(by_hand("chance", usual=float(usual(bed)), limit=limit, **figures)["chance"])


def test_the_chance_and_its_range(bed: Health) -> None:
    assert bed.chance == pytest.approx(chance(bed, LIMIT))
    assert 0.01 < chance(bed, LIMIT) < 0.99
    assert (chance(bed, bed.low), chance(bed, bed.high)) == pytest.approx((0.95, 0.05), abs=1e-4)
    assert chance(bed, bed.evidence["typical_cost"]) == pytest.approx(0.5, abs=1e-4)


def test_the_money_at_stake(bed: Health) -> None:
    typical = bed.evidence["typical_cost"]
    found = by_hand("stake", spend=bed.spend, limit=LIMIT, typical_cost=typical)
    assert bed.at_stake is not None and 0 < bed.at_stake < found["saves"]
    assert float(bed.at_stake) == pytest.approx(float(found["at_stake"]), abs=1e-5)
    if bed.next["saves"] is not None:
        assert bed.next["saves"] == pytest.approx(float(found["saves"]))


def test_the_signals_that_fire(bed: Health) -> None:
    found = by_hand("signals", ad=bed.row)["fired"]
    assert found == bed.fired > 0


def test_the_ads_that_wait(bed: Health, alice: User, rf: RequestFactory) -> None:
    request = rf.get("/ads/")
    request.user, request.session = alice, SessionBase()
    params = {"account_of": bed.account_id, "now": timezone.now()}
    Health.objects.filter(pk=bed.pk).update(group="pause")
    assert by_hand("waiting", **params)["waiting"] == waiting(request) == 1
    Health.objects.filter(pk=bed.pk).update(snoozed_until=timezone.now() + timedelta(days=1))
    assert by_hand("waiting", **params)["waiting"] == waiting(request) == 0


def test_what_the_simulator_calls_waste_and_loss(shop: Shop, admin: Viewer) -> None:
    ad = turned(shop)
    Goal.objects.create(account=shop.place.account, currency="EUR", cost_per_result=Decimal(20))
    (found,) = tried(admin, trial_of(days=20), LATER)
    (paused,) = found.paused
    hand = by_hand("wasted", ad=ad, limit=20, decided=paused.day, last=day(1))
    assert hand == {"waste_saved": found.saved, "sales_lost": found.lost, "results_lost": found.lost_results}


def test_every_statement_of_the_page_is_run_here() -> None:
    run = set(re.findall(r'by_hand\("(\w+)"', Path(__file__).read_text()))
    assert run == set(STATEMENTS)
