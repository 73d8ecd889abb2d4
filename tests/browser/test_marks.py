"""A mark of any kind of chart opens the menu of the figure it stands for; a map lets the page scroll."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from tests.browser.conftest import PHONE, SignIn
from tests.browser.pointing import click_middle
from tests.browser.quiet import held
from tests.browser.test_chart_kinds import CHANNELS, CROSSED, MONTHS, WHEN

pytestmark = pytest.mark.browser
STACKED = f"{CROSSED}&pivots=orders.channel"
PLACES = f"fields=orders.country,orders.revenue&{WHEN}"


def opened(page: Page, query: str) -> None:
    page.goto(f"/explore/business/?{query}")
    page.locator("plot-chart[data-drawn]").wait_for()


CLICKS = (  # what is asked, the mark, its place, and what its menu is called
    (
        f"{STACKED}&vis=column&stack=1&c[labels]=on&c[labels.totals]=1",
        ".barlayer .point",
        16,
        "Orders › Revenue, 2025-06, Email",
    ),
    (
        f"{STACKED}&vis=column&stack=1&c[labels]=on&c[labels.totals]=1",
        ".scatterlayer .textpoint",
        5,
        "Orders › Revenue, 2025-06$",
    ),
    (f"{CHANNELS}&vis=funnel", ".barlayer .point", 1, "Orders › Revenue, Email"),
    (f"{CROSSED}&vis=heatmap", ".heatmaplayer .hm", 0, "Orders › Revenue, Email, 2025-06"),
    (f"{CROSSED}&vis=treemap", ".treemaplayer .slice", 1, "Orders › Revenue, Ads, 2025-05"),
    (f"{CROSSED}&vis=sankey", ".sankey-node .node-rect", 1, "Orders › Revenue, 2025-11$"),
    (f"{CHANNELS}&vis=pie", ".annotation-text", 0, "Orders › Revenue"),
    (f"{PLACES}&vis=map", ".choroplethlayer path", 0, "Orders › Revenue, FR"),
    (f"{MONTHS}&vis=words", ".annotation-text", 0, "Orders › Revenue, 2025-11"),
    (f"fields=orders.revenue&{WHEN}&vis=gauge", ".indicatorlayer .angularaxis", 0, "Orders › Revenue"),
)


def test_marks_of_all_kinds_open_the_menu_of_their_figure(sales: None, sign_in: SignIn, bob: User) -> None:
    page = sign_in(bob, dark=True)
    title = page.locator("drill-menu .menu-title").first
    for query, mark, place, said in CLICKS:
        opened(page, query)
        click_middle(page, f".plot {mark}", place)
        expect(title).to_have_text(re.compile(f"^{said}"))


def test_a_sum_can_be_opened_from_the_list_beside_its_chart(sales: None, sign_in: SignIn, bob: User) -> None:
    page = sign_in(bob)
    opened(page, f"{CROSSED}&vis=treemap")
    page.locator(".chart-sums summary").focus()
    for key in ("Enter", "Tab", "Enter"):
        page.keyboard.press(key)
    expect(page.locator("drill-menu .menu-item").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#drill .result-rows")).to_have_text("11 of 11 rows")


def test_a_transposed_table_opens_as_an_upright_one_does(sales: None, sign_in: SignIn, bob: User) -> None:
    page = sign_in(bob)
    page.goto(f"/explore/business/?{MONTHS}&total=1&c[transposed]=1")
    title = page.locator("drill-menu .menu-title").first
    page.locator("tbody td").nth(1).click()
    expect(title).to_have_text("Orders › Revenue, 2025-10")
    page.keyboard.press("Escape")
    page.locator("thead th[data-row]").first.click()
    expect(title).to_have_text("Orders › Order date › Month, 2025-11")
    page.keyboard.press("Escape")
    page.locator("tbody td").last.click()
    expect(title).to_have_text("Orders › Revenue")


def test_a_map_is_called_drawn_only_when_its_outlines_are(sales: None, sign_in: SignIn, bob: User) -> None:
    """Pictures that are delivered wait for that word."""
    page = sign_in(bob)
    outlines = held(page, "**/outlines/*")
    with page.expect_request("**/outlines/*"):
        page.goto(f"/explore/business/?{PLACES}&vis=map")
    expect(page.locator("plot-chart .geolayer")).to_be_attached()
    expect(page.locator("plot-chart[data-drawn]")).to_have_count(0)
    outlines[0].continue_()
    page.locator("plot-chart[data-drawn]").wait_for()
    assert page.locator(".choroplethlayer path").count()


def test_a_map_lets_the_page_scroll_and_goes_nearer_when_asked(sales: None, sign_in: SignIn, bob: User) -> None:
    page = sign_in(bob, size=PHONE)
    opened(page, f"{PLACES}&vis=map")
    scale = "document.querySelector('.plot')._fullLayout.geo._subplot.projection.scale()"
    before = page.evaluate(scale)
    plot = page.locator(".plot").bounding_box()
    assert plot
    page.mouse.move(plot["x"] + 100, plot["y"] + 100)
    page.mouse.wheel(0, 300)
    page.wait_for_timeout(300)
    assert page.evaluate(scale) == before
    page.get_by_role("button", name="Zoom in").click()
    for _ in range(100):  # not by the page's own waiting, which evaluates text: the policy refuses that
        if page.evaluate(scale) > before:
            break
        page.wait_for_timeout(100)
    assert page.evaluate(scale) > before
    box = page.get_by_role("button", name="Zoom out").bounding_box()
    assert box and min(box["width"], box["height"]) >= 44
