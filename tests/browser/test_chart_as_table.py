"""A chart's marks by keys alone: the chart is read as a table, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from tests.browser.axe import violations
from tests.browser.conftest import SignIn
from tests.browser.test_cross_filtering import MONTHS, SWAPPED, expect_figures
from tests.browser.test_dashboards import REVENUE, settle

pytestmark = pytest.mark.browser


def tab_to(page: Page, words: str) -> None:
    """Tab until what has the focus says these words."""
    for _ in range(12):
        page.keyboard.press("Tab")
        if words in page.evaluate("(document.activeElement.ariaLabel ?? '') + document.activeElement.textContent"):
            return
    raise AssertionError(f"Tab does not lead to {words}")


def by_keys(page: Page, item: str) -> None:
    """An entry of the menu of the tile with the months, which has the focus again afterwards."""
    page.keyboard.press("Enter")
    tab_to(page, item)
    with page.expect_response(lambda answer: f"/tiles/{MONTHS}/" in answer.url):
        page.keyboard.press("Enter")
    expect(page.locator(f"#more-{MONTHS}")).to_be_focused()


def test_keys_alone_filter_the_page_by_a_mark_and_drill_into_one(sales: None, sign_in: SignIn, bob: User) -> None:
    page = sign_in(bob, expected=SWAPPED)
    page.goto(REVENUE)
    settle(page)
    page.locator(f"#more-{MONTHS}").focus()
    by_keys(page, "View as table")
    tile = page.locator(f"#tile-{MONTHS}")
    expect(tile.locator("tbody tr")).to_have_count(11)
    assert violations(page) == []
    tab_to(page, "table")
    for key in ("Enter", "Enter"):  # into the table, where January is first, and January is chosen
        page.keyboard.press(key)
    expect_figures(page, "€390.00", "3")
    expect(tile.locator("tbody tr.chosen")).to_contain_text("2025-01")
    for key in ("ArrowRight", "Enter"):  # its figure leads to the rows behind it
        page.keyboard.press(key)
    expect(page.locator("drill-menu .menu-title").first).to_have_text("Orders › Revenue, 2025-01")
    expect(page.locator("drill-menu").get_by_role("button", name="Filter the page to 2025-01")).to_be_focused()
    tab_to(page, "Show all orders")
    page.keyboard.press("Enter")
    expect(page.locator("#drill .result-rows")).to_have_text("3 of 3 rows")
    page.keyboard.press("Escape")
    with page.expect_response(lambda answer: f"/tiles/{MONTHS}/" in answer.url and "show=table" in answer.url):
        page.keyboard.press("r")
    settle(page)
    expect(tile.locator("tbody tr.chosen")).to_have_count(1)  # a table still, after it has asked again
    page.locator(f"#more-{MONTHS}").focus()
    by_keys(page, "View as chart")
    expect(tile.locator("plot-chart .main-svg").first).to_be_visible()
