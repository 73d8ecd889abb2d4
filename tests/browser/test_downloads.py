"""Files by hand: the sheet of a tile, of a page, of an explore, and what the browser keeps under which name."""

from __future__ import annotations

import io
import os
import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Download, Page, expect

from accounts.models import User
from tests.browser.axe import overflow, violations
from tests.browser.conftest import PHONE, SignIn
from tests.browser.test_dashboard_actions import Make, make, opened, tool  # noqa: F401 - a fixture

pytestmark = pytest.mark.browser
ASK = "/explore/business/?fields=orders.channel,orders.revenue,orders.count&f[orders.ordered_date]=2025&limit=2&total=1"


def kept(page: Page, button: str = "Download") -> Download:
    with page.expect_download() as file:
        page.locator("#sheet").get_by_role("button", name=button, exact=True).click()
    return file.value


def text(file: Download) -> list[str]:
    return Path(file.path()).read_text().splitlines()


def looked_at(page: Page, name: str) -> None:
    """A picture for the eye, where the run was asked for them."""
    if folder := os.environ.get("SEXTANT_LOOK"):
        page.screenshot(path=f"{folder}/{name}.png")


def test_a_tile_is_downloaded_as_csv_and_as_text(make: Make, sign_in: SignIn, alice: User) -> None:  # noqa: F811
    page = opened(sign_in(alice), make())
    tool(page, "channels", "Download data…").click()
    sheet = page.locator("#sheet")
    expect(sheet.get_by_role("heading")).to_have_text("Download Channels")
    expect(sheet.locator(".result-cut")).to_have_text("2 of 4 rows")
    file = kept(page)
    assert re.fullmatch(r"Channels \d{4}-\d\d-\d\d\.csv", file.suggested_filename)
    assert text(file)[0] == "Channel,Orders" and text(file)[-1].startswith("Total,") and len(text(file)) == 4
    sheet.get_by_label("File name").fill("Our channels: 2025")
    sheet.get_by_role("combobox").select_option("txt")
    sheet.get_by_label(re.compile("^All 4 rows")).check()
    file = kept(page)
    assert file.suggested_filename == "Our channels- 2025.txt"
    assert text(file)[0] == "Channel\tOrders" and len(text(file)) == 6
    sheet.get_by_role("button", name="Cancel").click()
    expect(sheet).to_be_hidden()


def test_a_tile_is_chosen_in_the_head_of_the_page(make: Make, sign_in: SignIn, alice: User) -> None:  # noqa: F811
    page = opened(sign_in(alice), make())
    page.get_by_role("button", name="Download", exact=True).click()
    page.locator("#download-dashboard").get_by_role("button", name="Months").click()
    expect(page.locator("#sheet h2")).to_have_text("Download Months")
    assert text(kept(page))[0] == "Order month,Orders"


def test_an_explore_is_downloaded_as_a_workbook(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.goto(ASK)
    page.get_by_role("button", name="Download", exact=True).click()
    sheet = page.locator("#sheet")
    sheet.get_by_role("combobox").select_option("xlsx")
    expect(sheet.get_by_role("button", name="Open in browser")).to_be_hidden()
    sheet.get_by_label("Formatted", exact=True).check()
    file = kept(page)
    assert re.fullmatch(r"Revenue and Orders by channel \d{4}-\d\d-\d\d\.xlsx", file.suggested_filename)
    book = openpyxl.load_workbook(io.BytesIO(Path(file.path()).read_bytes()))
    assert [cell.value for cell in book["Data"][1]] == ["Channel", "Revenue", "Orders"]
    assert book["Data"]["B2"].number_format.startswith('"€"') and book["Data"]["A4"].value == "Total"
    assert "2 of 4 rows." in [row[0] for row in book["Notes"].values]


def test_a_document_is_opened_beside_the_page(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.goto(ASK)
    page.get_by_role("button", name="Download", exact=True).click()
    page.locator("#sheet").get_by_role("combobox").select_option("html")
    with page.context.expect_page() as tab:
        page.locator("#sheet").get_by_role("button", name="Open in browser").click()
    expect(tab.value.locator("tbody tr")).to_have_count(3)
    assert (
        tab.value.locator("th").first.evaluate("each => getComputedStyle(each).backgroundColor") == "rgb(244, 244, 246)"
    )


@pytest.mark.parametrize(("dark", "phone"), [(False, False), (True, False), (False, True)])
def test_the_sheet_is_fit_for_eyes_ears_and_thumbs(
    sales: None, sign_in: SignIn, alice: User, dark: bool, phone: bool
) -> None:
    page = sign_in(alice, dark=dark, **({"size": PHONE} if phone else {}))
    page.goto(f"{ASK}&compare=previous")
    page.get_by_role("button", name="Download", exact=True).click()
    expect(page.locator("#why-not-all")).to_have_text("Compared rows are put together in memory.")
    looked_at(page, f"sheet-{'dark' if dark else 'phone' if phone else 'light'}")
    assert violations(page) == []
    assert overflow(page) == 0
