"""The list of fields by mouse: what it marks, finds and takes out again."""

from __future__ import annotations

import json
import re
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from accounts.models import User
from tests.browser.conftest import SignIn
from tests.browser.quiet import held

pytestmark = pytest.mark.browser
PAGE = "/explore/business/"


def test_the_tab_in_use_shows_the_chosen_fields_and_takes_them_out(sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.goto(f"{PAGE}?fields=orders.ordered_month,orders.revenue&f[orders.channel]=Email")
    page.get_by_role("tab", name="In use").click()
    rows = page.locator("#picker [data-field]:visible")
    expect(rows).to_have_count(3)
    page.locator('[data-field="orders.revenue"]').click()
    expect(rows).to_have_count(2)
    expect(page.locator("[data-in-use]")).to_have_text("1")
    page.get_by_role("tab", name="All fields").click()
    row = page.locator('[data-field="orders.ordered_month"]')
    row.click()  # a second click takes it out
    expect(row.locator(".picker-name")).to_have_attribute("aria-pressed", "false")
    page.locator("#run").click()
    page.wait_for_url(lambda address: "fields=" not in address)


def test_the_search_looks_at_descriptions_and_types(sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.goto(PAGE)
    page.get_by_label("Search fields").fill("Half of the orders")
    expect(page.locator("#picker [data-field]:visible")).to_have_count(1)
    expect(page.locator('[data-field="orders.median_amount"]')).to_be_visible()
    page.get_by_label("Search fields").fill("yes/no first order")
    expect(page.locator('[data-field="orders.is_first_order"]')).to_be_visible()
    expect(page.locator('[data-field="orders.revenue"]')).to_be_hidden()


def test_a_slip_of_the_keyboard_still_finds_the_field(sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.goto(PAGE)
    for typed in ("avrage basket", "avreage basket", "aaverage baskt", "averige bas"):
        page.get_by_label("Search fields").fill(typed)
        expect(page.locator('[data-field="orders.average_basket"]')).to_be_visible()
        expect(page.locator('[data-field="orders.count"]')).to_be_hidden()
    page.get_by_label("Search fields").fill("zebra")
    expect(page.get_by_text("No field matches")).to_be_visible()
    expect(page.get_by_label("New custom field")).to_be_hidden()


def test_the_icons_of_a_row_pivot_filter_and_tell(sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.goto(f"{PAGE}?fields=orders.channel")
    row = page.locator('[data-field="orders.channel"]')
    row.hover()
    row.get_by_label("About this field").click()
    expect(page.locator("#field-info")).to_contain_text("orders.channel")
    page.keyboard.press("Escape")
    row.get_by_label("Pivot").click()
    expect(row.get_by_label("pivoted")).to_be_visible()
    row.get_by_label("Filter", exact=True).click()
    expect(page.locator('filter-editor[data-field="orders.channel"]')).to_be_visible()
    expect(row.get_by_label("filtered")).to_be_visible()


def test_a_filter_that_is_asked_for_twice_is_there_once(sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.goto(f"{PAGE}?fields=orders.channel")
    drawn = held(page, re.compile(r"/filter\?"))
    row = page.locator('[data-field="orders.channel"]')
    row.hover()
    for _ in range(2):
        with page.expect_request(re.compile(r"/filter\?")):
            row.get_by_label("Filter", exact=True).click()
    for each in drawn:
        with page.expect_response(each.request.url):
            each.continue_()
    expect(page.locator("filter-editor")).to_have_count(1)
    assert len(drawn) == 2


def test_colours_tell_dimensions_measures_and_calculations_apart_and_headings_fold(
    sign_in: SignIn, alice: User
) -> None:
    page = sign_in(alice)
    custom = json.dumps({"twice": {"calculation": "2"}})
    page.goto(f"{PAGE}?{urlencode({'fields': 'orders.channel,orders.revenue,twice', 'custom': custom})}")
    colour = "one => getComputedStyle(one).color"
    hues = {"dim": "rgb(43, 104, 198)", "mea": "rgb(168, 78, 19)", "calc": "rgb(13, 74, 34)"}  # blue, orange, green
    for hue, value in hues.items():
        row = page.locator(f'#picker [data-hue="{hue}"].in-use').first
        assert row.locator(".glyph").evaluate(colour) == value
        assert row.evaluate("one => getComputedStyle(one).boxShadow").startswith(value)
    heading = page.locator("#picker summary").get_by_text("Order date", exact=True)
    month = page.locator('[data-field="orders.ordered_month"]')
    heading.click()
    expect(month).to_be_visible()
    heading.click()
    expect(month).to_be_hidden()


def test_a_filter_offers_the_values_that_the_field_has(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.goto(f"{PAGE}?fields=orders.channel,orders.count&f[orders.channel]=")
    page.locator("filter-editor .chip").click()
    box = page.locator('filter-editor [name="v"]')
    box.fill("ma")  # at once: between two letters typed slowly values are offered too
    expect(page.locator(".typing-list [role=option]")).to_have_text(["Email"])
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    box.press_sequentially(", a")
    page.locator(".typing-list [role=option]", has_text="Ads").click()
    expect(box).to_have_value("Email, Ads")
    expect(page.locator(".filter-explained")).to_contain_text("is “Email”, or is “Ads”")
