"""The usual jobs of who sends reports, by hand in a real browser: schedule, choose where and how, try it, download."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.models import Account, User
from deliveries.downloads import exporting
from deliveries.models import Delivery, Destination, Export, Schedule, State
from deliveries.sending import one_try
from tests.browser.axe import overflow, violations
from tests.browser.conftest import PHONE, SignIn
from tests.browser.quiet import answered
from tests.servers.mail import Postbox, taking_mail

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("sales")]
PLACES = {
    "webhook": {"url": "https://hooks.example.org/reports"},
    "s3": {"bucket": "alba-reports", "prefix": "automation/", "region": "eu-west-3", "auth": "keys"},
    "sftp": {"host": "files.example.org", "port": 22, "user": "sextant", "folder": "/in", "auth": "key"},
}


@pytest.fixture
def places(account: Account, alice: User) -> None:
    """One saved destination of each kind."""
    for kind, config in PLACES.items():
        Destination.objects.create(account=account, owner=alice, kind=kind, name=f"Our {kind}", config=config)


@pytest.fixture
def post(settings: Any, tmp_path: Path) -> Iterator[Postbox]:
    settings.VAR_DIR = tmp_path / "var"
    with taking_mail() as found:
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", found.port, False
        yield found


def sheet(page: Page) -> Locator:
    """The schedule sheet of Automation, open beside the page."""
    page.goto("/dashboards/automation/")
    page.get_by_role("button", name="Schedule", exact=True).click()
    expect(page.locator("#sheet-title")).to_have_text("Schedule delivery")
    return page.locator("#sheet")


def tab(found: Locator, name: str) -> None:
    found.locator(f"label:has(#tab-{name})").click()


def test_automation_goes_daily_at_six_to_each_kind_of_destination(places: None, alice: User, sign_in: SignIn) -> None:
    found = sheet(sign_in(alice))
    expect(found.get_by_label("Name", exact=True)).to_have_value("Automation, every day at 06:00")
    for name in ("Our webhook", "Our s3", "Our sftp"):
        found.get_by_role("button", name="Add destination").click()
        found.locator("#schedule-add").get_by_role("button", name=name).click()
        expect(found.locator(".target-title", has_text=name)).to_be_visible()
    found.get_by_role("button", name="Save schedule").click()
    expect(found.get_by_text("Automation, every day at 06:00").first).to_be_visible()
    made = Schedule.objects.get()
    assert made.recurrence == {"kind": "daily", "zone": "Europe/Paris", "at": "06:00"}
    assert sorted(each.kind for each in made.targets.all()) == ["email", "s3", "sftp", "webhook"]
    assert made.next_at and made.owner == alice


def test_the_name_follows_the_time_until_somebody_gives_another(alice: User, sign_in: SignIn) -> None:
    found = sheet(sign_in(alice))
    name = found.get_by_label("Name", exact=True)
    found.get_by_text("Weekly", exact=True).click()
    expect(name).to_have_value("Automation, every Monday at 06:00")
    expect(found.locator("#schedule-next")).to_contain_text("Mon")
    name.fill("For the weekly meeting")
    found.get_by_text("Monthly", exact=True).click()
    expect(found.locator("[name=shown]")).to_have_value("monthly")
    expect(found.locator("#schedule-next")).to_contain_text("06:00")
    expect(name).to_have_value("For the weekly meeting")


def test_a_filter_and_an_advanced_option_of_its_own_are_kept(alice: User, sign_in: SignIn) -> None:
    found = sheet(sign_in(alice))
    tab(found, "layout")
    found.get_by_label("Paper").select_option("a4")
    found.get_by_label("Put files into a ZIP").check()
    found.get_by_role("button", name="Save schedule").click()
    expect(found.get_by_text("Automation, every day at 06:00").first).to_be_visible()
    made = Schedule.objects.get()
    assert made.options["zipped"] is True and made.targets.get().options["paper"]["size"] == "a4"


def test_a_test_goes_to_its_writer_alone(alice: User, sign_in: SignIn, post: Postbox) -> None:
    found = sheet(sign_in(alice))
    found.get_by_label("Format for 1 person").select_option("csv_zip")
    answered(found.page)
    expect(found.get_by_label("Format for 1 person")).to_have_value("csv_zip")
    found.get_by_role("button", name="Test now").click()
    expect(found.get_by_role("status")).to_contain_text("alice@example.org alone")
    assert one_try.send(Delivery.objects.get().pk) == State.DELIVERED
    assert [mail.recipient for mail in post.mails] == ["alice@example.org"] and not Schedule.objects.get().next_at


def test_who_gets_what_is_said_before_it_is_saved(alice: User, sign_in: SignIn) -> None:
    found = sheet(sign_in(alice))
    found.get_by_role("button", name="Who gets what").click()
    expect(found.get_by_role("table")).to_contain_text("Alba France")
    expect(found.get_by_role("table")).to_contain_text("alice@example.org")


@pytest.mark.parametrize("dark", [False, True])
def test_the_sheet_is_readable_by_everybody(dark: bool, alice: User, sign_in: SignIn, places: None) -> None:
    page = sign_in(alice, dark=dark)
    sheet(page)
    assert violations(page) == []


def test_the_sheet_fits_a_phone(alice: User, sign_in: SignIn) -> None:
    page = sign_in(alice, size=PHONE)
    page.goto("/schedules/new/dashboards/automation/")
    expect(page.locator("#sheet-title")).to_have_text("Schedule delivery")
    assert overflow(page) == 0


def test_a_dashboard_is_downloaded_as_pdf_on_a_paper(
    alice: User, sign_in: SignIn, settings: Any, tmp_path: Path
) -> None:
    settings.VAR_DIR = tmp_path / "var"
    page = sign_in(alice)
    page.goto("/dashboards/revenue/")
    page.get_by_role("button", name="Download", exact=True).click()
    found = page.locator("#sheet")
    found.get_by_label("Paper").select_option("a4")
    found.get_by_text("Landscape").click()
    found.get_by_role("button", name="Download", exact=True).click()
    expect(found.get_by_role("progressbar")).to_be_visible()
    expect(found.get_by_role("button", name="Close")).to_be_visible()
    exporting.work(Export.objects.get().pk)
    with page.expect_download() as file:
        found.get_by_role("link", name="Save the file").click()
    pdf = pypdf.PdfReader(io.BytesIO(Path(file.value.path()).read_bytes()))
    width, height = (round(float(side)) for side in pdf.pages[0].mediabox[2:])
    assert width == 842 and height in (595, 596) and "Revenue performance" in pdf.pages[0].extract_text()


def test_a_tile_is_downloaded_as_csv_as_text_and_as_png_under_a_name_of_ones_own(
    alice: User, sign_in: SignIn, settings: Any, tmp_path: Path
) -> None:
    settings.VAR_DIR = tmp_path / "var"
    page = sign_in(alice)
    page.goto("/dashboards/revenue/")
    page.get_by_role("button", name="Download", exact=True).click()
    page.locator("#sheet").get_by_role("button", name="Revenue by month").click()
    found = page.locator("#sheet")
    expect(page.locator("#sheet-title")).to_have_text("Download Revenue by month")
    for kind, begins in (("csv", b"Order month,"), ("txt", b"Order month\t")):
        assert kept(page, found, kind).removeprefix(b"\xef\xbb\xbf").startswith(begins)
    found.get_by_role("combobox").select_option("png")
    found.get_by_role("button", name="Download", exact=True).click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    exporting.work(Export.objects.get().pk)
    with page.expect_download() as file:
        page.get_by_role("link", name="Save the file").click()
    assert file.value.suggested_filename == "Our months.png"
    assert Path(file.value.path()).read_bytes().startswith(b"\x89PNG")


def kept(page: Page, sheet: Locator, kind: str) -> bytes:
    """The file of that format, which the browser keeps under the name that was given."""
    sheet.get_by_label("File name").fill("Our months")
    sheet.get_by_role("combobox").select_option(kind)
    with page.expect_download() as file:
        sheet.get_by_role("button", name="Download", exact=True).click()
    assert file.value.suggested_filename == f"Our months.{kind}"
    return Path(file.value.path()).read_bytes()


def test_a_sheet_closed_with_changes_says_so_and_leads_back_to_them(alice: User, sign_in: SignIn) -> None:
    page = sign_in(alice)
    found = sheet(page)
    page.keyboard.press("Escape")
    expect(found).to_be_hidden()
    expect(page.locator(".toasts")).to_be_empty()
    with page.expect_response("**/schedules/new/**"):
        page.get_by_role("button", name="Schedule", exact=True).click()
    answered(page)  # until then the sheet still shows the form from before
    expect(found.get_by_role("radio", name="Delivery")).to_be_focused()
    found.get_by_label("Name", exact=True).fill("For the board")
    expect(page.locator("#schedule-left")).to_have_attribute("hx-trigger", "close from:#sheet")
    page.keyboard.press("Escape")
    page.locator(".toasts").get_by_role("button", name="Go on with it").click()
    expect(found.get_by_label("Name", exact=True)).to_have_value("For the board")


def test_the_sheet_is_filled_in_by_keyboard_alone(alice: User, sign_in: SignIn) -> None:
    page = sign_in(alice)
    found = sheet(page)
    expect(found.get_by_role("radio", name="Delivery")).to_be_focused()
    found.get_by_role("radio", name="Daily").focus()
    for _ in ("Weekly", "Monthly", "Days"):
        page.keyboard.press("ArrowRight")
    expect(found.get_by_role("radio", name="Days", exact=True)).to_be_focused()
    expect(found.locator("[name=shown]")).to_have_value("days")
    found.get_by_label("Time, 24 hours").fill("25:00")
    page.keyboard.press("Enter")
    expect(found.get_by_role("alert")).to_contain_text("It is not saved yet: one box needs a look.")
    expect(found.get_by_label("Time, 24 hours")).to_be_focused()
    assert violations(page) == []
    found.get_by_label("Time, 24 hours").fill("7h30")
    page.keyboard.press("Enter")
    expect(found.locator(".schedule-list")).to_contain_text("Every Monday at 07:30, Paris time")
