"""Customer knowledge, revenue and ads in a browser: no tile fails, and two cohorts are chosen by a plain form."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from accounts.models import User
from tests.browser.conftest import SignIn

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("sales")]
LONG = 120_000  # ms; more than sixty questions, and the machine may be busy


def test_every_tile_answers_or_says_what_would_fill_it(sign_in: SignIn, bob: User) -> None:
    page = sign_in(bob)
    for slug in ("customers", "revenue", "ads"):
        page.goto(f"/dashboards/{slug}/")
        expect(page.locator(".cell [aria-busy]")).to_have_count(0, timeout=LONG)
        expect(page.get_by_text("could not be answered")).to_have_count(0)
        assert page.locator(".cell > .tile").count() >= 20
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_two_cohorts_are_chosen_by_a_form_that_needs_no_script(sign_in: SignIn, bob: User) -> None:
    page = sign_in(bob, expected="404")  # a fragment alone has no icon
    page.goto("/dashboards/revenue/tiles/cohort_lines/?country=FR")
    page.get_by_label("First order in").select_option("2024-10")
    page.get_by_role("button", name="Compare", exact=True).click()
    page.wait_for_url(re.compile(r"/dashboards/revenue/\?.*cohort=2024-10.*#tile-cohort_lines"))
    assert "country=FR" in page.url
    expect(page.locator("#tile-cohort_lines").get_by_label("First order in")).to_have_value("2024-10", timeout=LONG)
