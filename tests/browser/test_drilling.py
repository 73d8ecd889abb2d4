"""From a number to what is behind it, by mouse and by keys, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from tests.browser.axe import violations
from tests.browser.conftest import PHONE, SignIn
from tests.browser.pointing import click

pytestmark = pytest.mark.browser
PAGE = "/explore/business/"
MONTHS = f"{PAGE}?fields=orders.ordered_month,orders.revenue,orders.count&f[orders.ordered_date]=2025&total=1"


def test_a_figure_opens_its_rows_which_give_it_again_and_open_in_turn(
    sales: None, sign_in: SignIn, alice: User
) -> None:
    page = sign_in(alice)
    page.goto(MONTHS)
    page.locator("tbody tr").nth(1).locator("td").nth(1).click()
    menu = page.locator("drill-menu")
    expect(menu.locator(".menu-item").first).to_have_text("Show all orders")
    menu.get_by_text("Show all orders").click()
    dialog = page.locator("#drill")
    expect(dialog.locator(".result-rows")).to_have_text("4 of 4 rows")
    expect(dialog.locator("tfoot")).to_contain_text("€99,660")
    dialog.locator("thead").get_by_text("Amount").click()
    expect(dialog.locator("thead [aria-sort]")).to_have_text("Amount")
    assert "sorts" not in page.url
    dialog.locator("tfoot td").last.click()
    menu.get_by_placeholder("Drill by another dimension").fill("orders channel")
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
    expect(menu.locator(".menu-item").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    page.keyboard.press("Enter")
    expect(menu.locator(".menu-item").first).to_be_focused()
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
    box = page.locator("drill-menu").bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= 390
    item.click()
    expect(page.locator("#drill .result-rows")).to_have_text("4 of 4 rows")


def test_a_number_explains_itself_and_agrees(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.goto(MONTHS)
    page.locator("tfoot td").nth(1).click()
    page.locator("drill-menu").get_by_text("Explain this number").click()
    expect(page.locator("#drill [data-agrees]")).to_have_attribute("data-agrees", "yes")
    expect(page.locator("#drill")).to_contain_text("each order counts once")
    page.locator("#drill").get_by_label("Close").click()
    expect(page.locator("#drill")).to_be_hidden()


def mark(page: Page, across: float, up: float) -> None:
    """Click inside the plot area, by shares of its width and height."""
    page.locator("plot-chart[data-drawn]").wait_for()
    area = page.locator(".plot .nsewdrag").first.bounding_box()
    assert area
    click(page, area["x"] + area["width"] * across, area["y"] + area["height"] * up)


def test_a_mark_of_a_chart_opens_the_menu_of_its_figure(sales: None, sign_in: SignIn, bob: User) -> None:
    page = sign_in(bob)
    query = f"{PAGE}?fields=orders.ordered_month,orders.channel,orders.revenue&pivots=orders.channel"
    page.goto(f"{query}&f[orders.ordered_date]=2025-10-01 to 2025-12-01&vis=column&stack=1")
    mark(page, 0.75, 0.98)
    title = page.locator("drill-menu .menu-title").first
    expect(title).to_have_text("Orders › Revenue, 2025-11, Ads")
    page.keyboard.press("Escape")
    mark(page, 0.25, 0.5)
    expect(title).to_have_text("Orders › Revenue, 2025-10, Email")
    page.locator("drill-menu").get_by_text("Show all orders").click()
    expect(page.locator("#drill .result-rows")).to_have_text("1 of 1 row")
    page.keyboard.press("Escape")
    page.goto(f"{PAGE}?fields=orders.channel,orders.revenue&vis=bar")
    mark(page, 0.1, 0.5)
    expect(title).to_have_text("Orders › Revenue, Email")


def test_it_reads_well_in_the_dark_and_passes_the_judge(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice, dark=True)
    page.goto(f"{MONTHS}&compare=year")
    page.locator("tbody tr").nth(1).locator("td").nth(1).click()
    expect(page.locator("drill-menu").locator(".menu-item").first).to_be_visible()
    assert violations(page) == []
    page.locator("drill-menu").get_by_text("Explain this number").click()
    expect(page.locator("#drill [data-agrees]")).to_be_visible()
    assert violations(page) == []
