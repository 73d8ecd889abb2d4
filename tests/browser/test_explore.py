"""An impatient analyst on the explore page, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from tests.browser.conftest import PHONE, SignIn
from tests.browser.quiet import answered
from tests.explores import slow
from ui.assets import NODE_MODULES

pytestmark = pytest.mark.browser
PAGE = "/explore/business/"
QUERY = f"{PAGE}?fields=orders.ordered_month,orders.revenue,orders.count&f[orders.ordered_date]=2025&total=1"
CHANNELS = f"{PAGE}?fields=orders.ordered_month,orders.channel,orders.revenue&f[orders.ordered_date]=2025"
AXE = NODE_MODULES / "axe-core" / "axe.min.js"
SMALL_TARGETS = """
  [...document.querySelectorAll(".page a, .page button, .page select, .page input")]
    .filter((one) => one.checkVisibility({visibilityProperty: true}) && !one.closest(".skip"))
    .map((one) => [one.closest("label") ?? one, one])
    .map(([box, one]) => [one.id || one.className || one.type, box.getBoundingClientRect()])
    .filter(([, box]) => box.width && (box.height < 43.5 || box.width < 43.5))
    .map(([name, box]) => `${name} ${box.width} x ${box.height}`)
"""
Picture = Callable[[Page, str], None]


def field(page: Page, name: str) -> Locator:
    return page.locator(f'[data-field="{name}"] .picker-name')


def pick(page: Page, search: str, name: str) -> None:
    page.get_by_label("Search fields").fill(search)
    page.locator(f'[data-field="{name}"]').click()


def cells(page: Page, column: int) -> list[str]:
    return page.locator(f"tbody td:nth-child({column})").all_inner_texts()


def drawn(page: Page) -> None:
    page.locator("plot-chart[data-drawn]").wait_for()


def test_picking_fields_and_pressing_run_answers_and_draws(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.goto(PAGE)
    pick(page, "ordered year", "orders.ordered_year")
    pick(page, "revenue", "orders.revenue")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Revenue by order year")
    drawn(page)
    assert "2025" in cells(page, 1)
    assert page.url.endswith("?fields=orders.ordered_year,orders.revenue")
    expect(page.locator("[data-in-use]")).to_have_text("2")


def test_a_click_on_a_header_sorts_and_back_undoes_it(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.goto(QUERY)
    expect(page.locator("tbody td").first).to_have_text("2025-11")
    page.locator("thead").get_by_text("Order month").click()
    expect(page.locator("tbody td").first).to_have_text("2025-01")
    page.locator("thead").get_by_text("Revenue").click(modifiers=["Shift"])
    expect(page.locator("thead sup")).to_have_text(["1", "2"])
    page.go_back()
    expect(page.locator("thead sup")).to_have_count(0)
    page.go_back()
    expect(page.locator("tbody td").first).to_have_text("2025-11")


def test_a_filter_explains_itself_while_it_is_typed(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.goto(f"{PAGE}?fields=orders.channel,orders.count&f[orders.ordered_date]=2025")
    field(page, "orders.channel").focus()
    page.keyboard.press("f")
    editor = page.locator('filter-editor[data-field="orders.channel"]')
    editor.locator('[name="v"]').press_sequentially("Email, Ads")
    expect(editor.locator(".filter-explained")).to_contain_text("is “Email”, or is “Ads”")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".result-rows")).to_have_text("2 of 2 rows")
    assert "f[orders.channel]=Email,Ads" in page.url
    editor.locator(".chip").press("Delete")
    page.locator("#run").click()
    expect(page.locator(".result-rows")).not_to_have_text("2 of 2 rows")


def test_a_filter_that_does_not_parse_keeps_the_last_result(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice, expected="400")
    page.goto(QUERY)
    answered(page)  # else there is no last result
    page.locator("filter-editor .chip").click()
    page.locator('[name="op"]').select_option("matches")
    page.locator(".filter-expression").fill("12 mnths")
    expect(page.locator(".filter-explained")).to_contain_text("character")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("The last result is still shown.")
    assert cells(page, 1)[0] == "2025-11"
    page.locator(".filter-expression").fill("2024")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page.locator("tbody td").first).to_have_text("2024-12")


def test_a_pivot_by_key_gives_columns_and_lines(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.goto(CHANNELS)
    field(page, "orders.channel").focus()
    page.keyboard.press("p")
    page.locator("#run").click()
    expect(page.locator(".th-group").nth(1)).to_have_text(re.compile("<img|Ads"))
    page.get_by_label("Line", exact=True).click()
    expect(page.get_by_label("Line", exact=True)).to_have_attribute("aria-current", "true")
    drawn(page)
    assert page.evaluate("window.broken") is None  # the hostile channel name ran nothing


def test_every_kind_of_chart_obeys_the_policy(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.goto(QUERY)
    for kind in ("Bar", "Line", "Area", "Scatter", "Pie", "Table", "Single value", "Column"):
        page.get_by_label(kind, exact=True).click()
        expect(page.get_by_label(kind, exact=True)).to_have_attribute("aria-current", "true")
        if kind not in {"Table", "Single value"}:
            drawn(page)
            page.locator(".plot").hover()  # draws the label


def test_a_link_opens_the_same_thing_for_someone_else(sales: None, sign_in: SignIn, alice: User, bob: User) -> None:
    page, other = sign_in(alice), sign_in(bob)
    page.goto(f"{QUERY}&vis=bar&sorts=orders.revenue")
    other.goto(page.url)
    expect(other.get_by_label("Bar", exact=True)).to_have_attribute("aria-current", "true")
    assert cells(other, 1)[0] == "2025-01" and "€99,660" not in other.content()


def test_colours_follow_the_theme_without_a_reload(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.goto(f"{QUERY}&vis=column")
    drawn(page)
    bar = page.locator(".plot .barlayer path").first
    assert "rgb(11, 85, 122)" in (bar.get_attribute("style") or "")
    page.emulate_media(color_scheme="dark")
    expect(page.locator(".plot .barlayer path").first).to_have_attribute("style", re.compile(r"rgb\(91, 166, 196\)"))


def test_the_picker_works_by_keys_alone(sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.goto(PAGE)
    page.keyboard.press("/")
    page.keyboard.type("median amount")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    expect(page.locator('[data-field="orders.median_amount"] .picker-name')).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("i")
    expect(page.locator("#field-info")).to_contain_text("Half of the orders")


def test_tabs_limits_and_totals_stay_with_the_query(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.goto(QUERY)
    page.get_by_role("tab", name="SQL").click()
    expect(page.locator("#sql-text")).to_contain_text("SELECT")
    page.get_by_label("Row limit").select_option("100")
    page.wait_for_url("**limit=100**")
    answered(page)
    expect(page.locator("#sql-text")).to_be_visible()
    page.get_by_role("tab", name="Results").click()
    page.get_by_label("Totals").uncheck()
    expect(page.locator("tfoot")).to_have_count(0)
    assert "total=1" not in page.url


def test_on_a_phone_the_picker_is_a_sheet_and_nothing_spills(
    sales: None, sign_in: SignIn, bob: User, picture: Picture
) -> None:
    page = sign_in(bob, size=PHONE)
    page.goto(f"{QUERY}&vis=column")
    drawn(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    picture(page, "explore-phone")
    page.get_by_role("button", name="Fields").click()
    expect(page.get_by_label("Search fields")).to_be_visible()
    page.get_by_label("Close fields").click()
    expect(page.get_by_label("Search fields")).not_to_be_visible()


def test_every_target_on_a_phone_is_large_enough_for_a_thumb(sales: None, sign_in: SignIn, bob: User) -> None:
    page = sign_in(bob, size=PHONE)
    page.goto(f"{CHANNELS}&pivots=orders.channel&vis=column")
    drawn(page)
    assert page.evaluate(SMALL_TARGETS) == []
    page.get_by_role("button", name="Fields").click()
    assert page.evaluate(SMALL_TARGETS) == []


def test_stop_ends_a_slow_run_and_keeps_the_last_result(
    sales: None, sign_in: SignIn, alice: User, settings: Any, tmp_path: Path
) -> None:
    settings.CATALOG_DIR = slow.write(tmp_path)
    page = sign_in(alice)
    page.goto("/explore/slow/?fields=slow.wave")
    expect(page.locator("#still")).to_be_visible()
    with page.expect_response(lambda answer: answer.url.endswith("/stop")) as told:
        page.get_by_role("button", name="Stop").click()
    assert told.value.status == 204
    expect(page.locator("#still")).to_be_hidden()
    expect(page.locator("#result")).to_have_text("Stopped. Change the question, or run it again.")


def test_a_newer_run_and_a_closed_page_stop_the_one_before(
    sales: None, sign_in: SignIn, alice: User, settings: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings.CATALOG_DIR = slow.write(tmp_path)
    page = sign_in(alice)
    page.goto("/explore/slow/?fields=slow.wave")
    expect(page.locator("#still")).to_contain_text(re.compile("read|no estimate"))  # the server has it
    with page.expect_request("**/explore/slow/result?*"), page.expect_response("**/stop"):
        page.keyboard.press("Control+Enter")
    page.goto("/explore/")
    for _ in range(60):
        if caplog.text.count("Conflict: /explore/slow/result") == 2:
            return
        page.wait_for_timeout(500)
    pytest.fail("a query goes on that nobody waits for")


def test_subtotals_and_stacks_are_a_click_away(sales: None, sign_in: SignIn, bob: User) -> None:
    page = sign_in(bob)
    page.goto(f"{CHANNELS}&limit=100")
    page.get_by_label("Subtotals").check()
    expect(page.locator("tr.subtotal").first).to_be_visible()
    field(page, "orders.channel").focus()
    page.keyboard.press("p")
    page.locator("#run").click()
    expect(page.locator(".th-group").first).to_contain_text("Channel")
    assert "subtotal" not in page.url  # one dimension is left
    page.get_by_label("Column", exact=True).click()
    answered(page)
    page.get_by_role("link", name="Stacked").click()
    page.wait_for_url("**stack=1**")
    answered(page)
    drawn(page)


def test_a_trend_line_is_chosen_by_mouse_and_by_keyboard(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.goto(f"{PAGE}?fields=orders.ordered_month,orders.average_basket&vis=column")
    choice = page.get_by_label("Trend line")
    choice.select_option(label="Linear")
    page.wait_for_url("**trend=linear**")
    expect(page.locator(".chart-notes")).to_contain_text(", linear trend: y = ")
    drawn(page)
    assert page.locator(".plot path.js-line").count() == 1
    page.get_by_label("Trend line").focus()
    page.keyboard.press("ArrowUp")
    page.wait_for_url(lambda url: "trend" not in url)
    expect(page.locator(".plot path.js-line")).to_have_count(0)


def test_a_wrong_address_is_mended_by_a_click(sign_in: SignIn, sales: None, alice: User) -> None:
    page = sign_in(alice, expected="400")
    page.goto(f"{PAGE}?fields=orders.channel,orders.revenu")
    page.get_by_role("link", name="Use Revenue instead").click()
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_have_text("Revenue by channel")
    page.go_back()
    expect(page.get_by_role("alert")).to_contain_text("There is no field")
    page.go_forward()
    expect(page.get_by_role("alert")).to_have_count(0)


@pytest.mark.parametrize("dark", [False, True])
def test_nothing_stands_in_the_way_of_a_screen_reader(sales: None, sign_in: SignIn, alice: User, dark: bool) -> None:
    page = sign_in(alice, dark=dark)
    page.goto(f"{QUERY}&vis=column")
    drawn(page)
    page.locator("filter-editor .chip").click()
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'best-practice']})")
    assert {each["id"]: each["nodes"][0]["html"][:200] for each in found["violations"]} == {}


@pytest.mark.parametrize("dark", [False, True])
def test_the_page_as_the_readme_shows_it(sales: None, sign_in: SignIn, bob: User, picture: Picture, dark: bool) -> None:
    page = sign_in(bob, dark=dark)
    page.goto(f"{QUERY}&vis=column")
    drawn(page)
    expect(page.locator("tfoot")).to_contain_text("Total, 11 rows")
    picture(page, "explore-dark" if dark else "explore")


def test_enter_in_a_filter_runs(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.goto(f"{PAGE}?fields=orders.channel,orders.count&f[orders.channel]=Ads")
    page.locator("filter-editor .chip").click()
    page.locator('filter-editor [name="v"]').fill("Email")
    page.keyboard.press("Enter")
    expect(page.locator("tbody td").first).to_have_text("Email")
