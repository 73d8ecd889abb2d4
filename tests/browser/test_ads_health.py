"""Ads health: a tired ad is seen, paused and resumed, and only what the platform shows is shown as done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import Account, SubAccount, User
from alerts.acting import carrying
from alerts.health.keeping import judge_source
from alerts.models.ads import Decision, Goal
from alerts.tasks import act_on_ads
from cdp.batches import batch
from cdp.models import AdAccount, AdCampaign, AdMetric
from tests.alerts.acting.shop import Shop, opened
from tests.browser.axe import overflow, violations
from tests.browser.conftest import DESKTOP, PHONE, SignIn

pytestmark = pytest.mark.browser
SLOW = 20_000  # ms, of what the panel asks for by itself every few seconds
DAYS = 30  # of figures, up to yesterday
FIGURES = {"a1": ("84", "1.5"), "a2": ("35", "2.5"), "a3": ("10", "1")}  # spend and results a day, at a target of 28


@pytest.fixture
def shop(
    transactional_db: None, account: Account, subaccount: SubAccount, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Shop]:
    """A connected ad account with a month of figures, judged; a1 costs twice what it should."""
    monkeypatch.setattr(carrying, "WAITS", (0.0, 0.0, 0.0))
    Goal.objects.create(account=account, currency="EUR", cost_per_result=Decimal(28))
    with opened(account, subaccount, settings) as found:
        with batch(source=found.source):
            for model in (AdAccount, AdCampaign):
                model.objects.filter(source_id=found.source.pk).update(channel="facebook")
            for name, figures in FIGURES.items():
                for back in range(DAYS, 0, -1):
                    _reported(found, name, back, *figures)
        judge_source(found.source, timezone.now())
        yield found


def _reported(shop: Shop, name: str, back: int, spend: str, results: str) -> None:
    ad: Any = shop.rows[name]
    day = timezone.localdate() - timedelta(days=back)
    AdMetric.objects.create(
        subaccount_id=ad.subaccount_id, source_id=ad.source_id, external_id=f"{name} {day}", ad_id=ad.pk,
        ad_set_id=ad.ad_set_id, ad_campaign_id=ad.ad_campaign_id, day=day, currency="EUR", impressions=9000, clicks=90,
        received_at=timezone.make_aware(datetime.combine(day + timedelta(days=1), time(1))),
        spend=Decimal(spend), results=Decimal(results),
    )  # fmt: skip


def panel(page: Page) -> Any:
    return page.get_by_role("complementary")


def pause(page: Page) -> None:
    panel(page).get_by_role("link", name="Pause this ad", exact=True).click()
    expect(panel(page).get_by_role("heading", name="Pause the ad a1?")).to_be_visible()
    panel(page).get_by_role("button", name="Pause this ad").click()


@pytest.mark.parametrize(
    ("dark", "size"), [(False, DESKTOP), (True, DESKTOP), (False, PHONE)], ids=["light", "dark", "phone"]
)
def test_a_tired_ad_is_seen_paused_and_resumed(
    shop: Shop, alice: User, sign_in: SignIn, dark: bool, size: dict[str, int]
) -> None:
    page = sign_in(alice, dark=dark, size=size)
    page.goto("/ads/")
    expect(
        page.get_by_role("rowgroup").filter(has_text="Pause suggested").get_by_role("link", name="a1")
    ).to_be_visible()
    assert violations(page) == [] and overflow(page) == 0
    page.get_by_role("link", name="a1", exact=True).click()
    expect(page).to_have_url(re.compile(rf"/ads/ad/{shop.row('a1')}/"))
    expect(panel(page).get_by_role("heading", level=2)).to_have_text(
        re.compile("9[5-9] % chance this ad costs too much")
    )
    assert violations(page) == [] and overflow(page) == 0
    pause(page)
    expect(panel(page).get_by_role("status")).to_have_text("The platform shows it: paused.", timeout=SLOW)
    expect(panel(page).get_by_text(re.compile(r"^Paused (\d+ \w+ )?\d\d:\d\d by Alice\.$"))).to_be_visible()
    assert not shop.thing("a1").on and violations(page) == []
    panel(page).get_by_role("link", name="Resume this ad").click()
    panel(page).get_by_role("button", name="Resume this ad").click()
    expect(panel(page).get_by_role("status")).to_have_text("The platform shows it: on.", timeout=SLOW)
    assert shop.thing("a1").on


def test_a_platform_that_says_yes_and_does_not_do_it_is_shown_as_such(shop: Shop, alice: User, sign_in: SignIn) -> None:
    shop.platform.lies = True
    page = sign_in(alice)
    page.goto(f"/ads/ad/{shop.row('a1')}/")
    pause(page)
    expect(panel(page).get_by_text("Alice asked to pause it")).to_be_visible(timeout=SLOW)
    expect(panel(page).get_by_role("link", name="Resume this ad")).to_have_count(0)
    for _ in range(30):  # looks of the worker, more than it takes
        Decision.objects.update(next_at=timezone.now(), claimed_until=None)
        act_on_ads()
    failed = Decision.objects.get()
    assert failed.stage == "failed" and shop.thing("a1").on
    expect(panel(page).locator("footer").get_by_text(failed.said)).to_be_visible(
        timeout=SLOW
    )  # the panel looks after itself
    expect(panel(page).get_by_role("link", name="Pause this ad", exact=True)).to_be_visible()


def test_an_ad_is_snoozed_and_its_row_says_so(shop: Shop, alice: User, sign_in: SignIn) -> None:
    page = sign_in(alice)
    page.goto("/ads/")
    page.get_by_role("link", name="a1", exact=True).click()
    panel(page).get_by_role("button", name="Snooze").click()
    expect(page.get_by_role("row").filter(has_text="Snoozed until").get_by_role("link", name="a1")).to_be_visible()


def test_the_list_is_narrowed_while_typing_and_stays_in_the_address(shop: Shop, alice: User, sign_in: SignIn) -> None:
    page = sign_in(alice)
    page.goto("/ads/")
    page.get_by_role("searchbox", name="Search names").fill("a2")
    expect(page.get_by_role("link", name="a1", exact=True)).to_have_count(0)
    expect(page.get_by_text("1 of 1 active ads shown")).to_be_visible()
    expect(page).to_have_url(re.compile("q=a2"))


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_rules_log_and_calendar_read_well(shop: Shop, alice: User, sign_in: SignIn, size: dict[str, int]) -> None:
    page = sign_in(alice, size=size)
    for path in (
        "rules/",
        "rules/evidence/",
        "rules/evidence/try?run=1",
        "rules/aims/account/",
        "calendar/new",
        "log/",
    ):
        page.goto(f"/ads/{path}")
        assert violations(page) == [] and overflow(page) == 0, path
