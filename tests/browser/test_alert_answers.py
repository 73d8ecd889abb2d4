"""The page behind the buttons of an alert's mail, for whoever holds the mail."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import SubAccount, User
from alerts.answering import buttons
from alerts.models import Alert, Answer, What
from alerts.rules.state_form import state_to_json
from tests.alerts.checking.watched import alert
from tests.alerts.rules.rows import above
from tests.alerts.rules.test_life import HIGH, Life
from tests.browser.axe import overflow, violations
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.contexts import Contexts

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("dark", "size"), [(False, PHONE), (True, DESKTOP)], ids=["phone", "dark"])
def test_a_mail_is_answered_with_one_press_and_without_signing_in(
    transactional_db: None, alice: User, subaccount: SubAccount, contexts: Contexts, live_server: LiveServer,
    settings: Any, dark: bool, size: dict[str, int],
) -> None:  # fmt: skip
    settings.PUBLIC_URL = live_server.url
    firing = alert(alice, subaccount, phase="firing", state=state_to_json(Life(above(10)).sees(HIGH).state))
    address = dict(buttons.acts(firing, timezone.now()))[What.ACKNOWLEDGE.label]
    page = contexts.page(live_server.url, dark=dark, size=size)
    page.goto(address)
    assert violations(page) == [] and overflow(page) == 0 and not Answer.objects.exists()
    page.get_by_role("button", name="Acknowledge").press("Enter")
    expect(page.get_by_role("status")).to_have_text("Acknowledged. Reminders end until it is fine again.")
    assert violations(page) == [] and Alert.objects.get().phase == "acknowledged"
    contexts.end(page)
