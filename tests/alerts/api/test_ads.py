"""Ads over REST: how they stand, what is done to them, and what holds it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Account, Role, SubAccount, User
from alerts.acting import carrying
from alerts.models import Decision, Health
from alerts.models.ads import Mode
from tests.alerts.acting.conftest import shop, sick
from tests.alerts.acting.shop import Shop, mode, person, rounds
from tests.deliveries.api.asking import ask

__all__ = ["shop", "sick"]
pytestmark = pytest.mark.django_db
Asking = Callable[..., Any]
RULE = {"during": "run", "weekdays": [0, 1, 2, 3, 4]}


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carrying, "WAITS", (0.0, 0.0, 0.0))


@pytest.fixture
def ann(account: Account, subaccount: SubAccount) -> Asking:
    """An analyst."""
    return partial(ask, person(account, "Ann"))


@pytest.fixture
def ada(account: Account, subaccount: SubAccount) -> Asking:
    """An admin."""
    return partial(ask, person(account, "Ada", Role.ADMIN))


def test_the_list_says_how_many_there_are(sick: Shop, ann: Asking) -> None:
    found = ann("GET", "ads?limit=2&offset=1").json()
    assert found["total"] == 5 and [each["name"] for each in found["ads"]] == ["a2", "a3"]
    assert [each["name"] for each in ann("GET", "ads?group=pause").json()["ads"]] == ["a1"]
    assert ann("GET", "ads?level=campaign").json()["total"] == 2


@pytest.mark.parametrize("asked", ["level=planet", "group=rich", "limit=1001", "limit=-1", "offset=x"])
def test_a_list_that_cannot_be_is_refused_by_its_part(ann: Asking, asked: str) -> None:
    answer = ann("GET", f"ads?{asked}")
    assert answer.status_code == 400 and answer.json()["field"] == asked.partition("=")[0]


def test_one_is_read_with_its_evidence(sick: Shop, ann: Asking) -> None:
    found = ann("GET", f"ads/ad/{sick.row('a1')}").json()
    assert (found["group"], found["evidence"]["verdict"]) == ("pause", "pause")
    assert ann("GET", "ads/ad/999999").status_code == 404 == ann("GET", "ads/planet/1").status_code


def test_one_is_paused_read_back_resumed_and_logged(shop: Shop, ann: Asking) -> None:
    path = f"ads/ad/{shop.row('a1')}"
    paused = ann("POST", f"{path}/pause").json()
    assert (paused["stage"], paused["who"], paused["undoable"]) == ("done", "Ann", True) and not shop.thing("a1").on
    assert ann("GET", f"{path}/standing").json()["standing"]["set"] == "off"
    assert ann("POST", f"{path}/resume").json()["after"]["set"] == "on"
    assert [each["act"] for each in ann("GET", "ads/decisions").json()] == ["resume", "pause"]
    assert ann("GET", f"ads/decisions?level=ad&row={shop.row('a2')}").json() == []


def test_a_budget_is_set_and_undone(shop: Shop, ann: Asking) -> None:
    made = ann("POST", f"ads/ad_set/{shop.row('s1')}/budget", {"amount": "42.50"}).json()
    assert made["stage"] == "done" and str(shop.thing("s1").daily) == "42.5"
    assert ann("POST", f"ads/decisions/{made['id']}/undo").json()["stage"] == "done"
    again = ann("POST", f"ads/decisions/{made['id']}/undo")
    assert again.status_code == 400 and "undone already" in again.json()["message"]


@pytest.mark.parametrize("body", [{}, {"amount": "much"}, {"amount": 5}, {"amount": "-5"}, {"sum": "5"}, []])
def test_an_amount_that_is_none_is_refused(shop: Shop, ann: Asking, body: Any) -> None:
    assert ann("POST", f"ads/ad_set/{shop.row('s1')}/budget", body).status_code == 400
    assert not shop.platform.calls


def test_what_is_on_the_way_is_a_conflict_that_says_who(shop: Shop, ann: Asking, ada: Asking) -> None:
    shop.platform.lies = True
    ann("POST", f"ads/ad/{shop.row('a1')}/pause")
    answer = ada("POST", f"ads/ad/{shop.row('a1')}/pause")
    assert answer.status_code == 409 and "Ann asked to pause it" in answer.json()["message"]


def test_a_proposal_is_approved(sick: Shop, ann: Asking) -> None:
    mode(sick, Mode.APPROVE)
    rounds()
    Decision.objects.update(expires_at=timezone.now() + timedelta(hours=1))
    number = ann("GET", "ads/decisions?stage=proposed").json()[0]["id"]
    assert ann("POST", f"ads/decisions/{number}/approve").json()["approved_by"] == "Ann" and not sick.thing("a1").on
    assert ann("POST", f"ads/decisions/{number}/decline").status_code == 409


def test_limits_and_the_switch_are_whose_they_are(ann: Asking, ada: Asking) -> None:
    limits = {"per_day": 5, "spend_share": "0.1", "hours_after_edit": 24, "quiet": None}
    assert ann("PUT", "ads/limits", limits).status_code == 403
    assert ada("PUT", "ads/limits", limits).json()["per_day"] == 5 == ann("GET", "ads/limits").json()["per_day"]
    assert ann("POST", "ads/kill-switch").json()["killed_by"] == "Ann"
    assert ann("DELETE", "ads/kill-switch").status_code == 403
    assert ada("DELETE", "ads/kill-switch").json()["killed_at"] is None


@pytest.mark.parametrize("wrong", [
    {"per_day": None}, {"per_day": "5"}, {"spend_share": "much"}, {"spend_share": None}, {"quiet": []},
    {"quiet": {"from": "20:00"}}, {"hours_after_edit": -1}, {"color": "red"},
])  # fmt: skip
def test_limits_that_are_none_are_refused(ada: Asking, wrong: dict[str, Any]) -> None:
    limits = {"per_day": 5, "spend_share": "0.1", "hours_after_edit": 24, "quiet": None}
    assert ada("PUT", "ads/limits", {**limits, **wrong}).status_code == 400


def test_protections_come_and_go(shop: Shop, ann: Asking, ada: Asking) -> None:
    path = f"ads/campaign/{shop.row('c1')}/protection"
    assert ann("POST", path, {"why": "Brand"}).json()["by"] == "Ann"
    assert [each["why"] for each in ada("GET", "ads/protections").json()] == ["Brand"]
    assert ada("DELETE", path).status_code == 204 and ada("GET", "ads/protections").json() == []


def test_calendars_are_made_changed_and_removed(shop: Shop, ann: Asking) -> None:
    rows = [{"level": "campaign", "row": shop.row(name)} for name in ("c1", "c2")]
    made = ann("POST", "ads/calendars", {"name": "Days", "rule": RULE, "rows": rows})
    assert made.status_code == 201 and len(made.json()) == 2
    path = f"ads/calendars/{made.json()[0]['id']}"
    changed = ann("PUT", path, {"name": "Days", "rule": RULE, "acting": True, "version": 1})
    assert changed.json()["acting"] is True and ann("GET", path).json()["version"] == 2
    assert ann("PUT", path, {"name": "Days", "rule": RULE, "version": 1}).status_code == 409
    assert ann("DELETE", path).status_code == 204 and len(ann("GET", "ads/calendars").json()) == 1


@pytest.mark.parametrize(("change", "field"), [
    ({"rule": {"during": "sleep"}}, "rule.during"), ({"rule": None}, "rule.rule"), ({"acting": 1}, "acting"),
    ({"rows": []}, "rows"), ({"rows": ["c1"]}, "rows"), ({"name": ""}, "name"),
])  # fmt: skip
def test_a_calendar_that_cannot_be_kept_is_refused_by_its_part(
    shop: Shop, ann: Asking, change: dict[str, Any], field: str
) -> None:
    draft = {"name": "Days", "rule": RULE, "rows": [{"level": "campaign", "row": shop.row("c1")}]}
    answer = ann("POST", "ads/calendars", {**draft, **change})
    assert answer.status_code == 400 and answer.json()["field"] == field


def test_who_only_looks_sees_and_changes_nothing(sick: Shop, account: Account) -> None:
    vic = partial(ask, person(account, "Vic", Role.VIEWER))
    assert vic("GET", "ads").json()["total"] == 5
    path = f"ads/ad/{sick.row('a1')}"
    assert [vic("POST", f"{path}/{act}").status_code for act in ("pause", "resume", "budget")] == [403] * 3


def test_a_stranger_finds_nothing(sick: Shop, charlie: User) -> None:
    path = f"ads/ad/{sick.row('a1')}"
    assert ask(charlie, "GET", "ads").json()["total"] == 0 and ask(charlie, "GET", path).status_code == 404
    assert [ask(charlie, "POST", f"{path}/{act}").status_code for act in ("pause", "protection")] == [404] * 2
    assert Health.objects.filter(day=date(2026, 11, 19)).count() == 7
