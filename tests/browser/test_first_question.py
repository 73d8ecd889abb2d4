"""The first question of a newcomer, from an empty page: average order amount by the month contacts were created.

Columns, ascending, with a linear trend line; once by mouse, once without touching it.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.models import SubAccount, User
from cdp.batches import batch
from cdp.models import Contact, Order, Source
from cdp.warehouse import mirror
from tests.browser.conftest import SignIn
from tests.browser.quiet import answered

pytestmark = pytest.mark.browser
MONTHS = ["2025-01", "2025-02", "2025-03", "2025-04", "2025-05", "2025-06"]
AVERAGES = ["€70.00", "€80.00", "€90.00", "€100.00", "€110.00", "€120.00"]
TREND = "linear trend: y = 10x + 60, R² 1.000"


@pytest.fixture
def buyers(transactional_db: None, subaccount: SubAccount) -> None:
    """One contact a month, each with two orders of 60 + 10 n euros on average."""
    source = Source.objects.create(subaccount=subaccount, name="shop", kind="file")
    with batch(source):
        for month in range(1, 7):
            made = datetime(2025, month, 3, tzinfo=UTC)
            buyer = Contact.objects.create(subaccount_id=subaccount.pk, email=f"{month}@example.org", created_at=made)
            for amount in (50, 70):
                Order.objects.create(
                    subaccount_id=subaccount.pk,
                    source_id=source.pk,
                    contact_id=buyer.pk,
                    external_id=f"{month}-{amount}",
                    ordered_at=datetime(2025, 9, month, tzinfo=UTC),
                    total=amount + 10 * month,
                    currency="EUR",
                )
    mirror.publish()


def shown(page: Page) -> tuple[list[str], list[str]]:
    return page.locator("tbody td:nth-child(1)").all_inner_texts(), page.locator(
        "tbody td:nth-child(2)"
    ).all_inner_texts()


def is_answered(page: Page) -> None:
    """Six ascending months, their averages, six columns and the line through them; all of it in the address."""
    expect(page.locator(".chart-notes")).to_contain_text(TREND)
    page.locator("plot-chart[data-drawn]").wait_for()
    assert shown(page) == (MONTHS, AVERAGES)
    assert page.locator(".plot .barlayer .point").count() == 6
    assert page.locator(".plot path.js-line").count() == 1
    expect(page.get_by_role("heading", level=1)).to_have_text("Average amount per order by contact created month")
    for part in ("fields=contacts.created_month,orders.average_amount", "sorts=contacts.created_month", "vis=column"):
        assert part in page.url


def test_a_newcomer_builds_it_with_the_mouse(buyers: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.goto("/")
    page.get_by_role("link", name="Explore").first.click()
    page.locator("main").get_by_role("link", name="Business").click()
    page.wait_for_url("**/explore/business/**")  # and its scripts, without which the picker hears nothing
    picker = page.locator("field-picker")
    picker.locator("summary", has_text=re.compile("^Contacts")).click()
    picker.get_by_text("Contact created date", exact=True).click()
    picker.locator('[data-field="contacts.created_month"]').click()
    picker.locator("summary", has_text=re.compile("^Orders")).click()
    picker.locator('[data-field="orders.average_amount"]').click()
    page.locator("#run").click()
    expect(page.locator("tbody tr")).to_have_count(6)
    page.get_by_label("Column", exact=True).click()
    page.wait_for_url("**vis=column**")
    answered(page)
    page.locator("thead").get_by_text("Contact created month").click()
    expect(page.locator("tbody td").first).to_have_text("2025-01")
    page.get_by_label("Trend line").select_option(label="Linear")
    is_answered(page)


def test_a_newcomer_builds_it_with_the_keyboard_alone(buyers: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.goto("/explore/")
    press_until(page, page.locator("main").get_by_role("link", name="Business"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/explore/business/**")
    for words, name in (
        ("contact created month", "contacts.created_month"),
        ("average amount", "orders.average_amount"),
    ):
        page.keyboard.press("/")
        page.keyboard.press("Control+a")
        page.keyboard.type(words)
        press_until(page, page.locator(f'[data-field="{name}"] .picker-name'), "ArrowDown")
        page.keyboard.press("Space")
    page.keyboard.press("Control+Enter")
    expect(page.locator("tbody tr")).to_have_count(6)
    press_until(page, page.get_by_label("Column", exact=True))
    page.keyboard.press("Enter")
    page.wait_for_url("**vis=column**")
    answered(page)
    press_until(page, page.locator("thead").get_by_role("link", name="Contact created month"))
    page.keyboard.press("Enter")
    expect(page.locator("tbody td").first).to_have_text("2025-01")
    press_until(page, page.get_by_label("Trend line"))
    page.keyboard.press("L")  # Linear; an answer to it would come between further letters
    is_answered(page)


def press_until(page: Page, wanted: Locator, key: str = "Tab") -> None:
    """The key, again and again, until the focus stands where it should."""
    for _ in range(250):
        if wanted.evaluate("(one) => one === document.activeElement"):
            return
        page.keyboard.press(key)
    pytest.fail(f"{key} does not lead to {wanted}")
