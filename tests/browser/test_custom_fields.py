"""Fields made on the page: by mouse, and by the keyboard alone."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from tests.browser.conftest import PHONE, SignIn

pytestmark = pytest.mark.browser
PAGE = "/explore/business/?fields=orders.channel,orders.count"
ODD = {"odd": {"type": "sum", "of": "orders.nope", "label": "Odd one"}}


def custom(page: Page) -> dict[str, object]:
    found: dict[str, object] = json.loads(parse_qs(urlsplit(page.url).query)["custom"][0])
    return found


def test_a_bin_is_made_edited_copied_and_removed_by_mouse(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.goto(PAGE)
    page.get_by_label("New custom field").click()
    page.locator("#custom-new").locator("[data-custom='kind=bin']").click()
    page.get_by_label("Of the field").select_option("orders.total")
    for name, value in (("size", "50"), ("min", "0"), ("max", "100")):
        page.locator(f"dialog [name={name}]").fill(value)
    expect(page.locator(".custom-bands li")).to_have_text(["(-inf,0)", "[0,50)", "[50,100)", "[100,inf)"])
    page.locator("dialog [type=submit]").click()
    row = page.locator('#picker [data-field="amount_in_bins"]')
    expect(row.locator(".picker-name")).to_have_attribute("aria-pressed", "true")
    assert "custom=" not in page.url  # nothing runs until Run
    page.locator("#run").click()
    page.wait_for_url("**custom=**")
    expect(page.locator("thead")).to_contain_text("Amount in bins")
    row.hover()
    row.get_by_label("More").click()
    page.get_by_role("menuitem", name="Duplicate").click()
    expect(page.locator('#picker [data-field="amount_in_bins_copy"]')).to_be_visible()
    row.hover()
    row.get_by_label("More").click()
    page.get_by_role("menuitem", name="Edit").click()
    page.locator("dialog [name=label]").fill("Size of order")
    page.locator("dialog [type=submit]").click()
    expect(row.locator(".picker-name")).to_have_text("Size of order")
    for name in ("amount_in_bins", "amount_in_bins_copy"):
        page.locator(f'#picker [data-field="{name}"]').hover()
        page.locator(f'#picker [data-field="{name}"]').get_by_label("More").click()
        page.get_by_role("menuitem", name="Remove").click()
        expect(page.locator(f'#picker [data-field="{name}"]')).to_have_count(0)
    page.locator("#run").click()
    page.wait_for_url(lambda address: "custom=" not in address)


def test_a_calculation_is_written_with_completion_by_the_keyboard_alone(
    sales: None, sign_in: SignIn, alice: User
) -> None:
    page = sign_in(alice)
    page.goto(PAGE)
    page.get_by_role("button", name="Calculation", exact=True).focus()
    page.keyboard.press("Enter")
    box = page.locator("dialog textarea")
    expect(box).to_be_focused()
    page.keyboard.type("rou")
    expect(page.locator(".typing-list [aria-selected=true]")).to_contain_text("round(value")
    page.keyboard.press("Tab")
    page.keyboard.type("${orders.cou")
    page.keyboard.press("Enter")
    page.keyboard.type(" / 0")
    expect(box).to_have_value("round(${orders.count} / 0")
    expect(page.locator(".custom-told .field-error")).to_be_visible()
    page.keyboard.type(")")
    expect(page.locator(".custom-told")).to_contain_text("Gives a number")
    page.keyboard.press("Control+Enter")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.get_by_role("button", name="Calculation", exact=True)).to_be_focused()
    expect(page.locator('[data-hue="calc"] .picker-name')).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Control+Enter")
    expect(page.locator("thead .th-calc")).to_have_count(1)


def test_a_fault_is_marked_where_it_stands_and_escape_asks_once(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice, expected="422")
    page.goto(PAGE)
    page.get_by_role("button", name="Calculation", exact=True).click()
    page.locator("dialog textarea").fill("1 + ${orders.cuont} ")
    expect(page.locator(".expression-mirror mark")).to_have_text("${orders.cuont}")
    page.locator("dialog [type=submit]").click()
    expect(page.locator(".custom-told")).to_contain_text("Try ${orders.count}.")
    page.keyboard.press("Escape")
    expect(page.get_by_text("Press Escape again")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_a_broken_field_of_an_address_is_mended_in_its_dialog(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice, expected="400")
    page.goto(f"{PAGE}&{urlencode({'custom': json.dumps(ODD)})}")
    expect(page.locator(".picker-broken")).to_contain_text("orders.nope")
    with page.expect_response("**/custom/check"):
        page.locator(".picker-broken").get_by_role("button", name="Edit").click()
    expect(page.get_by_label("Of the field")).to_have_value("orders.nope")
    expect(page.locator(".custom-told")).to_contain_text("orders.nope")
    page.get_by_label("Of the field").select_option("orders.total")
    page.locator("dialog [type=submit]").click()
    expect(page.locator(".picker-broken")).to_have_count(0)
    page.locator("#run").click()
    page.wait_for_url(lambda address: "orders.total" in address)
    expect(page.get_by_role("alert")).to_have_count(0)
    assert custom(page) == {"odd": {"type": "sum", "of": "orders.total", "label": "Odd one"}}


def test_a_quick_calculation_comes_from_the_menu_of_a_column(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.goto(PAGE)
    page.locator("thead").get_by_text("Orders").click(button="right")
    page.get_by_role("menuitem", name="Percent of column").click()
    expect(page.locator("thead .th-calc")).to_contain_text("Percent of column of Orders")
    expect(page.locator("tbody td:nth-child(3)")).to_have_text(
        ["32.6\u202f%", "32.6\u202f%", "32.6\u202f%", "2.3\u202f%"]
    )
    page.locator("thead .th-calc").get_by_text("Percent").click(button="right")
    expect(page.get_by_role("menuitem", name="Percent of previous row: the one above")).to_be_visible()


def test_a_field_of_a_row_is_made_by_keys_from_the_picker(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.goto(PAGE)
    page.keyboard.press("/")
    page.keyboard.type("orders.total amount")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("m")
    expect(page.get_by_role("menuitem", name="Sum", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Enter")
    expect(page.locator("thead")).to_contain_text("Sum of Amount")


def test_the_dialog_fills_a_phone_and_spills_nothing(sign_in: SignIn, bob: User) -> None:
    page = sign_in(bob, size=PHONE)
    page.goto(PAGE)
    page.get_by_role("button", name="Fields").click()
    page.get_by_label("New custom field").click()
    page.locator("#custom-new").locator("[data-custom='kind=group']").click()
    box = page.locator("dialog[open]").bounding_box()
    assert box is not None and box["width"] == 390 and page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator("dialog[open] .sheet-body").evaluate("one => one.scrollWidth <= one.clientWidth")
