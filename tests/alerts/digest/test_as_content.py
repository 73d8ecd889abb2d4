"""The digest is content like any other: in the sheet, over REST, and nowhere where it can't be."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts import tokens
from accounts.models import User
from deliveries.models import Schedule

pytestmark = pytest.mark.usefixtures("ads")
DAILY = {"kind": "daily", "zone": "Europe/Paris", "at": "07:00"}


def rest(user: User, path: str, **body: Any) -> Any:
    membership = user.memberships.get()
    client = Client(headers={"authorization": f"Bearer {tokens.issue(user, membership.account, 'test')}"})
    return client.post(f"/api/v1/{path}", body, content_type="application/json")


def schedule(user: User, to: str, **more: Any) -> Any:
    mail = {"kind": "email", "format": "letter", "recipients": [to]}
    return rest(user, "schedules", content={"kind": "ads"}, recurrence=DAILY, targets=[mail], **more)


def test_an_admin_schedules_it_for_others_over_rest(alice: User) -> None:
    answer = schedule(alice, "boss@example.org", filters={"platform": "meta"})
    assert answer.status_code == 201, answer.content
    assert Schedule.objects.get().filters == {"platform": "meta"} and answer.json()["about"] == "ads:health"


def test_a_filter_that_it_does_not_have_is_refused(alice: User) -> None:
    answer = schedule(alice, "boss@example.org", filters={"colour": "blue"})
    assert answer.status_code == 400 and "colour" in answer.content.decode()


def test_a_viewer_may_not_schedule_it_for_others(bob: User) -> None:
    answer = schedule(bob, "rival@example.org")
    assert answer.status_code in (401, 403) and not Schedule.objects.exists()


def test_the_sheet_keeps_what_was_chosen_on_the_page(alice: User) -> None:
    client = Client()
    client.force_login(alice)
    client.post("/ads/digest/", {"when": "daily", "at": "07:00", "zone": "Europe/Paris", "platform": "meta"})
    page = client.get(f"/schedules/{Schedule.objects.get().pk}/").content.decode()
    assert 'name="value:platform" value="meta"' in page and "In the mail" in page and "Meta" in page


def test_no_alert_watches_it_and_no_download_holds_it(alice: User) -> None:
    rule = {"kind": "single", "conditions": [{"field": "x", "op": "above", "value": "1"}]}
    watched = rest(alice, "alerts", content={"kind": "ads"}, rule=rule, recurrence=DAILY, targets=[])
    held = rest(alice, "exports", content={"kind": "ads"}, format="png")
    assert (watched.status_code, held.status_code) == (400, 400)
    assert "no one figure to watch" in watched.content.decode() and "not downloaded" in held.content.decode()
