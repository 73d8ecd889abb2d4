"""Carbon footprint and automation in a real browser: from an estimate to its method, to its factors, and back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Account, Membership, Role, User
from cdp.demo.plan import Plan
from cdp.demo.seeding import seed
from cdp.warehouse import mirror
from tests.browser.axe import overflow, violations
from tests.browser.conftest import DESKTOP, PHONE, SignIn
from tests.dashboards.standard.conftest import EVENTS, NOW, SEED

pytestmark = pytest.mark.browser
AT = "now=2026-11-17T12:00:00%2B00:00"
FIGURE = "#tile-emissions .single-value"


@pytest.fixture
def lea(transactional_db: None) -> User:
    seed(Plan(EVENTS, SEED, NOW.date()))
    mirror.publish()
    user = User.objects.create_user("lea@example.org", "correct horse battery", name="Léa")
    account = Account.objects.get(name="Maison Alba")
    Membership.objects.create(user=user, account=account, role=Role.ADMIN, all_subaccounts=True)
    return user


def settle(page: Page) -> None:
    expect(page.locator(".cell [aria-busy]")).to_have_count(0)
    expect(page.locator("plot-chart:not([data-drawn])")).to_have_count(0)


def kilos(page: Page) -> float:
    settle(page)
    return float(page.locator(FIGURE).inner_text().replace("about", "").replace("kg CO2e", "").strip())


def test_an_estimate_opens_its_method_and_a_changed_factor_changes_it(lea: User, sign_in: SignIn) -> None:
    page = sign_in(lea)
    page.goto(f"/dashboards/carbon/?{AT}")
    before = kilos(page)
    page.locator(FIGURE).click()
    method = page.locator("#about-emissions")
    expect(method).to_contain_text("Marketing: 0.17 g Sendinblue, 2022, audit by Aktio")
    method.get_by_role("link", name="Change the factors").click()
    for name in ("marketing", "automation", "transactional"):
        page.locator(f"input[name={name}]").fill("0,34")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("input[name=marketing]")).to_have_value("0.34")
    mirror.publish()
    page.goto(f"/dashboards/carbon/?{AT}")
    assert kilos(page) == pytest.approx(2 * before, abs=0.02)
    expect(page.locator("#tile-types")).to_contain_text("0.34")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_both_dashboards_and_the_form_fit_and_are_readable(lea: User, sign_in: SignIn, size: dict[str, int]) -> None:
    page = sign_in(lea, size=size)
    for address in (f"/dashboards/carbon/?{AT}", f"/dashboards/automation/?{AT}", "/settings/carbon/"):
        page.goto(address)
        settle(page)
        assert overflow(page) == 0, address
        assert violations(page) == [], address
