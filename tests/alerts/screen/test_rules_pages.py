"""Rules, limits, aims, new normals: kept as typed where they can be, refused at their field where not."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Account, Role, SubAccount, User
from alerts.models.ads import Acceptance, Goal, Health, Limits, Mode, Setting
from alerts.playbook.rules import playbook
from tests.alerts.acting.shop import Shop

LIMITS = {"per_day": "2", "spend_share": "12,5", "hours_after_edit": "24"}
RULE = {"preset": "strict", "mode": "advise"}


def test_all_rules_stand_on_the_page_with_how_far_they_go(visit: Client) -> None:
    said = visit.get("/ads/rules/").content.decode()
    assert all(file.title in said for file in playbook().values()) and "Cost too high" in said
    assert said.count(">Suggests</span>") == 11


@pytest.mark.parametrize("name", [*playbook(), "evidence"])
def test_every_rule_shows_its_thresholds_with_presets_and_sources(visit: Client, name: str) -> None:
    said = visit.get(f"/ads/rules/{name}/").context["fields"]
    assert said and all(len(each.presets) == 3 and each.source for each in said)


def test_a_rule_is_set(visit: Client, account: Account) -> None:
    visit.post("/ads/rules/ctr/", {**RULE, "mode": "shadow", "own.low": "0,8", "version": "0"})
    found = Setting.objects.get()
    assert (found.rule, found.preset, found.mode, found.version) == ("ctr", "strict", "shadow", 1)


def first(name: str) -> str:
    return f"own.{next(key for key, each in playbook()[name].thresholds.items() if each.allowed)}"


@pytest.mark.parametrize("value", ["many", "-1", "1e9", "NaN"])
def test_what_is_no_threshold_is_refused_and_stays_as_typed(visit: Client, value: str) -> None:
    answer = visit.post("/ads/rules/frequency/", {**RULE, first("frequency"): value})
    assert answer.status_code == 400 and value in answer.content.decode() and 'aria-invalid="true"' in \
        answer.content.decode()  # fmt: skip
    assert not Setting.objects.filter(version__gt=0).exists()


def test_a_rule_acts_by_itself_only_after_a_week_of_trying(visit: Client, account: Account) -> None:
    automatic = {**RULE, "mode": "automatic"}
    assert visit.post("/ads/rules/ctr/", automatic).status_code == 400
    since = timezone.now() - timedelta(days=8)
    Setting.objects.create(account=account, rule="ctr", mode=Mode.SHADOW, mode_since=since)
    assert visit.post("/ads/rules/ctr/", automatic).status_code == 302
    assert visit.get("/ads/").context["head"].automatic == "on"


def test_who_saved_meanwhile_is_not_overwritten(visit: Client) -> None:
    visit.post("/ads/rules/ctr/", {**RULE, "version": "0"})
    answer = visit.post("/ads/rules/ctr/", {**RULE, "preset": "lenient", "version": "0"})
    assert answer.status_code == 400 and Setting.objects.get().preset == "strict"


def test_a_rule_that_nobody_knows_is_not_there(visit: Client) -> None:
    assert visit.get("/ads/rules/horoscope/").status_code == 404


def test_limits_are_kept(visit: Client) -> None:
    visit.post("/ads/rules/limits", {**LIMITS, "quiet_start": "22:00", "quiet_end": "07:00", "quiet_days": ["5", "6"]})
    found = Limits.objects.get()
    assert (found.per_day, found.spend_share, found.hours_after_edit) == (2, Decimal("0.125"), 24)
    assert found.quiet == {"start": "22:00", "end": "07:00", "zone": "Europe/Paris", "weekdays": [5, 6]}
    assert 'value="12.5"' in visit.get("/ads/rules/").content.decode()


@pytest.mark.parametrize(
    "wrong",
    [{"per_day": "x"}, {"per_day": "1.5"}, {"per_day": "-1"}, {"spend_share": "101"}, {"spend_share": ""},
     {"hours_after_edit": "1e9"}, {"quiet_start": "25:00", "quiet_end": "x"}, {"quiet_days": list("0123456")},
     {"quiet_start": "22:00", "quiet_zone": "Moon/Base"}],
)  # fmt: skip
def test_limits_that_cannot_be_are_refused(visit: Client, wrong: dict[str, Any]) -> None:
    answer = visit.post("/ads/rules/limits", {**LIMITS, **wrong})
    assert answer.status_code == 400 and "Nothing is saved" in answer.content.decode()


def test_one_switch_stops_everything(visit: Client) -> None:
    visit.post("/ads/rules/kill")
    assert "Nothing acts by itself" in visit.get("/ads/rules/").content.decode()
    assert visit.get("/ads/").context["head"].automatic == "stopped"
    visit.post("/ads/rules/lift")
    assert "Stop everything" in visit.get("/ads/rules/").content.decode()


def test_an_analyst_may_stop_and_may_not_allow_again(shop: Shop, bob: User) -> None:
    bob.memberships.update(role=Role.ANALYST)
    visit = Client()
    visit.force_login(bob)
    assert visit.post("/ads/rules/kill").status_code == 302
    for path in ("lift", "limits"):
        assert visit.post(f"/ads/rules/{path}", LIMITS).status_code == 403
    assert visit.post("/ads/rules/ctr/", RULE).status_code == 403
    assert visit.get("/ads/rules/aims/account/").status_code == 403
    said = visit.get("/ads/rules/").content.decode()
    assert "Allow again" not in said and "Save the limits" not in said


def test_aims_are_kept_and_shown(visit: Client) -> None:
    visit.post("/ads/rules/aims/account/", {"cost_per_result": "28,00", "margin": "40", "currency": "eur"})
    found = Goal.objects.get()
    assert (found.cost_per_result, found.margin, found.currency) == (28, Decimal("0.4"), "EUR")
    assert visit.get("/ads/").context["head"].target == "€28.00"
    assert 'name="margin" inputmode="decimal" value="40"' in visit.get("/ads/rules/aims/account/").content.decode()
    assert "€28.00" in visit.get("/ads/rules/").content.decode()


def test_aims_of_one_campaign_are_named(visit: Client, shop: Shop) -> None:
    visit.post(f"/ads/rules/aims/campaign-{shop.row('c1')}/", {"cost_per_result": "15"})
    lines = visit.get("/ads/rules/").context["aims"]
    assert [(line.whose, line.kind, line.cost) for line in lines][1] == ("c1", "Campaign", "€15.00")


@pytest.mark.parametrize(
    "wrong",
    [{"cost_per_result": "much"}, {"cost_per_result": "-3"}, {"margin": "140"}, {"currency": "euro"},
     {"plan_amount": "50"}, {"plan_amount": "50", "plan_first": "2026-11-09", "plan_last": "2026-11-01"},
     {"plan_first": "soon"}],
)  # fmt: skip
def test_aims_that_cannot_be_are_refused(visit: Client, wrong: dict[str, str]) -> None:
    answer = visit.post("/ads/rules/aims/account/", wrong)
    assert answer.status_code == 400 and not Goal.objects.exists()


@pytest.mark.parametrize("of", ["subaccount-999999", "ad-999999", "planet-3", "ad-x", "campaign"])
def test_aims_of_nothing_are_not_there(visit: Client, of: str) -> None:
    assert visit.get(f"/ads/rules/aims/{of}/").status_code == 404


def test_a_new_normal_is_accepted_and_taken_back(visit: Client, shop: Shop) -> None:
    own = f"/ads/ad/{shop.row('a1')}/"
    assert "Accept a1 as the new normal?" in visit.get(f"{own}?ask=accept").content.decode()
    visit.post(f"{own}act", {"do": "accept", "signal": "ctr", "why": "A new season"})
    found = Acceptance.objects.get()
    assert (found.signal, found.why) == ("ctr", "A new season")
    assert "A new season" in visit.get("/ads/rules/").content.decode()
    visit.post(f"/ads/rules/normals/{found.pk}/undo")
    assert "Taken back by Alice." in visit.get("/ads/rules/").content.decode()


@pytest.mark.parametrize("form", [{"signal": "odd"}, {"day": "soon"}, {"day": "2999-01-01"}, {"why": "x" * 900}])
def test_a_new_normal_that_cannot_be_is_refused(visit: Client, shop: Shop, form: dict[str, str]) -> None:
    visit.post(f"/ads/ad/{shop.row('a1')}/act", {"do": "accept", **form})
    assert not Acceptance.objects.exists()


def test_an_ad_is_snoozed_and_woken(visit: Client, shop: Shop) -> None:
    act = f"/ads/ad/{shop.row('a1')}/act"
    visit.post(act, {"do": "snooze"})
    assert "Snoozed until" in visit.get("/ads/").content.decode()
    assert Health.objects.get(name="a1").snoozed_until
    visit.post(act, {"do": "wake"})
    assert Health.objects.get(name="a1").snoozed_until is None


def test_another_accounts_sub_account_is_not_named(visit: Client, charlie: User) -> None:
    theirs = SubAccount.objects.create(account=charlie.memberships.get().account, name="Theirs")
    assert visit.get(f"/ads/rules/aims/subaccount-{theirs.pk}/").status_code == 404
