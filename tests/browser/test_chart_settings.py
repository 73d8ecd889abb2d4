"""The panel beside the chart: a change is in the address and on the screen at once, by mouse and by keyboard."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from explores.recent import ANSWERS
from tests.browser.axe import violations
from tests.browser.conftest import PHONE, SignIn
from tests.browser.test_explore import SMALL_TARGETS

pytestmark = pytest.mark.browser
QUERY = "/explore/business/?fields=orders.ordered_month,orders.revenue&f[orders.ordered_date]=2025&vis=column"


def panel(page: Page) -> Locator:
    return page.get_by_role("region", name="Chart settings")


def tab(page: Page, name: str) -> None:
    panel(page).get_by_role("tab", name=name).click()


def first_bar(page: Page) -> Locator:
    return page.locator(".plot .barlayer .point path").first


def test_a_colour_and_an_axis_are_changed_by_mouse_and_back_undoes_it(
    sales: None, sign_in: SignIn, alice: User
) -> None:
    page = sign_in(alice)
    page.goto(QUERY)
    page.get_by_role("button", name="Edit chart").click()
    tab(page, "Series")
    assert violations(page) == []
    panel(page).locator("summary", has_text="Revenue").click()
    panel(page).get_by_label("Colour", exact=True).fill("#d95f02")
    expect(first_bar(page)).to_have_css("fill", "rgb(217, 95, 2)")
    assert unquote(page.url).endswith("&c[series.orders.revenue.color]=#d95f02")
    tab(page, "Y axis")
    panel(page).locator('[name="c[y.max]"]').fill("200000")
    panel(page).locator('[name="c[y.max]"]').press("Enter")
    expect(page.locator(".plot .ytick").last).to_have_text("€200k")
    expect(panel(page).get_by_role("tab", name="Y axis")).to_have_attribute("aria-selected", "true")
    expect(panel(page).locator('[name="c[y.max]"]')).to_have_value("200000")
    page.go_back()
    expect(page.locator(".plot .ytick").last).to_have_text("€100k")
    expect(panel(page).locator('[name="c[y.max]"]')).to_have_value("")
    panel(page).get_by_role("button", name="Reset").click()
    expect(first_bar(page)).not_to_have_css("fill", "rgb(217, 95, 2)")
    assert "c[" not in page.url


def test_a_setting_is_changed_by_keyboard_alone(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.goto(QUERY)
    page.get_by_role("button", name="Edit chart").focus()
    page.keyboard.press("Enter")
    expect(panel(page).get_by_role("tab", name="Plot")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(panel(page).get_by_role("tab", name="Lines")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # Reference line
    expect(page.locator(".chart-tools .chip")).to_contain_text("Mean €9,540")
    expect(panel(page).get_by_label("At, or around")).to_have_value("mean")
    panel(page).get_by_label("At, or around").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("max")
    page.keyboard.press("Enter")
    expect(page.locator(".chart-tools .chip")).to_contain_text("Maximum €99,660")
    expect(panel(page).get_by_label("At, or around")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Edit chart")).to_be_focused()
    expect(panel(page)).to_be_hidden()


def test_a_change_of_looks_does_not_ask_the_warehouse_and_a_run_does(
    sales: None, sign_in: SignIn, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[bool] = []
    known = ANSWERS.get
    monkeypatch.setattr(ANSWERS, "get", lambda key: given.append(known(key) is not None) or known(key))
    page = sign_in(alice)
    page.goto(QUERY)
    page.get_by_label("Line", exact=True).click()
    expect(page.get_by_label("Line", exact=True)).to_have_attribute("aria-current", "true")
    assert given == [True]
    page.locator("#run").click()
    expect(page.locator("explore-result.loading")).to_have_count(0)
    assert given == [True]


def test_the_panel_is_a_sheet_on_the_phone_with_room_for_thumbs(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice, size=PHONE, dark=True)
    page.goto(QUERY)
    page.get_by_role("button", name="Edit chart").click()
    for name in ("Series", "Values", "X axis", "Y axis", "Lines", "Plot"):
        tab(page, name)
        assert page.evaluate(SMALL_TARGETS.replace(".page ", "#chart-panel ")) == []
    panel(page).locator('[name="c[legend]"]').select_option("on")
    expect(page.locator(".plot .legend .traces")).to_have_count(1)
    assert page.evaluate("document.getElementById('chart-panel').scrollWidth") <= PHONE["width"]


def test_a_click_in_the_legend_hides_a_series_and_shows_it_again(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    both = QUERY.replace("orders.revenue", "orders.revenue,orders.count")
    page.goto(f"{both}&c[series.orders.revenue.shown]=legend")
    expect(page.locator(".plot .legend .traces")).to_have_count(2)
    expect(page.locator(".plot .barlayer .point")).to_have_count(0)
    page.locator(".plot .legend .legendtoggle").first.click()
    expect(page.locator(".plot .barlayer .point")).to_have_count(11)
    page.locator(".plot .legend .legendtoggle").first.click()
    expect(page.locator(".plot .barlayer .point")).to_have_count(0)
