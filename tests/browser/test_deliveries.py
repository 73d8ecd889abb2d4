"""The place Deliveries in a real browser: receipts that go on, destinations made and tested, a schedule's menu."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import Account, SubAccount, User
from deliveries.models import Delivery, Schedule, State
from deliveries.sending import one_try
from deliveries.watch import standing
from net.addresses import Allowed
from tests.browser.axe import overflow, violations
from tests.browser.conftest import PHONE, SignIn
from tests.deliveries import reports
from tests.servers.web import Receiver, receiving

pytestmark = pytest.mark.browser


@pytest.fixture
def hook(settings: Any) -> Iterator[Receiver]:
    with receiving() as found:
        settings.NET_ALLOW = Allowed.of([f"127.0.0.1:{found.port}"])
        yield found


@pytest.fixture
def schedule(
    sales: None, alice: User, subaccount: SubAccount, hook: Receiver, settings: Any, tmp_path: Any
) -> Schedule:
    settings.VAR_DIR = tmp_path / "var"
    standing.forget()
    made = reports.schedule(alice, subaccount, watched_from=timezone.now())
    reports.webhook(made, hook.url)
    return made


def planned(schedule: Schedule, hours: int) -> Delivery:
    return reports.planned(schedule, timezone.now().replace(microsecond=0) - timedelta(hours=hours))


def test_an_open_receipt_goes_on_under_the_eyes_of_its_reader(schedule: Schedule, alice: User, sign_in: SignIn) -> None:
    made, other = planned(schedule, 1), planned(schedule, 2)
    Delivery.objects.filter(pk=other.pk).update(state=State.DELIVERED)
    page = sign_in(alice)
    page.goto("/deliveries/receipts/")
    page.locator(f"#open-{other.number}").click()
    expect(page.locator(f"#row-{other.number}")).to_have_attribute("aria-selected", "true")
    page.locator(f"#open-{made.number}").click()
    expect(page.locator("#receipt .tag")).to_contain_text("Waiting")
    expect(page.locator("[aria-selected=true]")).to_have_count(1)
    assert page.url.endswith(f"/deliveries/receipts/{made.number}/")
    page.locator("#document").focus()
    assert one_try.send(made.pk) == State.DELIVERED
    expect(page.locator("#receipt .tag")).to_contain_text("Delivered")
    expect(page.locator(f"#row-{made.number}")).to_contain_text("Delivered")
    expect(page.locator("#document")).to_be_focused()
    expect(page.locator("#receipt")).to_contain_text("Handed over")
    assert violations(page) == [] and overflow(page) == 0
    with page.expect_download() as waiting:
        page.get_by_role("link", name="File").click()
    assert waiting.value.suggested_filename.endswith(".csv")


def test_sending_again_asks_first(schedule: Schedule, alice: User, sign_in: SignIn) -> None:
    made = planned(schedule, 1)
    assert one_try.send(made.pk) == State.DELIVERED
    page = sign_in(alice, size=PHONE)
    page.goto("/deliveries/receipts/")
    page.locator(f"#open-{made.number}").click()
    page.get_by_role("button", name="Send again…").click()
    expect(page.locator("#ask-again")).to_contain_text("they get it twice")
    assert violations(page) == [] and overflow(page) == 0
    page.locator("#ask-again").get_by_role("button", name="Send again").click()
    expect(page.locator("#receipt")).to_contain_text("A person sent this slot again")
    assert Delivery.objects.filter(turn=1).count() == 1


def test_filters_and_more_rows_keep_the_page(schedule: Schedule, alice: User, sign_in: SignIn) -> None:
    for hours in range(60):
        planned(schedule, hours)
    Delivery.objects.update(state=State.DELIVERED)
    page = sign_in(alice)
    page.goto("/deliveries/receipts/")
    expect(page.locator("#receipt-rows tr")).to_have_count(50)
    page.get_by_role("link", name="Show 100 more").click()
    expect(page.locator("#receipt-rows tr")).to_have_count(60)
    expect(page.locator("#receipt-foot")).to_contain_text("60 of 60 rows")
    page.locator("#chip-state").click()
    page.locator("#pick-state").get_by_label("Failed", exact=True).check()
    expect(page.locator("#receipts-body")).to_contain_text("No receipt is left by these filters.")
    expect(page.locator("#chip-state")).to_contain_text("Failed")
    assert "state=failed" in page.url and "state=failed" in str(page.locator("#export-log").get_attribute("href"))
    assert violations(page) == []


def test_a_webhook_is_made_tested_and_given_a_new_secret(
    sales: None, account: Account, alice: User, hook: Receiver, sign_in: SignIn
) -> None:
    page = sign_in(alice, expected="400")
    page.goto("/deliveries/destinations/")
    page.get_by_role("link", name="New destination").first.click()
    page.get_by_role("link", name="Webhook").click()
    page.get_by_label("Name").fill("Ops")
    page.get_by_label("Address").fill("ftp://nowhere")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#error-url")).to_contain_text("https://host/path")
    expect(page.get_by_label("Name")).to_have_value("Ops")
    page.get_by_label("Address").fill(hook.url)
    page.get_by_role("button", name="Save").click()
    secret = page.locator("#made-secret").inner_text()
    assert secret.startswith("whsec_") and violations(page) == []
    page.get_by_role("button", name="Test now").click()
    expect(page.locator("#tested")).to_contain_text("took a signed test message")
    page.get_by_role("button", name="Make a new secret").click()
    expect(page.locator("#made-secret")).not_to_have_text(secret)
    page.get_by_role("button", name="Forget the previous one").click()
    expect(page.locator("#made-secret")).to_have_count(0)


def test_the_menu_of_a_schedule_pauses_deletes_and_takes_back(schedule: Schedule, alice: User, sign_in: SignIn) -> None:
    page = sign_in(alice)
    page.goto("/deliveries/")
    page.get_by_role("button", name="Every day at 08:00, Paris time").click()
    expect(page.locator(f"#runs-{schedule.pk} li")).to_have_count(10)
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Actions of Orders to finance").click()
    page.get_by_role("button", name="Pause").click()
    expect(page.locator("#schedules")).to_contain_text("By Alice")
    page.get_by_role("button", name="Actions of Orders to finance").click()
    page.get_by_role("button", name="Delete").click()
    expect(page.locator("#content")).to_contain_text("Nothing is sent by itself yet")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#schedules")).to_contain_text("Orders to finance")


def test_deliveries_are_reached_on_a_phone(schedule: Schedule, alice: User, sign_in: SignIn) -> None:
    page = sign_in(alice, size=PHONE)
    page.goto("/dashboards/")
    page.get_by_role("button", name="More", exact=True).click()
    page.locator("#menu-person").get_by_role("link", name="Deliveries").click()
    expect(page.locator("#schedules")).to_contain_text("Orders to finance")
    assert violations(page) == [] and overflow(page) == 0
