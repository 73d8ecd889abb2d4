"""The pages of alerts by hand: find what fires, look at it, answer it, follow it; on every width, by everybody."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Account, SubAccount, User
from alerts.models import Alert, Answer, Follower
from alerts.rules.state_form import state_to_json
from tests.alerts.checking.watched import alert
from tests.alerts.listing.alike import checked, row
from tests.alerts.rules.rows import above
from tests.alerts.rules.test_life import HIGH, Life
from tests.browser.axe import overflow, violations
from tests.browser.conftest import PHONE, SignIn
from tests.explores.keeping.people import analyst

pytestmark = pytest.mark.browser
TABLET = {"width": 1024, "height": 800}


@pytest.fixture
def firing(transactional_db: None, alice: User, subaccount: SubAccount) -> Alert:
    """One that fires since its ninth order, among others; with a history to draw."""
    for name, phase in (("Fine one", "ok"), ("Broken one", "error")):
        alert(alice, subaccount, name=name, phase=phase)
    state = Life(above(10)).sees(HIGH).state
    made = alert(alice, subaccount, name="Too many orders", phase="firing", state=state_to_json(state))
    for number, figure in enumerate((3, 5, 9, 12)):
        verdict, told = ("breach", ["fired"] if figure == 9 else []) if figure > 7 else ("fine", [])
        checked(made, number, rows=[row(figure, f"2026-03-0{number + 1}", verdict)], told=told)
    return made


def drawn(page: Page) -> None:
    expect(page.locator("plot-chart[data-drawn]")).to_be_visible()
    expect(page.locator("plot-chart .main-svg").first).to_be_visible()


def test_an_alert_is_found_looked_at_snoozed_woken_and_followed(firing: Alert, alice: User, sign_in: SignIn) -> None:
    page = sign_in(alice)
    page.goto("/")
    place = page.get_by_role("navigation", name="Main").get_by_role("link", name=re.compile("^Alerts"))
    expect(place).to_contain_text("1")
    place.click()
    expect(page.get_by_role("row").nth(1)).to_contain_text("Too many orders")
    page.get_by_role("link", name="Too many orders").click()
    drawn(page)
    expect(page.locator(".one-state")).to_contain_text("Firing")
    page.get_by_role("button", name="Snooze").click()
    page.get_by_role("button", name="3 days").click()
    expect(page.locator(".one-state")).to_contain_text("Snoozed until")
    expect(page.get_by_role("region", name="Answers")).to_contain_text("Snoozed until")
    page.get_by_role("button", name="End the snooze").click()
    expect(page.get_by_role("region", name="Answers")).to_contain_text("Snooze ended")
    page.get_by_role("button", name="Follow", exact=True).click()
    expect(page.get_by_role("button", name="Unfollow")).to_be_visible()
    assert Follower.objects.get().user == alice


def test_the_list_is_narrowed_by_state_and_by_word(firing: Alert, alice: User, sign_in: SignIn) -> None:
    page = sign_in(alice)
    page.goto("/alerts/")
    expect(page.get_by_role("row")).to_have_count(4)
    page.get_by_role("navigation", name="States").get_by_role("link", name="Can't be checked").click()
    page.wait_for_url("**state=broken**")  # and its scripts, which hear the choice
    expect(page.get_by_role("row")).to_have_count(2)
    expect(page.get_by_role("row").nth(1)).to_contain_text("Broken one")
    page.get_by_role("combobox", name="State").select_option("Any state")
    expect(page.get_by_role("row")).to_have_count(4)
    page.get_by_role("searchbox", name="Search alerts").press_sequentially("too many")
    expect(page.get_by_role("row")).to_have_count(2)
    expect(page).to_have_url(re.compile("q=too"))


def test_it_is_acknowledged_paused_and_removed_from_the_menu_of_its_line(
    firing: Alert, alice: User, sign_in: SignIn
) -> None:
    page = sign_in(alice)
    page.goto("/alerts/")
    for act, said in (("Acknowledge", "Reminders end"), ("Pause", "Paused Too many orders"), ("Remove", "Removed")):
        page.get_by_role("button", name="Actions of Too many orders").click()
        page.locator(f"#menu-{firing.pk}").get_by_role("button", name=act, exact=True).click()
        expect(page.locator("toast-note").first).to_contain_text(said)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("link", name="Too many orders")).to_be_visible()
    assert Answer.objects.get().what == "acknowledge" and Alert.objects.get(pk=firing.pk).paused_by == alice


def test_a_person_who_may_only_look_sees_and_follows(firing: Alert, bob: User, sign_in: SignIn) -> None:
    page = sign_in(bob)
    page.goto("/alerts/")
    page.get_by_role("link", name="Too many orders").click()
    drawn(page)
    expect(page.get_by_role("button", name="Acknowledge")).to_have_count(0)
    page.get_by_role("button", name="Follow", exact=True).click()
    expect(page.get_by_role("button", name="Unfollow")).to_be_visible()
    page.goto("/alerts/?whose=followed")
    expect(page.get_by_role("link", name="Too many orders")).to_be_visible()
    assert violations(page) == []


def test_an_admin_gives_an_alert_to_somebody_else(
    firing: Alert, alice: User, account: Account, sign_in: SignIn
) -> None:
    analyst(account, "dora")
    page = sign_in(alice)
    page.goto(f"/alerts/{firing.pk}/owner")
    assert violations(page) == []
    page.get_by_label("New owner").select_option(label="Dora (dora@example.org)")
    expect(page.get_by_role("button", name="Give it to them")).to_be_enabled()


@pytest.mark.parametrize(("dark", "size"), [(False, None), (True, None), (True, TABLET), (False, PHONE)], ids=str)
def test_everybody_can_read_both_pages(
    firing: Alert, alice: User, sign_in: SignIn, dark: bool, size: dict[str, int] | None
) -> None:
    page = sign_in(alice, dark=dark, **({"size": size} if size else {}))
    page.goto("/alerts/?whose=all")
    assert violations(page) == [] and overflow(page) == 0
    page.goto(f"/alerts/{firing.pk}/")
    drawn(page)
    assert violations(page) == [] and overflow(page) == 0
    page.get_by_role("button", name="More actions").click()
    expect(page.get_by_role("button", name="Duplicate")).to_be_visible()
    assert violations(page) == []


def test_on_a_phone_what_fires_is_acknowledged(firing: Alert, alice: User, sign_in: SignIn) -> None:
    page = sign_in(alice, size=PHONE)
    page.goto("/")
    page.get_by_role("navigation", name="Places").get_by_role("link", name="Alerts").click()
    page.get_by_role("link", name="Too many orders").click()
    page.get_by_role("button", name="Acknowledge").click()
    expect(page.locator(".one-state")).to_contain_text("Acknowledged")
    assert Alert.objects.get(pk=firing.pk).phase == "acknowledged"
