"""Merged results in a real browser: a ratio of two queries, sorted, kept, and found again on a dashboard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from accounts.models import User
from explores.merging.state import Merge, Source
from tests.browser.axe import overflow, violations
from tests.browser.conftest import PHONE, SignIn
from tests.browser.quiet import answered
from tests.browser.test_explore import SMALL_TARGETS

pytestmark = pytest.mark.browser
REVENUE = Source("business", "fields=orders.ordered_month,orders.revenue&f[orders.ordered_date]=2025-09 to 2025-12")
COUNT = Source("business", "fields=orders.ordered_month,orders.count&f[orders.ordered_date]=2025")
PAGE = "/explore/merge/" + Merge((REVENUE, COUNT), (("vis", "column"),)).href()


def test_a_ratio_of_two_queries_is_made_sorted_and_kept_on_a_dashboard(
    sales: None, sign_in: SignIn, bob: User, alice: User
) -> None:
    page = sign_in(alice)
    page.goto(PAGE)
    page.get_by_role("button", name="Calculation", exact=True).click()
    page.locator(".custom-dialog textarea").fill("${orders.revenue} / ${orders.count}")
    page.locator(".custom-dialog [name=label]").fill("Per order")
    page.locator(".custom-dialog [type=submit]").click()
    page.locator("#run[data-pending]").click()
    page.locator("thead").get_by_role("link", name="Per order").click()
    page.wait_for_url("**sorts=per_order**")
    answered(page)
    expect(page.locator("tbody tr").first).to_contain_text("€24,915")
    page.get_by_role("button", name="Menu of Orders").click()
    page.get_by_role("menuitem", name="Hide").click()
    expect(page.get_by_text("1 column hidden.")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("radio", name="New dashboard").press("Space")
    form = page.locator('[data-save-form="new_dashboard"]')
    form.locator('[name="name"]').fill("Spend")
    form.get_by_role("button", name="Save & view").click()
    page.wait_for_url(re.compile(r"/dashboards/\d+/"))
    page.locator("plot-chart[data-drawn]").wait_for()
    page.get_by_role("link", name=re.compile("Explore .* from here")).click()
    expect(page.locator("tbody tr").first).to_contain_text("€24,915")


def test_a_phone_shows_all_of_it_with_targets_for_thumbs(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice, size=PHONE)
    page.goto(PAGE)
    answered(page)
    assert overflow(page) == 0 and page.evaluate(SMALL_TARGETS) == []
