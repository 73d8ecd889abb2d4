"""Customer knowledge, revenue and ads in a browser: no tile fails, and two cohorts are chosen by a plain form."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from accounts.models import User
from tests.browser.conftest import SignIn

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("sales")]


@pytest.mark.parametrize("slug", ["customers", "revenue", "ads"])
def test_every_tile_answers_or_says_what_would_fill_it(sign_in: SignIn, alice: User, slug: str) -> None:
    page = sign_in(alice)
    page.goto(f"/dashboards/{slug}/")
    expect(page.locator("[aria-busy=true]")).to_have_count(0, timeout=30_000)
    expect(page.get_by_text("could not be answered")).to_have_count(0)
    assert page.locator(".cell > .tile").count() >= 20
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_two_cohorts_are_chosen_by_a_form_and_stand_in_the_address(sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.goto("/dashboards/revenue/?country=CE")
    tile = page.locator("#tile-cohort_lines")
    tile.get_by_label("First order in").select_option("2024-10")
    tile.get_by_role("button", name="Compare").click()
    page.wait_for_url(re.compile(r"cohort=2024-10"))
    assert "country=CE" in page.url
    expect(tile.get_by_label("First order in")).to_have_value("2024-10")


def test_the_faces_of_the_cohorts_change_what_is_counted(sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.goto("/dashboards/revenue/?order_date=2024-10-01 to 2025-11-01")
    tile = page.locator("#tile-cohorts")
    expect(tile.get_by_text("active in month n")).to_be_visible()
    tile.get_by_role("button", name="2nd", exact=True).click()
    expect(tile.get_by_role("button", name="2nd", exact=True)).to_have_attribute("aria-pressed", "true")
    tile.get_by_role("button", name="Revenue", exact=True).click()
    expect(tile.get_by_role("columnheader", name="Month 0")).to_be_visible()
