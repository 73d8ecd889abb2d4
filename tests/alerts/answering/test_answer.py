"""The buttons of a mail: they ask first, and do what they say for whoever holds the mail."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import SubAccount, User
from alerts.answering import acts, buttons
from alerts.models import Alert, Answer, What
from alerts.rules.state_form import state_to_json
from tests.alerts.checking.watched import alert
from tests.alerts.rules.rows import above
from tests.alerts.rules.test_life import FAULT, HIGH, LOW, Life
from tests.alerts.watching.history import at

pytestmark = pytest.mark.django_db
SITE = "https://bi.example.org"


@pytest.fixture(autouse=True)
def public(settings: Any) -> None:
    settings.PUBLIC_URL = SITE


@pytest.fixture
def firing(alice: User, subaccount: SubAccount) -> Alert:
    state = Life(above(10)).sees(HIGH).state
    return alert(alice, subaccount, state=state_to_json(state), phase="firing")


def address(of: Alert, what: What) -> str:
    return dict(buttons.acts(of, timezone.now()))[what.label].removeprefix(SITE)


def test_a_button_asks_before_it_does_anything(firing: Alert, client: Client) -> None:
    page = client.get(address(firing, What.ACKNOWLEDGE))
    assert page.status_code == 200 and b"Acknowledge" in page.content and b"Many orders" in page.content
    firing.refresh_from_db()
    assert firing.phase == "firing" and not Answer.objects.exists()


@pytest.mark.parametrize(
    ("what", "phase"), [(What.ACKNOWLEDGE, "acknowledged"), (What.SNOOZE, "snoozed"), (What.NOT_USEFUL, "firing")]
)
def test_the_press_does_it_and_is_noted(firing: Alert, client: Client, what: What, phase: str) -> None:
    page = client.post(address(firing, what))
    firing.refresh_from_db()
    assert page.status_code == 200 and firing.phase == phase
    noted = Answer.objects.get()
    assert (noted.what, noted.user, bool(noted.until)) == (what, None, what == What.SNOOZE)


def test_who_is_signed_in_is_named(firing: Alert, client: Client, bob: User) -> None:
    client.force_login(bob)
    client.post(address(firing, What.ACKNOWLEDGE))
    assert Answer.objects.get().user == bob


def test_the_second_press_is_told_that_somebody_looks_after_it(firing: Alert, client: Client) -> None:
    client.post(address(firing, What.ACKNOWLEDGE))
    page = client.post(address(firing, What.ACKNOWLEDGE))
    assert b"Somebody looks after it already" in page.content and Answer.objects.count() == 1


def test_what_is_fine_again_is_not_acknowledged(firing: Alert, client: Client) -> None:
    state = Life(above(10)).sees(HIGH, LOW).state
    Alert.objects.update(state=state_to_json(state), phase="ok")
    assert b"does not fire any more" in client.get(address(firing, What.ACKNOWLEDGE)).content


def test_what_fires_behind_an_error_can_be_acknowledged(firing: Alert, client: Client) -> None:
    state = Life(above(10)).sees(HIGH, FAULT).state
    Alert.objects.update(state=state_to_json(state), phase="error")
    client.post(address(firing, What.ACKNOWLEDGE))
    assert Alert.objects.get().state["resting"] == "acknowledged"


def test_a_button_is_good_for_two_weeks(firing: Alert, client: Client) -> None:
    with time_machine.travel(timezone.now() - buttons.VALID - timedelta(minutes=1)):
        old = address(firing, What.SNOOZE)
    page = client.post(old)
    assert page.status_code == 410 and b"more than 14 days old" in page.content and not Answer.objects.exists()


@pytest.mark.parametrize("change", ["token", "what", "removed", "other salt"])
def test_an_address_that_is_not_ours_leads_nowhere(firing: Alert, client: Client, change: str) -> None:
    path = address(firing, What.SNOOZE)
    if change == "removed":
        Alert.objects.update(removed_at=timezone.now())
    wrong = {
        "token": path.replace("/snooze", "x/snooze"),
        "what": path.replace("/snooze", "/wake"),
        "other salt": re.sub("answer/[^/]+", "answer/WzEsIngiXQ:1abcde:xyz", path),
    }.get(change, path)
    page = client.post(wrong)
    assert page.status_code == 404 and not Answer.objects.exists()


def test_an_installation_without_an_address_sends_no_buttons(firing: Alert, settings: Any) -> None:
    settings.PUBLIC_URL = ""
    assert buttons.acts(firing, timezone.now()) == ()


def test_a_snooze_may_end_early(firing: Alert) -> None:
    acts.answer(firing.pk, What.SNOOZE, timezone.now())
    assert acts.answer(firing.pk, What.WAKE, timezone.now()) and acts.answer(firing.pk, What.ACKNOWLEDGE, at(1)) is None
    assert Alert.objects.get().state["snoozed_until"] <= timezone.now().isoformat()


def test_an_alert_that_is_gone_takes_no_answer(firing: Alert) -> None:
    assert acts.answer(firing.pk + 1, What.SNOOZE, timezone.now()) is None
