"""The data table in a real browser: the menu of its heads, by mouse, by keys and by a long press."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from tests.browser.conftest import PHONE, SignIn
from tests.browser.quiet import held

pytestmark = pytest.mark.browser
PAGE = "/explore/business/"
MONTHS = f"{PAGE}?fields=orders.ordered_month,orders.revenue,orders.count&f[orders.ordered_date]=2025&vis=table"
CHANNELS = f"{PAGE}?fields=orders.ordered_month,orders.channel,orders.revenue&f[orders.ordered_date]=2025&vis=table"


def head(page: Page, name: str) -> Locator:
    return page.locator(f'[data-head="{name}"]')


def menu(page: Page, name: str) -> Locator:
    head(page, name).hover()
    head(page, name).locator(".th-menu").click()
    return page.locator("#column-menu")


def heads(page: Page) -> list[str]:
    return [text.strip() for text in page.locator("thead tr:last-child th").all_inner_texts()]


def test_the_menu_of_a_head_sorts_moves_and_removes(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.goto(MONTHS)
    menu(page, "orders.revenue").get_by_text("Sort ascending").click()
    page.wait_for_url("**sorts=orders.revenue**")
    expect(head(page, "orders.revenue")).to_have_attribute("aria-sort", "ascending")
    menu(page, "orders.revenue").get_by_text("Move right").click()
    expect(page.locator("thead th").nth(1)).to_contain_text("Orders")
    menu(page, "orders.count").get_by_text("Remove").click()
    expect(page.locator("thead th")).to_have_count(2)
    page.go_back()
    expect(page.locator("thead th")).to_have_count(3)


def test_of_two_menus_asked_for_the_later_one_opens(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.goto(MONTHS)
    late = held(page, "**/column?*head=orders.revenue*")
    with page.expect_request("**/column?*head=orders.revenue*"):
        head(page, "orders.revenue").locator(".th-menu").click()
    expect(menu(page, "orders.count").get_by_role("menuitem").first).to_be_visible()
    asked = page.locator("#column-menu").inner_html()
    with page.expect_response(late[0].request.url):
        late[0].continue_()
    page.evaluate("new Promise((done) => setTimeout(done, 50))")  # time enough for it to be put in place
    assert page.locator("#column-menu").inner_html() == asked


def test_the_menu_works_by_keys_and_gives_the_focus_back(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.goto(CHANNELS)
    head(page, "orders.channel").locator("a").focus()
    page.keyboard.press("Shift+F10")
    shown = page.locator("#column-menu")
    expect(shown.get_by_role("menuitem", name="Sort ascending")).to_be_focused()
    page.keyboard.press("Escape")
    expect(head(page, "orders.channel").locator("a")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(shown.get_by_role("menuitem", name="Sort ascending")).to_be_focused()
    for _ in range(8):
        if shown.get_by_role("menuitem", name="Pivot").evaluate("item => item === document.activeElement"):
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**pivots=orders.channel**")
    expect(page.locator(".th-group").first).to_contain_text("Channel")
    menu(page, "orders.channel").get_by_text("Unpivot").click()
    expect(page.locator(".th-group")).to_have_count(0)


def test_a_right_click_offers_a_filter_and_tells_of_the_field(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.goto(CHANNELS)
    head(page, "orders.channel").click(button="right")
    page.locator("#column-menu").get_by_text("About this field").click()
    expect(page.locator("#field-info")).to_contain_text("orders.channel")
    page.keyboard.press("Escape")
    head(page, "orders.channel").click(button="right")
    page.locator("#column-menu").get_by_text("Filter on this").click()
    expect(page.locator('filter-editor[data-field="orders.channel"] [name="v"]')).to_be_focused()


def test_values_are_copied_as_exact_figures(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{MONTHS}&total=1")
    menu(page, "orders.revenue").get_by_text("Copy values").click()
    expect(page.locator(".toast")).to_have_text("11 values copied.")
    copied: Any = page.evaluate("navigator.clipboard.readText()")
    assert len(copied.split("\n")) == 11 and "∅" not in copied
    assert all("." in figure for figure in copied.split("\n") if figure)
    menu(page, "orders.revenue").get_by_text("Copy the table").click()
    expect(page.locator(".toast")).to_have_text("13 rows copied.")
    lines = page.evaluate("navigator.clipboard.readText()").split("\n")
    assert lines[0] == "Order month\tRevenue\tOrders" and lines[-1].startswith("Total, 11 rows\t")


def test_on_a_phone_the_menu_is_a_sheet_with_large_targets(sales: None, sign_in: SignIn, bob: User) -> None:
    page = sign_in(bob, size=PHONE)
    page.goto(MONTHS)
    menu(page, "orders.ordered_month")
    page.get_by_role("menuitem").first.wait_for()
    box = page.locator("#column-menu").bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= 390
    assert all(item.bounding_box()["height"] >= 44 for item in page.get_by_role("menuitem").all())  # type: ignore[index]


def test_missing_months_are_filled_in_and_the_switch_leaves_them_out(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.goto(f"{PAGE}?fields=orders.ordered_month,orders.revenue&f[orders.ordered_date]=2025-02,2025-05&vis=table")
    expect(page.locator("tr.filled")).to_have_count(0)  # the filter leaves the months between out
    page.goto(f"{PAGE}?fields=orders.ordered_day_of_week,orders.revenue&f[orders.ordered_date]=2025-05&vis=table")
    expect(page.locator("tbody tr")).to_have_count(7)
    expect(page.locator(".result-foot")).to_contain_text("filled in")
    menu(page, "orders.ordered_day_of_week").get_by_text("Fill in missing values").click()
    page.wait_for_url("**fill_fields=none**")
    expect(page.locator("tr.filled")).to_have_count(0)


def test_groups_fold_by_mouse_and_keys_and_stay_folded_by_column(sales: None, sign_in: SignIn, bob: User) -> None:
    page = sign_in(bob)
    page.goto(f"{CHANNELS}&subtotal=1&f[orders.ordered_date]=2025-10,2025-11")
    rows = page.locator("tbody tr:visible")
    expect(rows).to_have_count(8)  # two months of three channels, and their subtotals
    fold = page.locator(".fold").first
    fold.click()
    expect(fold).to_have_attribute("aria-expanded", "false")
    expect(rows).to_have_count(5)
    fold.press("Enter")
    expect(rows).to_have_count(8)
    menu(page, "orders.ordered_month").get_by_text("Fold groups").click()
    page.wait_for_url("**folded**")
    expect(rows).to_have_count(2)
    page.reload()
    expect(rows).to_have_count(2)


def test_a_head_is_dragged_to_another_place(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.goto(MONTHS)
    head(page, "orders.count").drag_to(head(page, "orders.revenue"))
    expect(page.locator("thead th").nth(1)).to_contain_text("Orders")
    assert "fields=orders.ordered_month,orders.count,orders.revenue" in page.url
    head(page, "orders.count").drag_to(head(page, "orders.ordered_month"))  # dimensions stay first
    expect(page.locator("thead th").first).to_contain_text("Order month")


def test_frozen_columns_stay_in_sight_and_rules_colour_cells(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice, size={"width": 1100, "height": 700})
    rule = "c[format.1.scale]=white,teal&c[column.orders.revenue.bars]=off"
    wide = "&".join(f"c[column.orders.{name}.width]=900" for name in ("revenue", "count"))
    page.goto(f"{MONTHS}&c[frozen]=orders.ordered_month&c[fit]=0&{wide}&{rule}")
    cell = page.locator("tbody td").first
    expect(cell).to_have_css("position", "sticky")  # once the browser has told how wide the heads are
    before = cell.bounding_box()
    page.locator(".table-wrap").evaluate("wrap => wrap.scrollLeft = 400")
    assert page.locator(".table-wrap").evaluate("wrap => wrap.scrollLeft") > 100
    assert cell.bounding_box() == before
    painted = page.locator("tbody td.f0").first
    assert painted.evaluate("cell => getComputedStyle(cell).backgroundColor") != "rgba(0, 0, 0, 0)"


def test_a_setting_of_the_table_is_changed_on_the_panel(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.goto(MONTHS)
    page.get_by_label("Settings of the table").click()
    page.get_by_label("Row numbers").check()
    page.wait_for_url("**row_numbers**")
    expect(page.locator("tbody .row-number").first).to_have_text("1")
    page.get_by_role("tab", name="Rules").click()
    page.get_by_role("button", name="Colour rule").click()
    expect(page.locator(".table-notes")).to_contain_text("Revenue has bars in its cells")
    expect(page.locator("tbody td[class*=' f']").first).to_be_visible()


def test_a_cut_result_offers_more_rows_and_columns(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.goto(f"{PAGE}?fields=orders.external_id,orders.revenue&limit=5&vis=table")
    expect(page.locator(".result-cut").first).to_have_text("5 of 43 rows")
    page.get_by_role("link", name="Show more").click()
    expect(page.locator(".result-rows")).to_have_text("43 of 43 rows")
    page.goto(f"{CHANNELS}&pivots=orders.channel&column_limit=2")
    expect(page.locator(".result-foot")).to_contain_text("2 of 4 pivot columns are shown")
    page.get_by_label("Column limit").select_option("100")
    expect(page.locator(".th-group")).to_have_count(5)
