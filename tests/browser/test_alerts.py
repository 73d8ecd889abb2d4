"""An alert is set from the bell of a tile, its past is seen, its mail comes and is answered; all by the real engine."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import SubAccount, User
from alerts.checking import running
from alerts.models import Alert, Phase
from cdp.batches import batch
from cdp.models import Automation, AutomationEntry, MessageEvent, Pin, Source
from cdp.warehouse import mirror
from deliveries.models import Delivery, State
from deliveries.sending import one_try
from tests.browser.axe import overflow, violations
from tests.browser.conftest import PHONE, SignIn
from tests.browser.test_scheduling import post  # noqa: F401 - a fixture
from tests.servers.mail import Postbox

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("transactional_db")]
PARIS = ZoneInfo("Europe/Paris")
TRIED = 60_000  # ms that a busy machine may take for a trial of three months
BOUNCED = {5: 1, 20: 1, 35: 1, 36: 1, 60: 1}  # of fifty mails, so many days ago: 2 %
LEFT = {4: 1, 40: 1}  # contacts, so many days ago; on all other days five


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), PARIS)


def today() -> date:
    return timezone.now().astimezone(PARIS).date()


@pytest.fixture
def source(subaccount: SubAccount) -> Source:
    return Source.objects.create(subaccount=subaccount, name="Mails", kind="file")


def mailed(source: Source, days: Mapping[date, tuple[int, int]]) -> None:
    """So many mails of each day, and how many of them bounced hard."""
    place: dict[str, Any] = {
        "subaccount_id": source.subaccount_id, "source_id": source.pk, "channel": "email", "stream": "marketing",
    }  # fmt: skip
    rows = [
        MessageEvent(**place, kind=kind, external_id=f"{day} {kind} {one}", message_id=f"{day} {one}",
                     occurred_at=noon(day), mailbox_domain="gmail.com")
        for day, counts in days.items()
        for kind, count in zip(("sent", "hard_bounce"), counts, strict=True)
        for one in range(count)
    ]  # fmt: skip
    with batch(source):
        MessageEvent.objects.bulk_create(rows)
    mirror.publish()


def left(source: Source, days: Mapping[date, int]) -> None:
    """So many contacts who left the welcome scenario on each day."""
    place: dict[str, Any] = {"subaccount_id": source.subaccount_id, "source_id": source.pk}
    with batch(source):
        welcome, _ = Automation.objects.get_or_create(**place, external_id="welcome", name="Welcome", status="active")
        AutomationEntry.objects.bulk_create([
            AutomationEntry(**place, external_id=f"{day} {one}", automation_id=welcome.pk, outcome="left",
                            contact_id=day.toordinal() * 100 + one, entered_at=noon(day), left_at=noon(day))
            for day, count in days.items() for one in range(count)
        ])  # fmt: skip
    mirror.publish()


def bell(page: Page, dashboard: str, tile: str, title: str) -> None:
    """From the dashboard to the page of a new alert."""
    page.goto(f"/dashboards/{dashboard}/")
    page.locator(f"#tile-{tile} .single-value").wait_for()
    page.locator(f"#tile-{tile}").hover()
    page.get_by_role("link", name=f"Alert on {title}").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("New alert")


def finding(page: Page) -> Locator:
    return page.locator("#alert-trial h2")


def saved(page: Page) -> Alert:
    """Created by its button; it is told by mail as a table, which needs no second browser."""
    page.get_by_label("Format for 1 person").select_option("table")
    expect(page.get_by_label("Format for 1 person")).to_have_value("table")
    page.get_by_role("button", name="Create alert").click()
    page.wait_for_url(re.compile(r"/alerts/\d+/$"))
    return Alert.objects.get()


def checked(alert: Alert, brought: Callable[[date], None]) -> Alert:
    """At its next time, after the data of the day before came."""
    alert.refresh_from_db()
    assert alert.next_at is not None
    brought(alert.next_at.astimezone(PARIS).date() - timedelta(days=1))
    Pin.objects.update(data_as_of=alert.next_at)
    assert running.run(alert.next_at) == 1
    alert.refresh_from_db()
    return alert


def mail_of(alert: Alert, post: Postbox) -> str:  # noqa: F811
    """The one mail that it sent, as HTML."""
    assert {one_try.send(each.pk) for each in Delivery.objects.all()} == {State.DELIVERED}
    (mail,) = post.mails
    assert mail.message["Subject"] == f"Alert: {alert.name}"
    body = mail.message.get_body(("html",))
    assert body is not None
    return str(body.get_content())


def test_a_hard_bounce_rate_above_a_fifth_of_a_percent_is_told_and_acknowledged(
    source: Source,
    alice: User,
    sign_in: SignIn,
    post: Postbox,  # noqa: F811
    live_server: LiveServer,
    settings: Any,
) -> None:
    settings.PUBLIC_URL = live_server.url
    mailed(source, {today() - timedelta(days=back): (50, BOUNCED.get(back, 0)) for back in range(1, 96)})
    page = sign_in(alice, expected="htmx:")
    bell(page, "deliverability", "hard_bounce_rate", "Hard bounce rate")
    expect(page.get_by_label("Time, 24 hours")).to_have_value("05:00")
    page.get_by_label("Threshold", exact=True).fill("0.2")
    expect(finding(page)).to_have_text("Would have fired 4 times in the last 90 days", timeout=TRIED)
    expect(page.locator(".alert-sentence")).to_contain_text("5 days in breach.")
    expect(page.locator("#alert-trial plot-chart[data-drawn]")).to_be_visible()
    expect(page.locator("#alert-trial tbody tr")).to_have_count(4)
    assert violations(page) == [] and overflow(page) <= 0
    alert = saved(page)
    assert alert.name == "Hard bounce rate is above 0.20 %"
    assert alert.rule["conditions"][0]["value"] == "0.002" and alert.recurrence["at"] == "05:00"
    checked(alert, lambda day: mailed(source, {day: (50, 0)} if day >= today() else {}))  # records what there is
    assert checked(alert, lambda day: mailed(source, {day: (526, 1)})).phase == Phase.OK  # 0.19 %
    assert checked(alert, lambda day: mailed(source, {day: (476, 1)})).phase == Phase.FIRING  # 0.21 %
    told = mail_of(alert, post)
    assert "0.2101" in told
    address = re.search(r'href="([^"]+)"[^>]*>Acknowledge<', told)
    assert address is not None
    page.goto(address[1].replace("&amp;", "&"))
    page.get_by_role("button", name="Acknowledge").click()
    expect(page.get_by_role("status")).to_contain_text("Acknowledged.")
    alert.refresh_from_db()
    assert alert.phase == Phase.ACKNOWLEDGED


def test_fewer_contacts_who_leave_a_scenario_than_usual_are_told(
    source: Source,
    alice: User,
    sign_in: SignIn,
    post: Postbox,  # noqa: F811
) -> None:
    left(source, {today() - timedelta(days=back): LEFT.get(back, 5) for back in range(1, 96)})
    page = sign_in(alice, expected="htmx:")
    bell(page, "automation", "left", "Contacts who left")
    page.get_by_label("How it is compared").select_option("below")
    page.get_by_label("Threshold", exact=True).fill("2")
    expect(finding(page)).to_have_text("Would have fired 2 times in the last 90 days", timeout=TRIED)
    page.get_by_text("30 days", exact=True).click()
    expect(finding(page)).to_have_text("Would have fired once in the last 30 days", timeout=TRIED)
    alert = saved(page)
    checked(alert, lambda day: left(source, {day: 5} if day >= today() else {}))
    assert checked(alert, lambda day: left(source, {day: 3})).phase == Phase.OK
    assert checked(alert, lambda day: left(source, {day: 1})).phase == Phase.FIRING
    assert "Contacts who left is below 2" in mail_of(alert, post)


def test_conditions_thresholds_and_mistakes_on_the_page(source: Source, alice: User, sign_in: SignIn) -> None:
    mailed(source, {today() - timedelta(days=back): (50, BOUNCED.get(back, 0)) for back in range(1, 40)})
    page = sign_in(alice, expected="htmx:")  # what is typed takes the place of what was being tried
    page.goto("/alerts/new?content=tile:deliverability/hard_bounce_rate")
    expect(finding(page)).to_have_text("Hard bounce rate in the last 90 days", timeout=TRIED)
    page.get_by_label("Threshold", exact=True).fill("nan")
    expect(page.locator("#alert-rule-fault")).to_have_text("“nan” is not a number. Type one such as 0.2 %.")
    page.get_by_label("Threshold", exact=True).fill("3 %")
    expect(finding(page)).to_contain_text("Would not have fired", timeout=TRIED)
    expect(page.locator("#alert-rule-fault")).to_be_empty()
    other = page.get_by_role("group", name="Try another threshold").get_by_role("button").first
    other.click()
    expect(page.get_by_label("Threshold", exact=True)).to_have_value("1.9")
    expect(finding(page)).to_have_text("Would have fired 3 times in the last 90 days", timeout=TRIED)
    expect(page.locator("#alert-made")).to_contain_text("Hard bounce rate is above 1.90")
    page.get_by_role("button", name="Add a condition").click()
    expect(page.locator("#condition-2")).to_be_visible()
    page.locator("#join").select_option("or")
    page.locator("#c2-op").select_option("no_data")
    expect(page.locator("#c2-value")).to_be_hidden()
    expect(page.locator("#alert-made")).to_contain_text("or Hard bounce rate has no data", timeout=TRIED)


@pytest.mark.parametrize(("dark", "size"), [(True, {"width": 1024, "height": 800}), (False, PHONE)])
def test_the_page_shuts_nobody_out(
    source: Source, alice: User, sign_in: SignIn, dark: bool, size: dict[str, int]
) -> None:
    mailed(source, {today() - timedelta(days=back): (50, BOUNCED.get(back, 0)) for back in range(1, 40)})
    page = sign_in(alice, dark=dark, size=size, expected="htmx:")
    page.goto("/alerts/new?content=tile:deliverability/domains")
    page.get_by_label("Figure", exact=True).select_option("emails.hard_bounce_rate")
    page.get_by_label("Threshold", exact=True).fill("1")
    expect(page.locator("#alert-trial .result-bar")).to_be_visible(timeout=TRIED)
    assert violations(page) == [] and overflow(page) <= 0
