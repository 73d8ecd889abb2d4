"""Aims, rules, new normals and snoozes: who may set them, what is refused, and what comes of them."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.viewer import Viewer
from alerts.health import accepting, aims, settings
from alerts.health.aims import Of
from alerts.health.keeping import judge_source
from alerts.health.settings import Wanted
from alerts.models import Acceptance, Goal, Health, Judged, Setting
from explores.keeping.refused import Refused
from tests.alerts.health.ads import NOW, Shop, day


def judged(shop: Shop) -> Health:
    judge_source(shop.source, NOW)
    return Health.objects.get(source_id=shop.source.pk, level="ad")


def running(shop: Shop, first: int = 30) -> int:
    ad = shop.ad()
    shop.steady(ad, first, impressions=9000, clicks=90, spend=84, results=3, purchase_value=150)
    return ad


def test_each_aim_is_taken_from_the_narrowest_that_states_it(shop: Shop, admin: Viewer) -> None:
    ad = running(shop)
    aims.save(admin, Of(), {"cost_per_result": "50", "sector_cpc": "1"})
    aims.save(admin, Of(subaccount=shop.place.pk), {"cost_per_result": "40"})
    aims.save(admin, Of("campaign", shop.campaign), {"cost_per_result": "30"})
    assert judged(shop).limit == 30
    aims.save(admin, Of("ad", ad), {"cost_per_result": "20"})
    assert judged(shop).limit == 20
    aims.save(admin, Of("ad", ad), {"cost_per_result": ""})
    assert judged(shop).limit == 30
    assert Goal.objects.count() == 3


def test_an_aim_in_another_currency_is_not_used(shop: Shop, admin: Viewer) -> None:
    running(shop)
    aims.save(admin, Of(), {"cost_per_result": "50", "currency": "usd"})
    assert judged(shop).evidence["limit_from"] == "usual"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"cost_per_result": "-1"}, "cost_per_result"),
        ({"cost_per_result": "0"}, "cost_per_result"),
        ({"cost_per_result": "NaN"}, "cost_per_result"),
        ({"cost_per_result": "much"}, "cost_per_result"),
        ({"margin": "1.2"}, "margin"),
        ({"currency": "euro"}, "currency"),
        ({"plan_first": "2026-11-01", "plan_amount": "5"}, "plan_amount"),
        ({"plan_first": "2026-11-02", "plan_last": "2026-11-01", "plan_amount": "5"}, "plan_first"),
        ({"plan_first": "soon"}, "plan_first"),
        ({"cpa": "4"}, "cpa"),
    ],
)
def test_an_aim_that_cannot_be_is_refused(admin: Viewer, given: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        aims.save(admin, Of(), given)
    assert refused.value.field == field
    assert not Goal.objects.exists()


def test_only_admins_set_aims_and_rules(shop: Shop, analyst: Viewer) -> None:
    with pytest.raises(PermissionDenied):
        aims.save(analyst, Of(), {"cost_per_result": "5"})
    with pytest.raises(PermissionDenied):
        settings.save(analyst, "ctr", Wanted(preset="strict"), NOW)


def test_what_is_of_another_sub_account_does_not_exist(elsewhere: Shop, analyst: Viewer, stranger: Viewer) -> None:
    ad = elsewhere.ad()
    for viewer in (analyst, stranger):
        with pytest.raises(Http404):
            accepting.accept(viewer, "ad", ad, NOW)
        with pytest.raises(Http404):
            accepting.snooze(viewer, "ad", ad, 3, NOW)
    with pytest.raises(Http404):
        aims.save(stranger, Of("ad", ad), {"margin": "0.5"})


def test_a_new_normal_leaves_what_was_before_it_out_until_it_is_taken_back(shop: Shop, analyst: Viewer) -> None:
    ad = running(shop)
    before = judged(shop)
    made = accepting.accept(analyst, "ad", ad, NOW, day=day(2), why="New offer")
    accepted = judged(shop)
    assert accepted.evidence["days"]["first"] == day(2).isoformat()
    assert _signal(accepted, "sudden")["state"] == "too_early"
    accepting.undo(analyst, made.pk, NOW)
    assert judged(shop).signals == before.signals
    assert Acceptance.objects.get().undone_by_id == analyst.user


def test_a_new_normal_does_not_begin_tomorrow(shop: Shop, analyst: Viewer) -> None:
    with pytest.raises(Refused, match="today at the latest"):
        accepting.accept(analyst, "ad", shop.ad(), NOW, day=day(-1))


def test_a_snooze_stays_when_it_is_judged_anew(shop: Shop, analyst: Viewer) -> None:
    ad = running(shop)
    judged(shop)
    accepting.snooze(analyst, "ad", ad, "3", NOW)
    assert judged(shop).snoozed_until == NOW + timedelta(days=3)
    assert accepting.snooze(analyst, "ad", ad, 0, NOW).snoozed_until is None


def test_a_wrong_threshold_names_its_key_and_range(admin: Viewer) -> None:
    with pytest.raises(Refused, match=r"lowest_ctr.*out of range.*from"):
        settings.save(admin, "ctr", Wanted(own={"lowest_ctr": "200"}), NOW)
    with pytest.raises(Refused, match=r"pause.*0\.5 to 0\.999"):
        settings.save(admin, "evidence", Wanted(own={"pause": "1"}), NOW)
    assert not Setting.objects.exists()


def test_own_thresholds_and_presets_are_what_is_judged_by(shop: Shop, admin: Viewer) -> None:
    running(shop)
    assert _signal(judged(shop), "ctr")["rule"] == "under 1 %"
    settings.save(admin, "ctr", Wanted(own={"lowest_ctr": "1.25"}), NOW)
    found = _signal(judged(shop), "ctr")
    assert (found["state"], found["rule"], found["setting_version"]) == ("fires", "under 1.25 %", 1)
    settings.save(admin, "ctr", Wanted(mode="off"), NOW)
    assert _signal(judged(shop), "ctr")["state"] == "off"


def test_two_people_do_not_overwrite_each_others_rule(admin: Viewer) -> None:
    settings.save(admin, "ctr", Wanted(preset="strict", version=0), NOW)
    with pytest.raises(Refused) as refused:
        settings.save(admin, "ctr", Wanted(preset="lenient", version=0), NOW)
    assert (refused.value.code, Setting.objects.get().preset) == ("overtaken", "strict")


def test_a_rule_acts_by_itself_only_after_a_week_of_trying(admin: Viewer) -> None:
    with pytest.raises(Refused, match="7 days first"):
        settings.save(admin, "evidence", Wanted(mode="automatic"), NOW)
    settings.save(admin, "evidence", Wanted(mode="shadow"), NOW)
    settings.save(admin, "evidence", Wanted(mode="approve"), NOW + timedelta(days=3))
    with pytest.raises(Refused, match="from 27 November 2026 on"):
        settings.save(admin, "evidence", Wanted(mode="automatic"), NOW + timedelta(days=6))
    assert settings.save(admin, "evidence", Wanted(mode="automatic"), NOW + timedelta(days=7)).mode == "automatic"


def test_a_setting_that_an_older_version_kept_is_said_not_guessed(shop: Shop) -> None:
    running(shop)
    Setting.objects.create(account=shop.place.account, rule="ctr", own={"gone": "3"}, mode_since=NOW)
    found = _signal(judged(shop), "ctr")
    assert found["state"] == "broken" and "gone" in found["said"]


def test_what_people_changed_is_due_at_once(shop: Shop, admin: Viewer) -> None:
    running(shop)
    judged(shop)
    Judged.objects.update(due_at=NOW + timedelta(days=3000))
    aims.save(admin, Of(), {"margin": Decimal("0.4")})
    assert Judged.objects.get().due_at < NOW + timedelta(days=3000)


def _signal(row: Health, name: str) -> dict[str, Any]:
    return next(each for each in row.signals if each["signal"] == name)
