"""How the explore page runs: as I click, in another time zone, back and forward, and not on for a closed tab."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from accounts.models import User
from tests.browser.conftest import PHONE, SignIn
from tests.browser.quiet import held
from tests.explores import slow

pytestmark = pytest.mark.browser
PAGE = "/explore/business/"
HOURS = f"{PAGE}?fields=orders.ordered_hour,orders.count&f[orders.ordered_date]=2025-11-07&limit=100"


def test_run_as_i_click_is_off_at_first_and_remembered(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.goto(f"{PAGE}?fields=orders.channel,orders.count")
    switch = page.get_by_label("Run as I click")
    expect(switch).not_to_be_checked()
    page.get_by_label("Search fields").fill("orders revenue")
    page.locator('.picker [data-field="orders.revenue"]').click()
    expect(page.locator("#run[data-pending]")).to_be_visible()
    page.wait_for_timeout(900)
    assert "orders.revenue" not in page.url  # nothing runs by itself yet
    switch.check()
    expect(page.get_by_role("heading", level=1)).to_have_text("Orders and Revenue by channel")
    assert page.url.endswith("orders.revenue")
    page.reload()
    expect(switch).to_be_checked()
    page.locator('.picker [data-field="orders.revenue"] .picker-name').focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Orders by channel")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Orders and Revenue by channel")


def test_what_is_picked_while_an_answer_is_on_its_way_still_waits_to_be_run(
    sales: None, sign_in: SignIn, alice: User
) -> None:
    page = sign_in(alice)
    page.goto(f"{PAGE}?fields=orders.channel,orders.count")
    answers = held(page, "**/result?*")
    page.get_by_label("Search fields").fill("orders")
    page.locator('.picker [data-field="orders.revenue"]').click()
    with page.expect_request("**/result?*"):
        page.locator("#run").click()
    page.locator('.picker [data-field="orders.average_basket"]').click()
    answers[-1].continue_()
    expect(page.get_by_role("heading", level=1)).to_have_text("Orders and Revenue by channel")
    expect(page.locator("#run[data-pending]")).to_be_visible()


def test_the_time_zone_is_changed_on_the_page_and_back(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice, expected="400")
    page.goto(HOURS)
    expect(page.locator("tbody td").first).to_have_text("2025-11-07 13")
    zone = page.locator(".header-meta").get_by_label("Time zone")
    zone.focus()
    assert page.locator("#zones option").count() > 300
    zone.fill("Asia/Tokyo")
    zone.press("Enter")
    expect(page.locator("tbody td").first).to_have_text("2025-11-07 21")
    assert page.url.endswith("tz=Asia/Tokyo") or page.url.endswith("tz=Asia%2FTokyo")
    page.go_back()
    expect(page.locator("tbody td").first).to_have_text("2025-11-07 13")
    expect(zone).to_have_value("")
    zone.fill("Asia/Tokio")
    zone.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Asia/Tokyo")


def test_a_phone_changes_the_time_zone_too(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice, size=PHONE)
    page.goto(HOURS)
    page.get_by_role("button", name="Fields", exact=True).click()
    zone = page.locator(".picker").get_by_label("Time zone")
    box = zone.bounding_box()
    assert box and box["height"] >= 44
    zone.fill("Asia/Tokyo")
    zone.press("Enter")
    expect(page.locator("tbody td").first).to_have_text("2025-11-07 21")


def test_a_closed_tab_stops_the_engine(
    sales: None, sign_in: SignIn, alice: User, settings: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings.CATALOG_DIR = slow.write(tmp_path)
    page = sign_in(alice)
    other = page.context.new_page()
    page.goto("/explore/slow/?fields=slow.wave")
    expect(page.locator("#still")).to_be_visible()
    page.close(run_before_unload=True)
    for _ in range(60):
        if "Conflict: /explore/slow/result" in caplog.text:
            return
        other.wait_for_timeout(500)
    pytest.fail("the engine works on for a tab that is closed")


def test_the_picker_stands_at_the_left(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.goto(HOURS)
    picker, result = page.locator(".picker").bounding_box(), page.locator("#result").bounding_box()
    assert picker and result and picker["x"] + picker["width"] <= result["x"]


def test_a_comparison_is_one_choice_away(sales: None, sign_in: SignIn, bob: User) -> None:
    page = sign_in(bob)
    page.goto(
        f"{PAGE}?fields=orders.ordered_month,orders.revenue&f[orders.ordered_date]=2025-10-01 to 2025-12-01&total=1"
    )
    page.get_by_label("Compare with").select_option(label="vs year before")
    expect(page.locator("thead")).to_contain_text("Revenue, change %")
    expect(page.locator("tbody tr").first.locator("td")).to_have_text(
        ["2025-11", "€690.00", "€330.00", "€360.00", "109.1\u202f%"]
    )
    assert page.url.endswith("compare=year")
    page.locator("plot-chart[data-drawn]").wait_for()
    page.go_back()
    expect(page.locator("thead")).not_to_contain_text("change %")
