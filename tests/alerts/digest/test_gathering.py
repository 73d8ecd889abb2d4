"""What a digest finds is what the pages show."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.models import SubAccount
from accounts.viewer import Viewer
from alerts.acting import protecting
from alerts.digest.finding import tell
from alerts.digest.gathering import Look, standing
from alerts.digest.narrowing import Narrowed, narrowed
from alerts.digest.totals import totals
from alerts.health import accepting
from alerts.health.keeping import judge_source
from alerts.models import Decision, Goal
from alerts.models.ads import Act, Group, Health, Stage
from deliveries.content.finding import Gone
from deliveries.content.report import as_text
from tests.alerts.health.ads import NOW, Shop
from tests.alerts.health.conftest import admin, elsewhere, shop
from tests.alerts.screen import drawn

__all__ = ["admin", "elsewhere", "shop"]
pytestmark = pytest.mark.django_db


def look(viewer: Viewer, of: Narrowed | None = None) -> Look:
    return Look(viewer, of or Narrowed(), NOW)


def judged(of: Shop) -> Shop:
    """Two ads that ran for three weeks, one of them far above what a purchase may cost."""
    Goal.objects.get_or_create(
        account=of.place.account, subaccount_id=None, level="", row=None,
        defaults={"currency": of.currency, "cost_per_result": Decimal(28)},
    )  # fmt: skip
    dear, fine = of.ad("Dear"), of.ad("Fine")
    of.steady(dear, 21, spend=90, results=1, impressions=4000, clicks=60)
    of.steady(fine, 21, spend=40, results=4, impressions=3000, clicks=50)
    judge_source(of.source, NOW)
    return of


def test_totals_are_the_sum_of_the_campaigns_on_the_page(shop: Shop, admin: Viewer) -> None:
    judged(shop)
    [total] = totals(standing(look(admin)).accounts)
    campaign = Health.objects.get(level="campaign")
    assert (total.weeks.last.spend, total.weeks.last.results) == (campaign.spend, campaign.results)
    assert (total.currency, total.goal, total.weeks.before.spend) == ("EUR", "purchases", Decimal(910))


def test_a_dear_ad_waits_with_its_evidence_its_money_and_its_panel(shop: Shop, admin: Viewer) -> None:
    judged(shop)
    found = standing(look(admin))
    [line] = found.waiting
    row = Health.objects.get(level="ad", name="Dear")
    assert (found.pauses, line.title, line.link) == (1, "Dear", f"/ads/ad/{row.row}/") and row.group == Group.PAUSE
    assert "chance this ad costs too much: €90.00 a purchase" in line.said[1] and line.amount.endswith(" a day")


def test_what_is_snoozed_or_off_waits_for_nobody(shop: Shop, admin: Viewer) -> None:
    judged(shop)
    Health.objects.filter(name="Dear").update(snoozed_until=NOW + timedelta(days=1))
    assert standing(look(admin)).pauses == 0
    Health.objects.filter(name="Dear").update(snoozed_until=None, status="off")
    assert standing(look(admin)).pauses == 0


def test_a_late_day_is_said_and_nothing_is_added_up(shop: Shop, admin: Viewer) -> None:
    ad = shop.ad("Bed")
    shop.steady(ad, 21, last=4, spend=40, results=4, impressions=3000, clicks=50)
    judge_source(shop.source, NOW)
    said = as_text(tell(look(admin), NOW - timedelta(days=1)))
    assert "has not come, so there are no totals of it" in said and "€" not in said


def test_another_ad_account_is_left_out_where_one_is_chosen(shop: Shop, elsewhere: Shop, admin: Viewer) -> None:
    judged(shop), judged(elsewhere)
    assert standing(look(admin)).pauses == 2
    one = narrowed(admin, {"account": str(elsewhere.account)})
    assert standing(look(admin, one)).pauses == 1 and one.words == (("Ad accounts", "Alba"),)


def test_nobody_is_told_of_sub_accounts_that_are_not_theirs(shop: Shop, elsewhere: Shop, analyst: Viewer) -> None:
    judged(elsewhere)
    found = standing(look(analyst))
    assert (found.pauses, found.accounts, found.incidents) == (0, [], ())


def test_an_ad_account_that_is_gone_is_said_and_the_last_one_ends_it(shop: Shop, admin: Viewer) -> None:
    left = narrowed(admin, {"account": f"{shop.account},999999"})
    assert left.gone == 1 and "1 ad account that it was about is not there any more" in as_text(
        tell(look(admin, left), NOW)
    )
    with pytest.raises(Gone):
        narrowed(admin, {"account": "999999"})


@pytest.fixture
def analyst(bob: object) -> Viewer:
    from accounts.access import viewer_for

    return viewer_for(bob)  # type: ignore[arg-type]


def decided(place: SubAccount, health: Health, **values: object) -> Decision:
    """A pause by Ann that the platform shows."""
    known = {
        "account_id": place.account_id, "subaccount_id": place.pk, "source_id": health.source_id, "level": "ad",
        "row": health.row, "name": health.name, "act": Act.PAUSE, "stage": Stage.DONE, "by_name": "Ann",
        "decided_at": NOW - timedelta(hours=5), "seen_at": NOW - timedelta(hours=5),
        "said": "Meta shows it as paused.",
    }  # fmt: skip
    return Decision.objects.create(**known | values)


def said(viewer: Viewer, hours: int = 24) -> str:
    return as_text(tell(look(viewer), NOW - timedelta(hours=hours)))


def test_what_was_done_since_is_told_once_with_who_did_it(subaccount: SubAccount, admin: Viewer) -> None:
    ad = drawn.health(subaccount, 3, name="Tired bed")
    decided(subaccount, ad)
    assert "- Tired bed. Paused\n  Pause by Ann, 05:00.\n  Meta shows it as paused." in said(admin)
    assert "Tired bed" not in said(admin, hours=4)


def test_a_look_back_after_a_day_is_told_in_the_digest_after_it(subaccount: SubAccount, admin: Viewer) -> None:
    note = {"hours": 24, "at": (NOW - timedelta(hours=1)).isoformat(), "said": "It is still paused."}
    ad = drawn.health(subaccount, 3, name="Tired bed")
    decided(subaccount, ad, seen_at=NOW - timedelta(hours=25), decided_at=NOW - timedelta(hours=25), rechecks=[note])
    told = said(admin, hours=20)
    assert "After 24 h: It is still paused." in told and "Meta shows it as paused." not in told


def test_what_was_undone_says_so(subaccount: SubAccount, admin: Viewer) -> None:
    ad = drawn.health(subaccount, 3, name="Tired bed")
    first = decided(subaccount, ad)
    decided(subaccount, ad, undoes=first, act=Act.RESUME, seen_at=NOW - timedelta(hours=2))
    assert "Paused, undone since" in said(admin) and "Undone: resumed" in said(admin)


def test_a_proposal_waits_for_a_decision(subaccount: SubAccount, admin: Viewer) -> None:
    ad = drawn.health(subaccount, 3, name="Tired bed")
    decided(subaccount, ad, stage=Stage.PROPOSED, expires_at=NOW + timedelta(hours=3), by_name="", rule="frequency")
    assert "1 proposal to approve." in said(admin) and "proposed by the rule High frequency" in said(admin)


def test_new_normals_and_protections_are_told(shop: Shop, admin: Viewer) -> None:
    ad, now = shop.ad("Bed"), NOW - timedelta(hours=1)
    accepting.accept(admin, "ad", ad, now, why="a smaller audience")
    protecting.protect(admin, "ad", ad, "always on", now)
    told = said(admin)
    assert "- Bed. New normal\n  All signals from 20 Nov, by Alice: a smaller audience." in told
    assert "- Bed. Protected\n  By Alice: always on. No rule acts on it." in told


def test_the_foot_names_the_data_that_it_rests_on(shop: Shop, admin: Viewer) -> None:
    judged(shop)
    Health.objects.update(data_version=7)
    foot = tell(look(admin), timezone.now()).foot
    assert foot[0].startswith("Judged 10:00 on data version 7, the oldest of")
