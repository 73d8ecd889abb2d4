"""The digest of Ads health: subscribed to on a phone, sent at once, and its address opens the panel."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import SubAccount, User
from alerts.models.ads import Group
from deliveries.models import Delivery
from deliveries.sending import one_try
from tests.alerts.screen import drawn
from tests.browser.axe import overflow, violations
from tests.browser.conftest import DESKTOP, PHONE, SignIn
from tests.browser.test_scheduling import post  # noqa: F401 - a fixture
from tests.servers.mail import Postbox

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("sales")]


@pytest.fixture(autouse=True)
def pressing(sales: None, subaccount: SubAccount) -> None:
    drawn.judged(subaccount, 41, Group.PAUSE, "Linen bed", 588, 11, signals=drawn.tired())


def test_a_viewer_subscribes_and_the_mail_opens_the_panel(
    sign_in: SignIn,
    bob: User,
    post: Postbox,  # noqa: F811
    live_server: LiveServer,
    settings: Any,
) -> None:
    settings.PUBLIC_URL = live_server.url
    page = sign_in(bob, size=PHONE)
    page.goto("/ads/digest/")
    expect(page.get_by_text("1 pause suggested")).to_be_visible()
    page.get_by_text("Weekly", exact=True).click()
    page.locator("[name=weekday]").select_option("Mon")
    page.get_by_role("button", name="Subscribe").click()
    expect(page.get_by_role("heading", name="You get the digest")).to_be_visible()
    page.get_by_role("button", name="Send now").click()
    expect(page.get_by_text("The digest is on its way to you.")).to_be_visible()
    one_try.send(Delivery.objects.get().pk)
    body = post.mails[0].message.get_body(("html",))
    found = re.search(r'href="([^"]+/ads/ad/41/)"', body.get_content() if body else "")
    page.goto(found[1] if found else "")
    expect(
        page.get_by_role("complementary").get_by_role("heading", name="chance this ad costs too much")
    ).to_be_visible()


@pytest.mark.parametrize(("dark", "size"), [(False, DESKTOP), (True, DESKTOP), (True, PHONE)])
def test_the_page_is_accessible_and_nothing_overflows(
    sign_in: SignIn, alice: User, dark: bool, size: dict[str, int]
) -> None:
    page = sign_in(alice, dark=dark, size=size)
    page.goto("/ads/digest/")
    expect(page.get_by_text("1 pause suggested")).to_be_visible()
    assert violations(page) == [] and overflow(page) <= 0
