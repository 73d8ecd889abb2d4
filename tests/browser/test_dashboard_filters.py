"""The filters of a dashboard in a real browser: by pointer, by keys, on a phone."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from accounts.access import viewer_for
from accounts.models import User
from dashboards import own
from explores.keeping import folders
from tests.browser.axe import overflow, violations
from tests.browser.conftest import PHONE, SignIn
from tests.browser.quiet import held

pytestmark = pytest.mark.browser

FILTERS: dict[str, Any] = {
    "when": {"label": "When", "type": "date", "field": "orders.ordered_date", "control": "timeframes"},
    "channel": {
        "label": "Channel", "type": "string", "field": "orders.channel", "control": "button_group",
        "options": ["Email", "Ads", "Store"],
    },
    "country": {
        "label": "Country", "type": "string", "field": "orders.country", "control": "checkboxes", "required": True,
    },
    "total": {
        "label": "Total", "type": "number", "field": "orders.total", "control": "range_slider", "min": 0, "max": 500,
    },
    "product": {
        "label": "Product", "type": "string", "field": "products.name", "control": "tag_list", "linked": ["country"],
    },
}  # fmt: skip
TILES: dict[str, Any] = {
    "revenue": {
        "title": "Revenue", "vis": "table", "at": [0, 0, 12, 10],
        "query": {"explore": "business", "fields": ["orders.channel", "orders.count"], "totals": True},
    }
}  # fmt: skip


@pytest.fixture
def address(sales: None, alice: User) -> str:
    viewer = viewer_for(alice)
    document = {"title": "Ours", "filters": FILTERS, "tiles": TILES}
    return f"/dashboards/{own.make_from(viewer, folders.personal(viewer), document).pk}/"


def orders(page: Page) -> Any:
    """The count of orders in the totals of the tile."""
    return page.locator("#tile-revenue tfoot .num").last


def test_a_page_waits_for_what_it_requires_and_is_narrowed_by_each_control(
    address: str, sign_in: SignIn, alice: User
) -> None:
    page = sign_in(alice)
    page.goto(f"{address}?when=2025")
    expect(page.locator("#tile-revenue")).to_contain_text("Waits for Country")
    page.get_by_role("link", name="Country", exact=True).click()  # leads to the control, open
    page.wait_for_url("**open=country**")
    panel = page.locator("#filter-country")
    panel.get_by_label("FR", exact=True).check()
    expect(panel.locator(".filter-explained")).to_contain_text("is “FR”")
    panel.get_by_role("button", name="Apply").click()
    expect(orders(page)).not_to_be_empty()
    whole = int(orders(page).inner_text().replace(",", ""))
    page.get_by_role("button", name="Email", exact=True).click()  # the group stands in the line itself
    page.wait_for_url("**channel=Email**")
    expect(page.locator("#tile-revenue tbody tr")).to_have_count(1)
    page.get_by_role("button", name="Email", exact=True).click()
    expect(orders(page)).to_have_text(str(whole))
    page.locator("#filter-total summary").click()
    panel = page.locator("#filter-total")
    panel.get_by_label("Total from").fill("200")  # the slider moves its box
    expect(panel.get_by_label("From", exact=True)).to_have_value("200")
    panel.get_by_role("button", name="Apply").click()
    page.wait_for_url("**total=%3E%3D200**")
    expect(page.locator("#filter-total .chip-set")).to_contain_text("200")
    assert int(orders(page).inner_text().replace(",", "")) < whole
    assert violations(page) == []


def test_a_chip_that_is_opened_before_the_scripts_are_there_gets_its_values(
    address: str, sign_in: SignIn, alice: User
) -> None:
    page = sign_in(alice)
    scripts = held(page, "**/htmx*.js")
    page.goto(f"{address}?country=FR", wait_until="commit")
    page.locator("#filter-product summary").click()
    expect(page.locator("#filter-product")).to_contain_text("Asking for the values")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    while not scripts:
        page.wait_for_timeout(50)
    scripts[0].continue_()
    expect(page.get_by_role("searchbox", name="Search the values of Product")).to_be_visible()
    assert not [url for url in asked if "/filters/total" in url], "what is closed asks for nothing"


def test_filters_work_by_keys_alone(address: str, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.goto(f"{address}?country=FR&product=Nothing")
    expect(page.locator("#filter-product")).to_contain_text("Nothing is not within Country")
    page.locator("#filter-product summary").focus()
    page.keyboard.press("Enter")
    search = page.get_by_role("searchbox", name="Search the values of Product")
    expect(search).to_be_visible()
    search.fill("zzz")
    expect(page.locator("#filter-product .filter-options")).to_contain_text("Nothing")  # what is picked stays in sight
    page.keyboard.press("Escape")
    expect(page.locator("#filter-product summary")).to_be_focused()
    page.keyboard.press("Delete")
    page.wait_for_url(lambda url: "product" not in url)
    assert "country=FR" in page.url


def test_a_viewer_adds_a_filter_and_takes_it_off_again(address: str, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.goto(f"{address}?country=FR")
    page.locator("#filter-add summary").click()
    page.get_by_role("searchbox", name="Search the fields").fill("status")
    expect(page.locator(".filter-fields", has_text="Country")).to_have_count(0)  # another list, so none follows
    page.locator('.filter-fields a[href*="orders.status"]').first.click()
    page.wait_for_url("**open=**")
    panel = page.locator(".filter[open]")
    panel.get_by_label("How to filter").select_option("starts")
    expect(panel.locator(".filter-text")).to_be_visible()
    panel.locator(".filter-text").fill("p")
    panel.get_by_role("button", name="Apply").click()
    expect(page.locator(".chip-set").last).to_contain_text("starts with p")
    page.locator(".chip-set").last.click()
    page.get_by_role("link", name="Remove", exact=True).click()
    page.wait_for_url(lambda url: "f%5B" not in url)


@pytest.mark.parametrize("dark", [False, True])
def test_a_phone_scrolls_the_chips_in_one_line_and_opens_panels_as_sheets(
    address: str, sign_in: SignIn, alice: User, dark: bool
) -> None:
    page = sign_in(alice, size=PHONE, dark=dark)
    page.goto(f"{address}?country=FR")
    page.locator("#filter-when summary").click()
    panel = page.locator("#filter-when .filter-panel")
    expect(panel).to_be_visible()
    box = panel.bounding_box()
    assert box is not None and (box["x"], box["width"]) == (0, PHONE["width"])
    chip = page.locator("#filter-when summary").bounding_box()
    assert chip is not None and chip["height"] >= 44
    assert overflow(page) == 0 and violations(page) == []


def test_edit_mode_changes_a_filter(address: str, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.goto(f"{address}edit/")
    page.get_by_role("link", name="Edit the filter Channel").click()
    page.get_by_label("Control").select_option("tag_list")
    page.locator("#edit-filter-label").fill("Sold by")
    page.locator("#edit-filter-label").blur()
    expect(page.get_by_role("link", name="Edit the filter Sold by")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Save").first.click()
    page.wait_for_url(f"**{address}")
    expect(page.locator("#filter-channel")).to_contain_text("Sold by")
