"""A person pauses, resumes, sets a budget: on a platform that keeps state, read back before it is called done."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.models import Account, Role, SubAccount
from accounts.viewer import Viewer
from alerts.acting import people
from alerts.models import Decision
from alerts.models.ads import Stage
from explores.keeping.refused import Refused
from tests.alerts.acting.shop import NOW, Shop, as_viewer, judged, person

pytestmark = pytest.mark.django_db


def test_a_person_pauses_and_resumes_on_every_platform(any_shop: Shop, ann: Viewer) -> None:
    for level, name in (("ad", "a1"), ("ad_set", "s2"), ("campaign", "c2")):
        paused = people.pause(ann, level, any_shop.row(name), NOW)
        assert (paused.stage, paused.after["set"], any_shop.thing(name).on) == (Stage.DONE, "off", False), paused.said
        resumed = people.resume(ann, level, any_shop.row(name), NOW)
        assert (resumed.stage, resumed.before["set"], any_shop.thing(name).on) == (Stage.DONE, "off", True)


def test_a_daily_budget_is_set_where_it_sits(any_shop: Shop, ann: Viewer) -> None:
    name = next(name for name in ("s1", "c1") if any_shop.thing(name).daily)
    level = "ad_set" if name == "s1" else "campaign"
    made = people.set_budget(ann, level, any_shop.row(name), Decimal("42.50"), NOW)
    assert made.stage == Stage.DONE and any_shop.thing(name).daily == Decimal("42.50"), made.said
    assert "42.5" in made.said and made.after["budget"]["amount"].startswith("42.5")


def test_a_budget_that_sits_elsewhere_is_refused_with_where(shop: Shop, ann: Viewer) -> None:
    made = people.set_budget(ann, "ad", shop.row("a1"), Decimal(9), NOW)
    assert made.stage == Stage.FAILED and "its budget sits on ad set" in made.said


@pytest.mark.parametrize("amount", ["0", "-1", "NaN", "Infinity", "1e40"])
def test_an_amount_that_is_none_is_refused_before_anything_is_written(shop: Shop, ann: Viewer, amount: str) -> None:
    with pytest.raises(Refused, match="above 0"):
        people.set_budget(ann, "ad_set", shop.row("s1"), Decimal(amount), NOW)
    assert not Decision.objects.exists() and not shop.platform.calls


def test_the_log_holds_the_person_and_every_figure_it_rests_on(shop: Shop, ann: Viewer) -> None:
    judged(shop, "a1", signals=[{"signal": "ctr", "state": "fires"}])
    made = people.pause(ann, "ad", shop.row("a1"), NOW)
    assert (made.by_name, made.by_id, made.chance, made.data_version) == ("Ann", ann.user, 0.97, 7)
    assert made.inputs["signals"] == [{"signal": "ctr", "state": "fires"}] and made.inputs["spend"] == "70.000000"
    assert (made.before["set"], made.after["set"], made.decided_at) == ("on", "off", NOW)


def test_what_was_never_judged_can_be_paused_too(shop: Shop, ann: Viewer) -> None:
    assert people.pause(ann, "ad", shop.row("a1"), NOW).inputs == {}


def test_pages_show_what_was_read_back(shop: Shop, ann: Viewer) -> None:
    health = judged(shop, "a1")
    people.pause(ann, "ad", shop.row("a1"), NOW)
    health.refresh_from_db()
    assert health.status == "off"


def test_who_only_looks_may_not(shop: Shop, account: Account) -> None:
    with pytest.raises(PermissionDenied):
        people.pause(as_viewer(person(account, "Vic", Role.VIEWER)), "ad", shop.row("a1"), NOW)
    assert shop.thing("a1").on


def test_ads_of_another_sub_account_are_not_there(shop: Shop, account: Account) -> None:
    other = SubAccount.objects.create(account=account, name="Iberia")
    with pytest.raises(Http404):
        people.pause(as_viewer(person(account, "Oda", place=other)), "ad", shop.row("a1"), NOW)


@pytest.mark.parametrize(("level", "row"), [("ad", "0"), ("ad", "x"), ("ad", "9" * 40), ("planet", "1"), ("", "")])
def test_what_is_no_ad_is_not_there(shop: Shop, ann: Viewer, level: str, row: str) -> None:
    with pytest.raises(Http404):
        people.resume(ann, level, row, NOW)


def test_what_stands_so_already_is_told_and_asked_of_nobody(shop: Shop, ann: Viewer, ben: Viewer) -> None:
    people.pause(ann, "ad", shop.row("a1"), NOW)
    second = people.pause(ben, "ad", shop.row("a1"), NOW)
    assert second.stage == Stage.DONE and len(shop.platform.changes) == 1
    assert "it was paused already. Ann paused it" in second.said and second.recheck_at is None


def test_what_was_deleted_there_is_not_paused(shop: Shop, ann: Viewer) -> None:
    shop.thing("a1").removed = True
    made = people.pause(ann, "ad", shop.row("a1"), NOW)
    assert made.stage == Stage.FAILED and "deleted or archived" in made.said and made.tell_at is None


def test_a_source_that_is_not_connected_says_so(shop: Shop, ann: Viewer) -> None:
    shop.source.ad_connection.delete()  # type: ignore[attr-defined]
    made = people.pause(ann, "ad", shop.row("a1"), NOW)
    assert made.stage == Stage.FAILED and made.said.startswith("Nothing was changed. The source Ads is not connected")
