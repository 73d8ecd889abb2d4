"""From a number to what is behind it, by mouse and by keys, in a real browser."""

from __future__ import annotations

import os

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from tests.browser.conftest import PHONE, SignIn

pytestmark = pytest.mark.browser
PAGE = "/explore/business/"
MONTHS = f"{PAGE}?fields=orders.ordered_month,orders.revenue,orders.count&f[orders.ordered_date]=2025&total=1"


def shot(page: Page, name: str) -> None:
    if os.environ.get("SHOTS"):
        page.screenshot(path=f"/tmp/w/shots/{name}.png")


def test_a_figure_opens_its_rows_which_give_it_again_and_open_in_turn(
    sales: None, sign_in: SignIn, alice: User
) -> None:
    page = sign_in(alice)
    page.goto(MONTHS)
    page.locator("tbody tr").nth(1).locator("td").nth(1).click()
    menu = page.locator("drill-menu")
    expect(menu.get_by_role("menuitem").first).to_have_text("Show all orders")
    shot(page, "menu")
    menu.get_by_text("Show all orders").click()
    dialog = page.locator("#drill")
    expect(dialog.locator(".result-rows")).to_have_text("4 of 4 rows")
    expect(dialog.locator("tfoot")).to_contain_text("€99,660")
    shot(page, "rows")
    dialog.locator("thead").get_by_text("Amount").click()
    expect(dialog.locator("thead [aria-sort]")).to_have_text("Amount")
    assert "sorts" not in page.url
    dialog.locator("tfoot td").last.click()
    menu.get_by_placeholder("Drill by another dimension").fill("orders channel")
    shot(page, "by")
    menu.get_by_text("Orders › Channel").click()
    expect(dialog.locator("thead th")).to_have_count(2)
    expect(dialog.locator("tfoot")).to_contain_text("€99,660")
    dialog.get_by_text("Explore from here").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Revenue by channel")
    assert "f[orders.ordered_month]=2025-10" in page.url.replace("%5B", "[").replace("%5D", "]")


def test_keys_alone_go_from_the_table_to_the_rows_and_back(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.goto(MONTHS)
    page.locator(".table-wrap").focus()
    for key in ("Enter", "ArrowRight", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    menu = page.locator("drill-menu")
    expect(menu.get_by_role("menuitem").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    page.keyboard.press("Enter")
    expect(menu.get_by_role("menuitem").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#drill .result-rows")).to_have_text("4 of 4 rows")
    page.keyboard.press("Escape")
    expect(page.locator("#drill")).to_be_hidden()


def test_on_a_phone_the_menu_and_the_rows_have_room(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice, size=PHONE)
    page.goto(MONTHS)
    page.locator("tbody tr").nth(1).locator("td").nth(1).click()
    item = page.locator("drill-menu").get_by_text("Show all orders")
    expect(item).to_be_visible()
    shot(page, "phone-menu")
    box = page.locator("drill-menu").bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= 390
    item.click()
    expect(page.locator("#drill .result-rows")).to_have_text("4 of 4 rows")
    shot(page, "phone-rows")


def test_a_number_explains_itself_and_agrees(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.goto(MONTHS)
    page.locator("tfoot td").nth(1).click()
    page.locator("drill-menu").get_by_text("Explain this number").click()
    expect(page.locator("#drill [data-agrees]")).to_have_attribute("data-agrees", "yes")
    expect(page.locator("#drill")).to_contain_text("each order counts once")
    shot(page, "explained")
    page.locator("#drill").get_by_label("Close").click()
    expect(page.locator("#drill")).to_be_hidden()
