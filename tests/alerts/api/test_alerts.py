"""Alerts over REST."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import SubAccount, User
from alerts.models import Alert, Check
from alerts.rules.state_form import state_to_json
from deliveries.models import Schedule
from tests.alerts.checking.watched import ABOVE_7, ADDRESS, COUNT, DAILY
from tests.alerts.rules.rows import above
from tests.alerts.rules.test_life import HIGH, Life
from tests.alerts.watching.history import publish
from tests.deliveries.api.asking import ask
from tests.explores.keeping.people import analyst

pytestmark = pytest.mark.django_db(transaction=True)
CONTENT = {"kind": "explore", "explore": "business", "query": ADDRESS}
LEA = {"kind": "email", "format": "table", "recipients": ["lea@example.org"]}
ALERT: dict[str, Any] = {"content": CONTENT, "rule": ABOVE_7, "recurrence": DAILY, "targets": [LEA]}
ALERTS = "alerts"
Asking = Callable[..., Any]


@pytest.fixture
def dana(alice: User, subaccount: SubAccount) -> Asking:
    publish()
    return partial(ask, analyst(subaccount.account))


def made(dana: Asking, **values: Any) -> dict[str, Any]:
    answer = dana("POST", ALERTS, ALERT | values)
    assert answer.status_code == 201, answer.content
    found: dict[str, Any] = answer.json()
    return found


def test_an_alert_is_made_and_read_back_as_it_can_be_sent_again(dana: Asking) -> None:
    found = made(dana, note="Ask Hugo first.", policy={"remind_hours": 24})
    assert (found["name"], found["phase"], found["words"]) == (
        "Orders is above 7",
        "ok",
        "Every day at 06:00, UTC",
    )
    sent = {
        name: found[name] for name in ("content", "filters", "rule", "policy", "recurrence", "targets", "name", "note")
    }
    again = dana("PUT", f"{ALERTS}/{found['id']}", sent | {"version": found["version"]})
    assert again.status_code == 200 and again.json()["rule_version"] == 1
    assert {name: again.json()[name] for name in sent} == sent


def test_who_may_see_an_alert_may_follow_it_and_read_its_report_card(dana: Asking, alice: User) -> None:
    number = made(dana)["id"]
    path, fired = f"{ALERTS}/{number}", timezone.now()
    Check.objects.create(alert_id=number, due=fired, at=fired, phase="firing", told=["fired"], rule_version=1)
    assert [ask(alice, "POST", f"{path}/follow", {}).status_code for _ in range(2)] == [204, 204]
    assert dana("POST", f"{path}/answers", {"what": "not_useful"}).status_code == 200
    assert dana("GET", f"{path}/report").json() == {
        "days": 90, "fired": 1, "acted": 0, "not_useful": 1, "share": 0, "hint": "", "followers": 1,
    }  # fmt: skip
    assert ask(alice, "DELETE", f"{path}/follow").status_code == 204
    assert dana("GET", f"{path}/report").json()["followers"] == 0
    assert dana("POST", f"{ALERTS}/999999/follow", {}).status_code == 404


def test_the_list_may_be_of_one_content_or_state(dana: Asking) -> None:
    number = made(dana)["id"]
    Alert.objects.update(phase="firing")
    of = [f"{ALERTS}?{part}" for part in ("about=explore:business", "phase=firing", "phase=ok", "about=look:1")]
    assert [[each["id"] for each in dana("GET", path).json()] for path in of] == [[number], [number], [], []]


def test_the_older_version_changes_nothing(dana: Asking) -> None:
    found = made(dana)
    assert dana("PUT", f"{ALERTS}/{found['id']}", ALERT | {"version": 7}).status_code == 409
    assert dana("PUT", f"{ALERTS}/{found['id']}", ALERT).json()["field"] == "version"


def test_it_is_paused_resumed_and_deleted(dana: Asking) -> None:
    one = f"{ALERTS}/{made(dana)['id']}"
    assert dana("POST", f"{one}/pause").json()["next_at"] is None
    assert dana("POST", f"{one}/resume").json()["next_at"]
    assert dana("DELETE", one).status_code == 204 and dana("GET", one).status_code == 404
    assert Schedule.objects.exists()  # for its receipts


def test_answers_are_done_and_listed(dana: Asking) -> None:
    one = f"{ALERTS}/{made(dana)['id']}"
    Alert.objects.update(state=state_to_json(Life(above(10)).sees(HIGH).state), phase="firing")
    assert dana("POST", f"{one}/answers", {"what": "acknowledge"}).json()["phase"] == "acknowledged"
    snoozed = dana("POST", f"{one}/answers", {"what": "snooze", "until": "2099-01-01T00:00:00Z"}).json()
    assert (snoozed["phase"], snoozed["snoozed_until"]) == ("snoozed", "2099-01-01T00:00:00+00:00")
    said = dana("GET", f"{one}/answers").json()
    assert [(each["what"], each["user"]) for each in said] == [
        ("snooze", "dana@example.org"), ("acknowledge", "dana@example.org")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"what": "shout"}, "what"),
        ({"what": "snooze", "until": "tomorrow"}, "until"),
        ({"what": "snooze", "until": "2026-13-45T00:00:00Z"}, "until"),
        ({"what": "snooze", "until": "2020-01-01T00:00:00Z"}, "until"),
        ({"what": "snooze", "loud": True}, "loud"),
    ],
)
def test_an_answer_that_means_nothing_is_refused(dana: Asking, body: dict[str, Any], field: str) -> None:
    one = f"{ALERTS}/{made(dana)['id']}"
    answer = dana("POST", f"{one}/answers", body)
    assert answer.status_code == 400 and answer.json()["field"] == field


def test_the_history_is_read_newest_first_and_may_be_of_what_was_told(dana: Asking) -> None:
    number = made(dana)["id"]
    for told in ([], ["fired"], []):
        Check.objects.create(
            alert_id=number, due=timezone.now(), at=timezone.now(), phase="ok", told=told, rule_version=1
        )
    assert [each["told"] for each in dana("GET", f"{ALERTS}/{number}/checks").json()] == [[], ["fired"], []]
    assert len(dana("GET", f"{ALERTS}/{number}/checks?told=true").json()) == 1


def test_a_rule_is_tried_before_it_is_kept(dana: Asking) -> None:
    trial = {name: ALERT[name] for name in ("content", "rule", "recurrence")}
    found = dana("POST", f"{ALERTS}/backtest", trial | {"days": 30}).json()
    assert (found["checks"], found["fired"], found["faults"]) == (30, 0, []) and not Alert.objects.exists()


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"content": {"kind": "shelf"}}, "content"),
    ({"rule": {**ABOVE_7, "conditions": []}}, "rule.conditions"),
    ({"rule": {**ABOVE_7, "conditions": [{"field": COUNT, "op": "above", "value": "a lot"}]}}, "rule.value"),
    ({"rule": 7}, "rule"),
    ({"rule": {**ABOVE_7, "time": "orders.ordered_week"}}, "time"),
    ({"policy": {"remind_hours": 0}}, "policy.remind_hours"),
    ({"recurrence": {**DAILY, "zone": "Mars/Olympus"}}, "recurrence.zone"),
    ({"targets": [{**LEA, "format": "tarot"}]}, "targets.0.format"),
    ({"targets": [{**LEA, "id": 5}]}, "targets"),
    ({"filters": {"orders.nothing": "x"}}, "content"),
    ({"note": "x" * 1001}, "note"),
    ({"sql": "SELECT 1"}, "sql"),
    ({"name": "a\0b"}, "body"),
]


@pytest.mark.parametrize(("values", "field"), WRONG, ids=[str(place) for place in range(len(WRONG))])
def test_what_cannot_be_watched_is_refused_at_its_field(dana: Asking, values: dict[str, Any], field: str) -> None:
    answer = dana("POST", ALERTS, ALERT | values)
    assert (answer.status_code, answer.json()["field"]) == (400, field), answer.content
    assert not Alert.objects.exists() and not Schedule.objects.exists()


def test_days_that_cannot_be_tried_are_refused(dana: Asking) -> None:
    trial = {name: ALERT[name] for name in ("content", "rule", "recurrence")}
    for days in (0, 5000, "ten"):
        assert dana("POST", f"{ALERTS}/backtest", trial | {"days": days}).json()["field"] == "days"
