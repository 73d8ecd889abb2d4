"""What a dashboard does beside its menus, in a real browser: waits while nobody looks, answers a hover, is edited."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from accounts.access import viewer_for
from accounts.models import User
from dashboards import own
from dashboards.models import Dashboard
from explores.keeping import folders
from tests.browser.conftest import SignIn
from tests.browser.test_cross_filtering import place
from tests.browser.test_dashboard_actions import tool
from tests.browser.test_dashboards import settle

pytestmark = pytest.mark.browser
AWAY = "Object.defineProperty(document, 'hidden', { get: () => Boolean(window.away) })"
SEEN = "window.away = false; document.dispatchEvent(new Event('visibilitychange'))"


def made(user: User, **settings: Any) -> Dashboard:
    """Orders by month, as a chart."""
    viewer = viewer_for(user)
    query = {"explore": "business", "fields": ["orders.ordered_month", "orders.revenue"], "limit": "all",
             "filters": {"orders.total": "<1000"}}  # fmt: skip
    tiles = {"months": {"title": "Months", "vis": "column", "at": [0, 0, 24, 10], "query": query}}
    document = {"title": "Weekly", "settings": settings, "tiles": tiles}
    return own.make_from(viewer, folders.shared(viewer.account), document)


def asked(page: Page) -> list[str]:
    """The questions of the tile from now on."""
    found: list[str] = []
    page.on("request", lambda request: found.extend([request.url] if "/tiles/months/" in request.url else []))
    return found


def test_a_page_that_nobody_looks_at_waits_and_catches_up_once(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.clock.install()
    page.add_init_script(AWAY)
    page.goto(f"/dashboards/{made(alice, refresh='1 minute').pk}/")
    settle(page)
    questions = asked(page)
    page.evaluate("window.away = true")
    for _ in range(5):
        page.clock.run_for(61_000)
    assert questions == []
    with page.expect_response(lambda answer: "/tiles/months/" in answer.url):
        page.evaluate(SEEN)
    settle(page)
    assert len(questions) == 1
    with page.expect_response(lambda answer: "/tiles/months/" in answer.url):
        page.clock.run_for(61_000)  # and goes on at its pace
    assert len(questions) == 2


def test_a_mark_says_its_figures_under_the_pointer_and_at_full_size_leads_to_its_rows(
    sales: None, sign_in: SignIn, alice: User
) -> None:
    page = sign_in(alice)
    page.goto(f"/dashboards/{made(alice).pk}/")
    settle(page)
    page.mouse.move(*place(page, "months", 3.5 / 14))  # October 2024 to November 2025: January is the fourth
    expect(page.locator("#tile-months .hoverlayer")).to_contain_text("€390")
    page.mouse.move(0, 0)
    tool(page, "months", "Expand").click()
    page.locator("#expanded plot-chart[data-drawn]").wait_for()
    page.locator("#expanded").get_by_role("button", name="View as table").click()
    row = page.locator("#expanded tbody tr", has_text="2025-01")
    expect(row).to_contain_text("€390")
    row.locator("td").click()
    page.locator("drill-menu").get_by_text("Show all orders").click()
    expect(page.locator("#drill .result-rows")).to_have_text("3 of 3 rows")


def test_edit_is_a_button_and_a_key_of_ones_own_dashboard(sales: None, sign_in: SignIn, alice: User) -> None:
    page, row = sign_in(alice), made(alice)
    page.goto(f"/dashboards/{row.pk}/")
    settle(page)
    page.get_by_role("link", name="Edit").first.click()
    page.wait_for_url(f"**/dashboards/{row.pk}/edit/**")
    page.go_back()
    settle(page)
    page.keyboard.press("e")
    page.wait_for_url(re.compile(rf"/dashboards/{row.pk}/edit/"))
    expect(page.locator(".edit-cell")).to_have_count(1)
