"""Schedules over REST: made, read, replaced, and told apart from those of others."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Account, Membership, Role, User
from deliveries.api import drafts
from deliveries.models import Schedule
from deliveries.schedules import saving
from tests.deliveries.api.asking import CONTENT, DAILY, DRAFT, MAIL, ask, made
from tests.explores.keeping.people import analyst

pytestmark = pytest.mark.usefixtures("published")
QUESTION = {"kind": "explore", "explore": "business", "query": "fields=orders.channel,orders.revenue"}
SHEET = {"kind": "email", "format": "xlsx", "recipients": ["lea@example.org"], "options": {"formatted": True}}
FULL = {
    "content": CONTENT, "recurrence": {"kind": "weekly", "zone": "Europe/Paris", "at": "07:30", "weekdays": [0]},
    "name": "Monday figures", "filters": {"order_date": "last month"}, "catch_up": "all", "gate": "wait",
    "targets": [{**MAIL, "options": {"paper": {"size": "a4", "landscape": True}}}],
    "options": {"message": "Look", "only": "results", "changed": True, "zipped": True},
}  # fmt: skip


def test_a_schedule_is_made_read_and_deleted(alice: User) -> None:
    schedule = made(alice)
    assert schedule["name"] == "Revenue performance, every day at 06:00" and schedule["owner"] == "alice@example.org"
    assert schedule["words"] == "Every day at 06:00, Paris time" and schedule["about"] == "dashboard:revenue"
    path = f"schedules/{schedule['id']}"
    assert ask(alice, "GET", path).json() == schedule
    assert ask(alice, "GET", "schedules").json() == [schedule]
    assert ask(alice, "DELETE", path).status_code == 204 and ask(alice, "GET", path).status_code == 404


def test_the_example_of_the_page_on_the_api_is_taken(alice: User) -> None:
    page = (Path(__file__).parents[3] / "docs" / "api.md").read_text()
    (body,) = re.findall(r"-d '(\{.*?\})'", page.split("/api/v1/schedules -H")[1], flags=re.DOTALL)
    assert made(alice, **json.loads(body))["name"] == "Revenue performance, every Monday at 07:30"


def test_those_of_one_content_are_found_by_it(alice: User) -> None:
    schedule = made(alice)
    made(alice, content=QUESTION, targets=[SHEET])
    assert ask(alice, "GET", "schedules?about=dashboard:revenue").json() == [schedule]
    assert ask(alice, "GET", "schedules?about=dashboard:nothing%00").json() == []


@pytest.mark.parametrize("body", [DRAFT, FULL, {**DRAFT, "content": QUESTION, "targets": [SHEET]}])
def test_what_is_made_is_what_the_engine_reads_back(alice: User, body: dict[str, Any]) -> None:
    answer = made(alice, **body)
    kept = saving.draft_of(Schedule.objects.get(pk=answer["id"]))
    own = frozenset(each["id"] for each in answer["targets"])
    sent_again = {name: answer[name] for name in drafts.PARTS if name in answer}
    assert drafts.draft(sent_again, own) == kept
    for name, value in body.items():
        expected = [each | {"id": None} for each in value] if name == "targets" else value
        got = [each | {"id": None} for each in answer[name]] if name == "targets" else answer[name]
        assert _within(expected, got), name


def _within(part: Any, whole: Any) -> bool:
    if isinstance(part, dict):
        return all(_within(value, whole[name]) for name, value in part.items())
    if isinstance(part, list):
        return all(_within(one, other) for one, other in zip(part, whole, strict=True))
    return bool(part == whole)


def test_a_list_of_many_asks_the_database_no_more_often(alice: User) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            ask(alice, "GET", "schedules")
        return len(found)

    made(alice)
    one = queries()
    for number in range(4):
        made(alice, name=f"Number {number}")
    assert queries() == one


def test_a_change_keeps_the_targets_that_it_names(alice: User) -> None:
    schedule = made(alice)
    more = {"kind": "email", "format": "csv_zip", "recipients": ["hugo@example.org"]}
    body = {**DRAFT, "version": 1, "name": "Both", "targets": [*schedule["targets"], more]}
    changed = ask(alice, "PUT", f"schedules/{schedule['id']}", body).json()
    assert changed["version"] == 2 and changed["name"] == "Both"
    assert changed["targets"][0] == schedule["targets"][0] and len(changed["targets"]) == 2


def test_the_second_of_two_programs_is_told(alice: User) -> None:
    path = f"schedules/{made(alice)['id']}"
    ask(alice, "PUT", path, {**DRAFT, "version": 1, "name": "First"})
    told = ask(alice, "PUT", path, {**DRAFT, "version": 1, "name": "Second"})
    assert (told.status_code, told.json()["code"], told.json()["field"]) == (409, "overtaken", "version")
    assert ask(alice, "GET", path).json()["name"] == "First"


@pytest.mark.parametrize("version", [None, "1", True, 1.0, [1]])
def test_a_change_says_what_it_changes(alice: User, version: Any) -> None:
    told = ask(alice, "PUT", f"schedules/{made(alice)['id']}", {**DRAFT, "version": version})
    assert told.status_code == 400 and told.json()["field"] == "version"


def test_a_password_is_never_said_again(alice: User) -> None:
    locked = {"options": {"zipped": True}, "password": "Meridian 0"}
    schedule = made(alice, **locked)
    assert schedule["password_set"] is True
    path = f"schedules/{schedule['id']}"
    kept = ask(alice, "PUT", path, {**DRAFT, "options": {"zipped": True}, "version": 1})
    assert kept.json()["password_set"] is True
    gone = ask(alice, "PUT", path, {**DRAFT, **locked, "password": "", "version": 2})
    assert gone.json()["password_set"] is False
    assert "Meridian" not in str([schedule, kept.content, gone.content, ask(alice, "GET", "schedules").content])


HOSTILE: list[tuple[dict[str, Any], str, str]] = [
    ({"content": None}, "content", "takes an object"),
    ({"content": {"kind": "look", "look": "3"}}, "content", "a number"),
    ({"content": {"kind": "look", "look": 10**30}}, "content", "was deleted"),
    ({"content": {"kind": "dashboard", "slug": "9" * 4000}}, "content", "was deleted"),
    ({"content": {"kind": "dashboard", "slug": "nul\0"}}, "body", "NUL"),
    ({"content": {**QUESTION, "explore": "nothing"}}, "content", "was deleted"),
    ({"content": {**QUESTION, "query": "x" * 50_001}}, "content.query", "50,001"),
    ({"recurrence": {**DAILY, "zone": 3}}, "recurrence.zone", "time zone"),
    ({"recurrence": {**DAILY, "at": "6 am"}}, "recurrence.at", "07:30"),
    ({"recurrence": "daily"}, "recurrence", "an object"),
    ({"recurrence": {"kind": "once", "zone": "UTC", "on": "2020-01-01"}}, "on", "is over"),
    ({"targets": {}}, "targets", "takes a list"),
    ({"targets": []}, "targets", "at least one"),
    ({"targets": [0] * 100_000}, "targets", "100,000 entries"),
    ({"targets": [[]]}, "targets.0", "takes an object"),
    ({"targets": [MAIL, {**MAIL, "kind": "fax"}]}, "targets.1.kind", "one of email"),
    ({"targets": [{**MAIL, "kind": ["email"]}]}, "targets.0.kind", "one of email"),
    ({"targets": [{**MAIL, "format": 7}]}, "targets.0.format", "takes a text"),
    ({"targets": [{**MAIL, "format": "docx"}]}, "targets.0.format", "no format 'docx'"),
    ({"targets": [{**MAIL, "format": "xlsx"}]}, "format", "takes no xlsx"),
    ({"targets": [{**MAIL, "recipients": "lea@example.org"}]}, "targets.0.recipients", "takes a list"),
    ({"targets": [{**MAIL, "recipients": [7]}]}, "targets.0.recipients", "takes a text"),
    ({"targets": [{**MAIL, "recipients": ["a@b.example"] * 501}]}, "targets.0.recipients", "501"),
    ({"targets": [{**MAIL, "recipients": ["nobody"]}]}, "recipients", "no address"),
    ({"targets": [{**MAIL, "recipients": ["a@b.c\nBcc: x@y.z"]}]}, "recipients", "no address"),
    ({"targets": [{**MAIL, "destination": 1}]}, "targets.0.destination", "no 'destination'"),
    ({"targets": [{**MAIL, "destination": True}]}, "targets.0.destination", "whole number"),
    ({"targets": [{**MAIL, "id": 4711}]}, "targets", "no target 4711"),
    ({"targets": [{**MAIL, "colour": 1}]}, "targets.0.colour", "no 'colour'"),
    ({"targets": [{"kind": "s3", "format": "pdf", "destination": 4711}]}, "destination", "saved Amazon S3"),
    ({"targets": [{"kind": "s3", "format": "pdf", "destination": 10**40}]}, "targets.0.destination", "whole number"),
    ({"targets": [{"kind": "s3", "format": "pdf", "recipients": ["a@b.c"]}]}, "targets.0.recipients", "only mail"),
    ({"targets": [{**MAIL, "options": {"paper": {"size": "a9"}}}]}, "targets.0.options.paper.size", "no such paper"),
    ({"targets": [{**MAIL, "options": {"paper": {"wide": 1}}}]}, "targets.0.options.paper.wide", "true or false"),
    ({"targets": [{**MAIL, "options": {"displayed": False}}]}, "targets.0.options.displayed", "is a picture"),
    ({"filters": {"order_date": 7}}, "filters.order_date", "takes a text"),
    ({"filters": ["x"]}, "filters", "object of texts"),
    ({"filters": {"colour": "red"}}, "f.colour", "no filter 'colour'"),
    ({"options": {"changed": 1}}, "options.changed", "true or false"),
    ({"options": {"mesage": "x"}}, "options.mesage", "no 'mesage'"),
    ({"options": []}, "options", "takes an object"),
    ({"catch_up": "some"}, "catch_up", "latest, all, none"),
    ({"catch_up": None}, "catch_up", "latest, all, none"),
    ({"gate": 0}, "gate", "off, wait, warn"),
    ({"name": 7}, "name", "takes a text"),
    ({"name": "x" * 201}, "name", "201"),
    ({"password": 7, "options": {"zipped": True}}, "password", "takes a text"),
    ({"password": "a\nb", "options": {"zipped": True}}, "password", "one line"),
    ({"password": "locked"}, "password", "needs a ZIP"),
    ({"owner": "bob@example.org"}, "owner", "means nothing here"),
]  # fmt: skip


def test_what_cannot_be_sent_is_named_and_not_kept(alice: User) -> None:
    for change, field, said in HOSTILE:
        answer = ask(alice, "POST", "schedules", {**DRAFT, **change})
        told = answer.json()
        assert (answer.status_code, told["field"]) == (400, field), told
        assert said in told["message"] and set(told) >= {"code", "message", "field", "suggestion"}
    assert not Schedule.objects.exists()


@pytest.mark.parametrize("body", [[], "x", 3, [DRAFT]])
def test_a_body_that_is_no_object_is_refused(alice: User, body: Any) -> None:
    assert ask(alice, "POST", "schedules", body).json()["field"] == "body"


def test_a_viewer_may_not(bob: User, alice: User) -> None:
    path = f"schedules/{made(alice)['id']}"
    assert ask(bob, "POST", "schedules", DRAFT).status_code == 403
    assert {ask(bob, method, path).status_code for method in ("GET", "PUT", "DELETE")} == {403}


def test_what_is_anothers_is_not_there(alice: User, account: Account, charlie: User) -> None:
    path = f"schedules/{made(alice)['id']}"
    for stranger in (analyst(account), charlie):
        assert ask(stranger, "GET", "schedules").json() == []
        assert {ask(stranger, method, path).status_code for method in ("GET", "PUT", "DELETE")} == {404}
    assert Schedule.objects.get().removed_at is None


def test_an_admin_sees_those_of_all(alice: User, bob: User) -> None:
    Membership.objects.filter(user=bob).update(role=Role.ANALYST)
    path = f"schedules/{made(bob)['id']}"
    assert ask(alice, "GET", path).json()["owner"] == "bob@example.org"
