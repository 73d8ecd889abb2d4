"""Every kind of chart in a real browser: drawn from a link, in either theme, under the policy, chosen from the menu."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from tests.browser.axe import overflow, violations
from tests.browser.conftest import DESKTOP, PHONE, SignIn
from tests.browser.pointing import click_middle

pytestmark = pytest.mark.browser
WHEN = "f[orders.ordered_date]=2025"
MONTHS = f"fields=orders.ordered_month,orders.revenue&{WHEN}"
CHANNELS = f"fields=orders.channel,orders.revenue,orders.count&{WHEN}"
CROSSED = f"fields=orders.channel,orders.ordered_month,orders.revenue&{WHEN}"
QUARTILES = {
    name: {"type": "percentile", "of": "orders.total", "percentile": percent, "format": "money"}
    for name, percent in {"lower": 25, "middle": 50, "upper": 75}.items()
}
BOXES = f"fields=orders.channel,orders.smallest_amount,lower,middle,upper,orders.largest_amount&{WHEN}&custom="
DEGREES = {
    "latitude": {"type": "count_distinct", "of": "orders.total"},
    "longitude": {"type": "count_distinct", "of": "orders.ordered_date"},
}
SPANS = "fields=contacts.id,contacts.first_order_date,contacts.last_order_date,contacts.count"
KINDS = {  # the kind → what it is asked with, and what a drawn mark of it is
    "funnel": (CHANNELS, ".barlayer .point"),
    "waterfall": (MONTHS, ".waterfalllayer .point"),
    "box": (BOXES + quote(json.dumps(QUARTILES)), ".boxlayer .box"),
    "histogram": (MONTHS, ".barlayer .point"),
    "heatmap": (CROSSED, ".heatmaplayer .hm"),
    "bullet": (CHANNELS, ".barlayer .point"),
    "dumbbell": (CHANNELS, ".scatterlayer .point"),
    "donut": (CHANNELS, ".pielayer .slice"),
    "treemap": (CROSSED, ".treemaplayer .slice"),
    "sunburst": (CROSSED, ".sunburstlayer .slice"),
    "sankey": (CROSSED, ".sankey-link"),
    "timeline": (SPANS, ".barlayer .point"),
    "map": (f"fields=orders.country,orders.revenue&{WHEN}", ".choroplethlayer path"),
    "points": (
        f"fields=orders.channel,latitude,longitude&{WHEN}&custom=" + quote(json.dumps(DEGREES)),
        ".scattergeo .point",
    ),
    "words": (MONTHS, ".annotation-text"),
    "gauge": (f"fields=orders.revenue&{WHEN}", ".indicatorlayer path"),
    "record": (MONTHS, ".record-entry"),
}


def shown(page: Page, kind: str) -> None:
    """The kind drawn from its link, with its marks."""
    query, mark = KINDS[kind]
    page.goto(f"/explore/business/?{query}&vis={kind}")
    expect(page.locator(f".visualization {mark}").first).to_be_attached()
    if page.locator("plot-chart").count():
        page.locator("plot-chart[data-drawn]").wait_for()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_kind_is_drawn_from_a_link(sales: None, sign_in: SignIn, alice: User, dark: bool) -> None:
    page = sign_in(alice, dark=dark)
    for kind in KINDS:
        shown(page, kind)
    assert page.evaluate("window.broken") is None  # the hostile channel name ran nothing


def test_a_kind_is_chosen_from_the_menu_by_keyboard(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.goto(f"/explore/business/?{MONTHS}")
    page.get_by_role("button", name="More kinds of charts").focus()
    page.keyboard.press("Enter")
    menu = page.get_by_role("navigation", name="More kinds of charts")
    expect(menu).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Tab")
    expect(menu.get_by_role("link").first).to_be_focused()
    menu.get_by_role("link", name="Waterfall").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="More kinds of charts, Waterfall is chosen")).to_be_focused()
    expect(page.locator(".waterfalllayer .point").first).to_be_attached()
    assert "vis=waterfall" in page.url


OVERLAPS = """() => {
  const words = [...document.querySelectorAll(".annotation-text")];
  const boxes = words.map((word) => [word.textContent, word.getBoundingClientRect()]);
  const beside = (a, b) => a.left < b.right - 1 && b.left < a.right - 1;
  const over = ([, a], [, b]) => beside(a, b) && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  const under = (one, at) => boxes.slice(0, at).filter((other) => over(one, other));
  return boxes.flatMap((one, at) => under(one, at).map(([word]) => [word, one[0]]));
}"""


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_drawn_words_never_overlap(sales: None, sign_in: SignIn, alice: User, size: dict[str, int]) -> None:
    page = sign_in(alice, size=size)
    page.goto("/explore/business/?fields=orders.ordered_date,orders.count&vis=words&c[words.rotation]=1")
    page.locator("plot-chart[data-drawn]").wait_for()
    expect(page.locator(".annotation-text")).to_have_count(43)
    assert page.evaluate(OVERLAPS) == []
    if size is PHONE:
        assert overflow(page) == 0
        page.get_by_role("button", name="More kinds of charts").click()
        heights = page.locator(".menu-kinds a").evaluate_all(
            "all => all.map((one) => one.getBoundingClientRect().height)"
        )
        assert min(heights) >= 44


def test_a_step_of_a_waterfall_opens_the_menu_of_its_figure(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    shown(page, "waterfall")
    click_middle(page, ".waterfalllayer .point", 9)
    expect(page.locator("drill-menu .menu-title").first).to_have_text("Orders › Revenue, 2025-10")
