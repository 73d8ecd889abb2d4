"""What programs do to a schedule: pause, resume, test, copy, give away, and look ahead."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Account, Membership, Role, User
from deliveries.models import Delivery, Schedule
from tests.deliveries.api.asking import CONTENT, DAILY, DRAFT, MAIL, ask, made
from tests.explores.keeping.people import analyst

pytestmark = pytest.mark.usefixtures("published")
ACTS = ("pause", "resume", "send", "test", "copy", "restore", "reassign")


def act(user: User, schedule: dict[str, Any], what: str, body: Any = None) -> Any:
    return ask(user, "GET" if what == "upcoming" else "POST", f"schedules/{schedule['id']}/{what}", body)


def test_a_schedule_is_paused_and_resumed(alice: User) -> None:
    schedule = made(alice)
    paused = act(alice, schedule, "pause").json()
    assert paused["paused_at"] and paused["paused_by"] == "alice@example.org" and paused["next_at"] is None
    resumed = act(alice, schedule, "resume").json()
    assert resumed["paused_at"] is None and resumed["next_at"] == schedule["next_at"]


def test_a_schedule_is_sent_now_once(alice: User) -> None:
    schedule = made(alice)
    answer = act(alice, schedule, "send")
    [receipt] = answer.json()
    assert answer.status_code == 201 and receipt["schedule"] == schedule["id"] and receipt["state"] == "waiting"
    again = act(alice, schedule, "send")
    assert again.status_code == 400 and "being sent at this moment" in again.json()["message"]
    assert Delivery.objects.count() == 1


def test_what_was_deleted_comes_back(alice: User) -> None:
    schedule = made(alice)
    ask(alice, "DELETE", f"schedules/{schedule['id']}")
    assert act(alice, schedule, "restore").json()["next_at"] == schedule["next_at"]
    assert act(alice, schedule, "restore").status_code == 404


def test_a_test_goes_to_its_caller_alone(alice: User) -> None:
    [receipt] = act(alice, made(alice), "test").json()
    assert receipt["place"] == "alice@example.org" and receipt["state"] == "waiting"
    assert ask(alice, "GET", "schedules").json()[0]["name"] == "Revenue performance, every day at 06:00"


def test_a_test_is_locked_as_the_deliveries_are(alice: User) -> None:
    act(alice, made(alice, options={"zipped": True}, password="Meridian 0"), "test")
    passing = Schedule.objects.get(passing=True)
    assert passing.sealed.open() == {"password": "Meridian 0"}


def test_a_copy_is_the_callers_own_and_paused(alice: User) -> None:
    answer = act(alice, made(alice), "copy")
    assert answer.status_code == 201 and answer.json()["paused_at"]
    assert answer.json()["name"].endswith(", copy") and Schedule.objects.count() == 2


def test_it_is_given_only_to_a_member_who_may_send(alice: User, bob: User, charlie: User) -> None:
    schedule = made(alice)
    for owner in ("bob@example.org", "charlie@example.org", "", 7, None):
        told = act(alice, schedule, "reassign", {"owner": owner})
        assert told.status_code == 400 and told.json()["field"] == "owner", told.json()
    Membership.objects.filter(user=bob).update(role=Role.ANALYST)
    assert act(alice, schedule, "reassign", {"owner": "Bob@example.org"}).json()["owner"] == "bob@example.org"


def test_only_admins_give_away(account: Account) -> None:
    dana = analyst(account)
    assert act(dana, made(dana), "reassign", {"owner": dana.email}).status_code == 403


def test_nobody_acts_on_what_is_anothers(alice: User, account: Account, charlie: User) -> None:
    schedule = made(alice)
    for what in (*ACTS, "upcoming"):
        assert act(charlie, schedule, what, {"owner": "x"}).status_code == 404, what
        assert act(analyst(account, what), schedule, what).status_code == (403 if what == "reassign" else 404), what
    assert Schedule.objects.get().paused_at is None and not Delivery.objects.exists()


def test_the_next_ten_runs_come_with_what_the_clocks_do(alice: User) -> None:
    ahead = act(alice, made(alice), "upcoming").json()
    assert ahead["words"] == "Every day at 06:00, Paris time" and len(ahead["upcoming"]) == 10
    assert {each["local"][11:16] for each in ahead["upcoming"]} == {"06:00"}
    assert "Paris" in ahead["clock_words"]


def test_a_preview_names_it_and_saves_nothing(alice: User) -> None:
    seen = ask(alice, "POST", "schedules/preview", DRAFT).json()
    assert seen["name"] == "Revenue performance, every day at 06:00" and seen["problems"] == []
    assert len(seen["upcoming"]) == 10 and seen["upcoming"][0]["at"] > timezone.now().isoformat()[:10]
    assert not Schedule.objects.exists()


def test_a_preview_names_all_that_cannot_be_read(alice: User) -> None:
    body = {**DRAFT, "content": 7, "targets": [{**MAIL, "format": "docx"}], "filters": [], "gate": "ajar"}
    seen = ask(alice, "POST", "schedules/preview", body).json()
    assert [each["field"] for each in seen["problems"]] == ["content", "targets.0.format", "filters", "gate"]
    assert seen["name"] == "" and len(seen["upcoming"]) == 10


def test_a_preview_says_what_would_be_refused(alice: User) -> None:
    body = {"content": CONTENT, "recurrence": {**DAILY, "zone": "Europe/Pariss"}}
    seen = ask(alice, "POST", "schedules/preview", body).json()
    assert [each["field"] for each in seen["problems"]] == ["recurrence.zone"] and seen["upcoming"] == []
    seen = ask(alice, "POST", "schedules/preview", {**DRAFT, "targets": []}).json()
    assert "at least one" in seen["problems"][0]["message"]


def test_a_preview_is_for_who_may_send(bob: User) -> None:
    assert ask(bob, "POST", "schedules/preview", DRAFT).status_code == 403
