"""Clicks on marks of a dashboard narrow its other tiles, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from tests.browser.axe import violations
from tests.browser.conftest import PHONE, SignIn
from tests.browser.pointing import click
from tests.browser.test_dashboards import REVENUE, settle

pytestmark = pytest.mark.browser
MONTHS = "revenue_by_month"
SWAPPED = "htmx:"  # a question that is overtaken is ended, and htmx says so


def place(page: Page, tile: str, across: float, up: float = 0.95) -> tuple[float, float]:
    """A point inside the plot of a tile, by shares of its width and height."""
    plot = page.locator(f"#tile-{tile} .plot .nsewdrag").first
    plot.scroll_into_view_if_needed()
    area = plot.bounding_box()
    assert area
    return area["x"] + area["width"] * across, area["y"] + area["height"] * up


def expect_figures(page: Page, revenue: str, orders: str) -> None:
    expect(page.locator("#tile-revenue .single-value")).to_have_text(revenue)
    expect(page.locator("#tile-orders .single-value")).to_have_text(orders)


def test_a_month_narrows_the_page_with_ctrl_two_do_and_back_undoes_it(sales: None, sign_in: SignIn, bob: User) -> None:
    page = sign_in(bob, expected=SWAPPED)
    page.goto(REVENUE)
    settle(page)
    drawn = page.locator(f"#tile-{MONTHS} plot-chart").element_handle()
    click(
        page, *place(page, MONTHS, 0.5 / 11)
    )  # January to November 2025: 130 euros in each of three channels, then 10 more a month
    expect_figures(page, "€390.00", "3")
    expect(page.locator("#cross .chip")).to_contain_text("2025-01")
    expect(page.locator(f"#crossed-{MONTHS} .cross-source")).to_be_visible()
    expect(page.locator("#crossed-orders .cross-by")).to_have_attribute("title", "Narrowed to Order month: 2025-01")
    assert drawn and drawn.evaluate("chart => chart.isConnected"), "the tile that was clicked in is not loaded anew"
    settle(page)  # what is chosen in it is asked for beside the other tiles
    assert drawn.evaluate("chart => chart.plot.data[0].selectedpoints") == [0]
    page.keyboard.down("Control")
    click(page, *place(page, MONTHS, 1.5 / 11))
    page.keyboard.up("Control")
    expect_figures(page, "€810.00", "6")
    page.go_back()
    expect_figures(page, "€390.00", "3")
    page.go_back()
    expect_figures(page, "€5,940.00", "33")
    expect(page.locator("#cross .chip")).to_have_count(0)
    assert "x%5B" not in page.url
    page.go_forward()
    expect_figures(page, "€390.00", "3")
    page.reload()
    settle(page)
    expect_figures(page, "€390.00", "3")
    page.locator("#cross").get_by_role("button", name="Remove Order month: 2025-01").click()
    expect_figures(page, "€5,940.00", "33")


def test_a_right_click_drills_and_the_menu_filters_too(sales: None, sign_in: SignIn, bob: User) -> None:
    page = sign_in(bob, expected=SWAPPED)
    page.goto(REVENUE)
    settle(page)
    click(page, *place(page, MONTHS, 0.5 / 11), "right")
    menu = page.locator("drill-menu")
    expect(menu.locator(".menu-title").first).to_have_text("Orders › Revenue, 2025-01")
    menu.get_by_text("Show all orders").click()
    expect(page.locator("#drill .result-rows")).to_have_text("3 of 3 rows")
    expect(page.locator("#drill tfoot")).to_contain_text("€390")
    page.keyboard.press("Escape")
    click(page, *place(page, MONTHS, 1.5 / 11), "right")
    menu.get_by_text("Filter the page to 2025-02").click()
    expect_figures(page, "€420.00", "3")


def test_keys_alone_narrow_by_a_row_of_a_table_and_by_a_cohort(sales: None, sign_in: SignIn, bob: User) -> None:
    page = sign_in(bob, expected=SWAPPED)
    page.goto(REVENUE)
    settle(page)
    page.locator("#tile-products .table-wrap").focus()
    for key in ("Enter", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    expect(page.locator("#cross .chip")).to_contain_text("Product")
    expect(page.locator("#tile-products tbody tr.chosen")).to_have_count(1)
    expect(page.locator("#tile-products tbody tr")).to_have_count(3)
    expect(page.locator("#tile-orders .single-value")).to_have_text("11")
    page.locator("#tile-products tbody td").first.click()  # a figure leads to its rows
    expect(page.locator("drill-menu").get_by_text("Show all")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Clear all").click()
    expect_figures(page, "€5,940.00", "33")


def test_a_stretch_that_is_dragged_over_a_line_is_a_range(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice, expected=SWAPPED)
    slug = _lines(alice)
    page.goto(f"/dashboards/{slug}/")
    settle(page)
    (start, height), (end, _) = place(page, "months", 0.55, 0.5), place(page, "months", 0.99, 0.5)
    page.mouse.move(start, height)
    page.mouse.down()
    page.mouse.move((start + end) / 2, height, steps=4)
    page.mouse.move(end, height, steps=4)
    page.mouse.up()
    expect(page.locator("#cross .chip")).to_contain_text("2025-06-01 to before 2025-12-01")
    expect(page.locator("#tile-orders .single-value")).to_have_text("18")
    settle(page)  # a chart that is put in the place of another loses the click between press and release
    page.locator("#tile-channels .legendtoggle").first.click()
    expect(page.locator("#cross .chip")).to_have_count(2)
    expect(page.locator("#tile-orders .single-value")).to_have_text("6")


def _lines(user: User) -> str:
    """A dashboard of one's own: orders by month as a line and by channel, and their number; those in France."""
    from accounts.access import viewer_for
    from dashboards import own
    from tests.explores.keeping.people import place_of

    france = {"explore": "business", "filters": {"orders.total": "<5000"}}
    months = {**france, "fields": ["orders.ordered_month", "orders.count"], "limit": "all"}
    channels = {
        **france,
        "fields": ["orders.ordered_month", "orders.channel", "orders.count"],
        "pivots": ["orders.channel"],
    }
    tiles = {
        "months": {"title": "Months", "vis": "line", "at": [0, 0, 12, 10], "query": months},
        "channels": {
            "title": "Channels",
            "vis": {"type": "column", "stack": True},
            "at": [12, 0, 12, 10],
            "query": channels,
        },
        "orders": {
            "title": "Orders",
            "vis": "single",
            "at": [0, 10, 6, 4],
            "query": {**france, "fields": ["orders.count"]},
        },
    }
    viewer = viewer_for(user)
    return str(own.make_from(viewer, place_of(viewer, True), {"title": "Lines", "tiles": tiles}).pk)


@pytest.mark.parametrize("dark", [False, True])
def test_a_narrowed_page_reads_well_in_the_dark_and_on_a_phone(
    sales: None, sign_in: SignIn, bob: User, dark: bool
) -> None:
    page = sign_in(bob, dark=dark, expected=SWAPPED, **({"size": PHONE} if dark else {}))
    page.goto(f"{REVENUE}&x[orders.ordered_month]=2025-02&by[orders.ordered_month]={MONTHS}&x[orders.nothing]=1")
    settle(page)
    expect(page.locator("#cross .chip")).to_have_count(2)
    assert violations(page) == []
