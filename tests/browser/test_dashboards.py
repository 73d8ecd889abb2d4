"""Dashboards in a real browser."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Account, Membership, Role, User
from cdp.demo.plan import Plan
from cdp.demo.seeding import seed
from cdp.warehouse import mirror
from tests.browser.axe import overflow, violations
from tests.browser.conftest import PHONE, SignIn
from tests.dashboards import slow

pytestmark = pytest.mark.browser
REVENUE = "/dashboards/revenue/?order_date=2025&now=2025-11-17T12:00:00%2B00:00"
Picture = Callable[[Page, str], None]
TYPE_AT_ONCE = """(panel, words) => new MutationObserver((_, watch) => {
  const box = panel.querySelector(".filter-expression");
  if (!box) return;
  watch.disconnect();
  box.value = words;
  box.dispatchEvent(new InputEvent("input", { bubbles: true }));
}).observe(panel, { childList: true, subtree: true })"""


def settle(page: Page) -> None:
    """Every tile has its answer (one that asks again shows the last one meanwhile), and every chart is drawn."""
    expect(page.locator(".cell [aria-busy], .cell.htmx-request, .cell .htmx-request")).to_have_count(0)
    expect(page.locator("plot-chart:not([data-drawn])")).to_have_count(0)


def test_every_tile_loads_by_itself_and_agrees_with_the_others(sales: None, sign_in: SignIn, bob: User) -> None:
    page = sign_in(bob)
    page.goto(REVENUE)
    settle(page)
    # January to November 2025: 130 + 140 + … + 230 euros in each of three channels.
    expect(page.locator("#tile-revenue .single-value")).to_have_text("€5,940.00")
    expect(page.locator("#tile-orders .single-value")).to_have_text("33")
    expect(page.locator("#tile-products tfoot .num").first).to_have_text("€5,940.00")
    expect(page.locator("#tile-revenue_by_month plot-chart")).to_have_attribute("data-drawn", "true")


def test_a_filter_is_explained_while_typing_and_applied_by_enter(sales: None, sign_in: SignIn, bob: User) -> None:
    page = sign_in(bob)
    page.goto(REVENUE)
    page.locator("#filter-order_date summary").click()
    panel = page.locator("#filter-order_date")
    panel.get_by_label("How to filter Order date").select_option("matches")
    box = panel.get_by_label("Order date", exact=True)
    box.fill("2025-01 for 2 mnths")
    expect(panel.locator(".filter-explained")).to_contain_text("character")
    box.fill("2025-01 for 2 months")
    expect(panel.locator(".filter-explained")).to_contain_text("1 Jan 2025 00:00 to 1 Mar 2025 00:00")
    box.press("Enter")
    settle(page)
    expect(page.locator("#tile-orders .single-value")).to_have_text("6")


def test_a_form_drawn_anew_hears_what_is_typed_into_it_at_once(sales: None, sign_in: SignIn, bob: User) -> None:
    """Typing begins in the very moment in which the new box stands on the page, quicker than any hand."""
    page = sign_in(bob)
    page.goto(REVENUE)
    page.locator("#filter-order_date summary").click()
    panel = page.locator("#filter-order_date")
    panel.evaluate(TYPE_AT_ONCE, "2025-01 for 2 months")
    panel.get_by_label("How to filter Order date").select_option("matches")
    expect(panel.locator(".filter-explained")).to_contain_text("1 Jan 2025 00:00 to 1 Mar 2025 00:00")


def test_values_are_picked_from_a_list(sales: None, sign_in: SignIn, bob: User) -> None:
    page = sign_in(bob)
    page.goto(REVENUE)
    page.locator("#filter-country summary").click()
    page.locator("#filter-country").get_by_label("FR", exact=True).check()
    page.locator("#filter-country").get_by_role("button", name="Apply").click()
    page.wait_for_url("**country=FR**")
    expect(page.locator("#filter-country .chip-set")).to_contain_text("FR")


def test_a_tile_answers_back_and_leads_to_explore(sales: None, sign_in: SignIn, bob: User) -> None:
    page = sign_in(bob)
    page.goto(REVENUE)
    settle(page)
    page.locator("#tile-revenue").get_by_role("button", name="More of Revenue").click()
    page.get_by_role("button", name="About Revenue: definition and SQL").click()
    expect(page.locator("#about-revenue")).to_contain_text("What the shop received for the orders")
    expect(page.locator("#about-revenue .sql")).to_contain_text("SELECT")
    page.keyboard.press("Escape")
    page.locator("#tile-revenue .single-value").click()
    page.wait_for_url("**/business/**orders.revenue**")


def test_cohorts_show_shares_buyers_and_a_table(sales: None, sign_in: SignIn, bob: User) -> None:
    page = sign_in(bob)
    page.goto(REVENUE.replace("order_date=2025", "order_date=2024"))
    settle(page)
    cells = page.locator("#tile-cohorts tbody tr").first.locator("td")
    expect(cells.nth(1)).to_have_text("100.0")  # the three who bought in October 2024 bought every month
    tile = page.locator("#tile-cohorts")
    tile.get_by_role("button", name="No.", exact=True).click()
    expect(cells.nth(1)).to_have_text("3")
    tile.get_by_role("button", name="Both", exact=True).click()
    expect(cells.nth(1)).to_contain_text("3 · 100.0")


def test_a_tile_the_server_fails_says_so_and_can_ask_again(sales: None, sign_in: SignIn, bob: User) -> None:
    page = sign_in(bob, expected="500")
    page.route("**/tiles/orders/**", lambda route: route.fulfill(status=500, body="fault"))
    page.goto(REVENUE)
    expect(page.locator("#tile-orders")).to_contain_text("No answer came")
    settle(page)
    page.unroute("**/tiles/orders/**")
    page.locator("#tile-orders").get_by_role("button", name="Retry").click()
    expect(page.locator("#tile-orders .single-value")).to_have_text("33")


@pytest.mark.parametrize("way", ["reload", "goto"])
def test_a_page_that_is_left_stops_what_it_still_asks(
    sales: None, sign_in: SignIn, alice: User, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    stopped = slow.put(settings, tmp_path, monkeypatch)
    page = sign_in(alice)
    with page.expect_request("**/dashboards/slow/tiles/**"):
        page.goto("/dashboards/slow/")
    page.reload() if way == "reload" else page.goto("/dashboards/")
    for _ in range(60):
        if stopped:
            break
        page.wait_for_timeout(500)
    page.goto("/dashboards/")  # the reloaded page asks too
    assert stopped


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("slug", ["revenue", "ads"])
def test_a_dashboard_is_accessible(sales: None, sign_in: SignIn, bob: User, slug: str, dark: bool) -> None:
    page = sign_in(bob, dark=dark)
    page.goto(REVENUE.replace("revenue", slug))
    settle(page)
    assert violations(page) == []


def test_a_phone_shows_one_column_and_says_what_it_leaves_out(sales: None, sign_in: SignIn, bob: User) -> None:
    page = sign_in(bob, size=PHONE)
    page.goto(REVENUE)
    settle(page)
    assert overflow(page) == 0
    assert violations(page) == []


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_sample_company_fills_both_dashboards(sign_in: SignIn, picture: Picture) -> None:
    seed(Plan(300_000 if os.environ.get("SEXTANT_SCREENSHOTS") else 10_000, 3, date(2026, 11, 17)))
    mirror.publish()
    lea = User.objects.create_user("lea@example.org", name="Léa Moreau")
    Membership.objects.create(user=lea, account=Account.objects.get(), role=Role.ADMIN, all_subaccounts=True)
    page = sign_in(lea)
    for slug in ("ads", "revenue"):
        page.goto(f"/dashboards/{slug}/?now=2026-11-17T12:00:00%2B00:00")
        settle(page)
        expect(page.locator(".error, .empty")).to_have_count(0)
    picture(page, "revenue")
