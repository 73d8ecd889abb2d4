"""What a person asks for in the sheet is what arrives: own filters, rows, paper; from a Look and from an explore."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pypdf
import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from accounts.models import Account, SubAccount, User
from cdp.batches import batch
from cdp.models import Automation, AutomationEntry, Source
from cdp.warehouse import mirror
from deliveries.models import Delivery, Destination, Schedule, State
from deliveries.sending import one_try
from net.addresses import Allowed
from tests.browser.conftest import SignIn
from tests.browser.test_scheduling import post, tab  # noqa: F401 - a fixture
from tests.explores.keeping.people import look_of
from tests.servers.mail import Postbox
from tests.servers.web import Receiver, receiving

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("sales")]
ENTERED = {"Welcome": 5, "Abandoned cart": 3}


@pytest.fixture
def hook(settings: Any, account: Account, alice: User) -> Iterator[Receiver]:
    """A receiver on this machine, saved as the destination Ops."""
    with receiving() as found:
        settings.NET_ALLOW = Allowed.of([f"127.0.0.1:{found.port}"])
        config, sealed = {"url": found.url}, {"secret": "of the hook"}
        Destination.objects.create(
            account=account, owner=alice, kind="webhook", name="Ops", config=config, sealed=sealed
        )
        yield found


@pytest.fixture
def scenarios(sales: None, subaccount: SubAccount) -> None:
    """Two scenarios that contacts entered three days ago."""
    source = Source.objects.create(subaccount=subaccount, name="scenarios", kind="file")
    place: dict[str, Any] = {"subaccount_id": subaccount.pk, "source_id": source.pk}
    with batch(source):
        for name, count in ENTERED.items():
            made = Automation.objects.create(**place, external_id=name, name=name, status="active")
            day = timezone.now() - timedelta(days=3)
            for number in range(count):
                AutomationEntry.objects.create(
                    **place, external_id=f"{name} {number}", automation_id=made.pk, contact_id=number, entered_at=day
                )
    mirror.publish()


def own_value(sheet: Locator, filter: str, value: str, instead: str) -> None:
    """A value of this delivery alone, chosen in the tab Filters."""
    tab(sheet, "filters")
    row = sheet.locator(".own-filter", has_text=filter)
    row.locator("summary").click()
    row.get_by_role("checkbox", name=instead).uncheck()
    row.get_by_role("checkbox", name=value).check()
    expect(row.locator(".filter-explained")).to_have_text(f"is “{value}”")
    row.get_by_role("button", name="Apply to this delivery").click()
    expect(row.locator(".chip-value")).to_contain_text(value)


def arrived(page: Page) -> None:
    """The one schedule, sent from the list by its button, by the real engine."""
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("#sheet").get_by_role("button", name="Send now").click()
    expect(page.locator("#sheet").get_by_role("status")).to_contain_text("on the way")
    assert {one_try.send(each.pk) for each in Delivery.objects.all()} == {State.DELIVERED}


def test_a_filter_of_its_own_rows_and_paper_are_those_of_what_arrives(
    scenarios: None,
    hook: Receiver,
    post: Postbox,  # noqa: F811
    alice: User,
    sign_in: SignIn,
) -> None:
    page = sign_in(alice)
    page.goto("/dashboards/automation/?scenario=Abandoned+cart")
    page.get_by_role("button", name="Schedule", exact=True).click()
    sheet = page.locator("#sheet")
    own_value(sheet, "Scenario", "Welcome", instead="Abandoned cart")
    tab(sheet, "layout")
    sheet.get_by_label("Paper").select_option("a3")
    tab(sheet, "delivery")
    sheet.get_by_role("button", name="Add destination").click()
    sheet.locator("#schedule-add").get_by_role("button", name="Ops").click()
    sheet.get_by_label("Format for Ops").select_option("csv_zip")
    sheet.locator("[name=only]").select_option("results")
    sheet.get_by_role("button", name="Save schedule").click()
    expect(sheet.locator(".schedule-list")).to_contain_text("Automation, every day at 06:00")
    assert Schedule.objects.get().filters["scenario"] == "Welcome"
    arrived(page)
    pdf = pypdf.PdfReader(io.BytesIO(_file(post, ".pdf")))
    printed = " ".join(each.extract_text() for each in pdf.pages)
    assert "Welcome" in printed and "Abandoned cart" not in printed and str(ENTERED["Welcome"]) in printed
    assert round(float(pdf.pages[0].mediabox.width)) == 842  # A3, upright
    assert _tables(hook)["Scenarios.csv"].splitlines()[1].startswith(f"Welcome,active,{ENTERED['Welcome']}")


def _file(post: Postbox, ending: str) -> bytes:  # noqa: F811
    """What is attached to the one mail."""
    (mail,) = post.mails
    files = {str(part.get_filename()): part.get_payload(decode=True) for part in mail.message.iter_attachments()}
    (found,) = [held for name, held in files.items() if name.endswith(ending)]
    assert isinstance(found, bytes)
    return found


def _tables(hook: Receiver) -> dict[str, str]:
    """The CSV files in the one message, by name."""
    (message,) = hook.messages
    (file,) = json.loads(message.body)["files"]
    with zipfile.ZipFile(io.BytesIO(base64.b64decode(file["data"]))) as whole:
        return {name: whole.read(name).decode("utf-8-sig") for name in whole.namelist()}


@pytest.mark.parametrize(
    ("entry", "title", "about"), [("Look", "By month", "look:"), ("explore", "Orders by channel", "explore:business")]
)
def test_an_explore_and_a_look_are_scheduled_from_their_page_and_listed(
    entry: str, title: str, about: str, alice: User, sign_in: SignIn
) -> None:
    page = sign_in(alice)
    look = look_of(alice)
    page.goto(f"/looks/{look.pk}/" if entry == "Look" else "/explore/business/?fields=orders.channel,orders.count")
    page.get_by_role("button", name="More", exact=True).first.click()
    page.get_by_role("button", name="Save and schedule…").click()
    sheet = page.locator("#sheet")
    expect(sheet.get_by_label("Name", exact=True)).to_have_value(f"{title}, every day at 06:00")
    sheet.get_by_label("Format for 1 person").select_option("csv")
    sheet.get_by_text("At most", exact=True).click()
    sheet.get_by_label("Most rows of a file").fill("2")
    sheet.get_by_role("button", name="Save schedule").click()
    expect(sheet.locator(".schedule-list")).to_contain_text(f"{title}, every day at 06:00")
    made = Schedule.objects.get()
    assert made.about.startswith(about) and made.options["limit"] == 2
    page.goto("/deliveries/")
    expect(page.locator("#schedules")).to_contain_text(title)
