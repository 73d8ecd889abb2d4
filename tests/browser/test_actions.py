"""From a value to the service that an action of its field names, by clicks alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from tests.browser.axe import violations
from tests.browser.conftest import PHONE, SignIn
from tests.explores.drill.test_actions import write_catalog
from tests.net.hosts import Host, hosting

pytestmark = pytest.mark.browser
PAGE = "/explore/mine/?fields=orders.channel,orders.revenue"


@pytest.fixture
def host(sales: None, settings: Any, tmp_path: Path) -> Iterator[Host]:
    with hosting() as found:
        write_catalog(tmp_path, found)
        settings.CATALOG_DIR, settings.NET_ALLOW = str(tmp_path), found.allowed
        yield found


def open_form(page: Page) -> None:
    page.goto(PAGE)
    page.locator("tbody tr", has_text="Ads").locator("td").first.click()
    page.locator("drill-menu").get_by_text("Pause it…").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Pause it")
    page.wait_for_load_state()  # its style sheets too


def test_a_value_is_sent_from_its_menu_and_the_way_back_is_the_same_question(
    host: Host, sign_in: SignIn, alice: User
) -> None:
    page = sign_in(alice, expected="422")
    open_form(page)
    assert violations(page) == []
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("alert")).to_have_text("Reason is needed.")
    page.get_by_label("Reason").fill("Too dear")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("status").first).to_have_text(f"Delivered: 127.0.0.1:{host.port} took it (200).")
    [(path, _, body)] = host.got
    assert path == "/pause/Ads?r=Ads" and json.loads(body)["form_params"]["reason"] == "Too dear"
    page.get_by_role("link", name="Back to Mine").click()
    expect(page.locator("tbody tr")).to_have_count(4)


def test_on_a_phone_in_the_dark_the_form_has_room(host: Host, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice, dark=True, size=PHONE)
    open_form(page)
    for box in (page.get_by_role("button", name="Send").bounding_box(), page.get_by_label("Until").bounding_box()):
        assert box and box["height"] >= 44 and box["x"] >= 0 and box["x"] + box["width"] <= 390
    assert violations(page) == []
