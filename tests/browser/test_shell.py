"""The shell around every page: theme, keys, narrow windows."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from accounts.models import SubAccount, User
from tests.browser.axe import overflow, violations
from tests.browser.conftest import PHONE, SignIn

pytestmark = pytest.mark.browser


def expect_background(page: Page, colour: str) -> None:
    """Once the styles of the page are there."""
    expect(page.locator("body")).to_have_css("background-color", colour)


def test_the_theme_follows_the_system_until_one_is_chosen(sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice, dark=True)
    page.goto("/dashboards/")
    expect_background(page, "rgb(15, 18, 22)")
    page.get_by_title("Theme, shortcuts, sign out").click()
    page.get_by_role("button", name="Light", exact=True).click()
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    expect_background(page, "rgb(246, 247, 248)")


def test_keys_go_to_places_and_never_act_while_typing(sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.goto("/dashboards/revenue/")
    page.keyboard.press("g")
    page.keyboard.press("d")
    page.wait_for_url("**/dashboards/")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    page.keyboard.press("Escape")
    page.goto("/dashboards/revenue/")
    page.locator("#filter-country summary").click()
    search = page.get_by_role("searchbox", name="Search the values of Country")
    search.press_sequentially("gd?")
    expect(search).to_have_value("gd?")


def test_the_first_tab_stop_skips_to_the_content(sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.goto("/dashboards/")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()


def test_switching_the_sub_account_tints_the_switcher(sign_in: SignIn, alice: User, subaccount: SubAccount) -> None:
    page = sign_in(alice)
    page.goto("/dashboards/")
    page.get_by_title("Choose a sub-account").click()
    page.get_by_role("button", name="Alba France", exact=True).click()
    expect(page.locator(".switcher-narrowed")).to_contain_text("Alba France")


def test_a_narrow_window_has_the_places_in_a_bar_below(sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice, size=PHONE)
    page.goto("/dashboards/")
    expect(page.locator(".bottom-bar")).to_be_visible()
    expect(page.locator(".nav")).to_be_hidden()
    assert overflow(page) == 0
    page.get_by_role("button", name="More").click()
    expect(page.locator("#menu-person").get_by_role("link", name="Explore")).to_be_visible()


def test_a_phone_chooses_the_sub_account_under_more(sign_in: SignIn, alice: User, subaccount: SubAccount) -> None:
    SubAccount.objects.create(account=subaccount.account, name="Alba Iberia")
    page = sign_in(alice, size=PHONE)
    page.goto("/dashboards/")
    page.get_by_role("button", name="More").click()
    page.get_by_role("button", name="Sub-account: all").click()
    page.get_by_role("button", name="Alba France", exact=True).click()
    page.get_by_role("button", name="More").click()
    expect(page.get_by_role("button", name="Sub-account: Alba France")).to_be_visible()


@pytest.mark.parametrize("path", ["/", "/dashboards/", "/ui/"])
@pytest.mark.parametrize("dark", [False, True])
def test_pages_are_accessible(sign_in: SignIn, alice: User, path: str, dark: bool) -> None:
    alice.is_staff = True
    alice.save()
    page = sign_in(alice, dark=dark)
    page.goto(path)
    assert violations(page) == []


@pytest.mark.parametrize("size", [(1280, 800), (1024, 700), (720, 900), (390, 844), (320, 640)])
def test_nothing_is_lost_at_any_width(sign_in: SignIn, alice: User, size: tuple[int, int]) -> None:
    page = sign_in(alice, size={"width": size[0], "height": size[1]})
    for path in ("/", "/dashboards/", "/dashboards/revenue/"):
        page.goto(path)
        assert overflow(page) <= 0, path
