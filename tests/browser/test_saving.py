"""Keeping and sharing what an explore shows, in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from accounts.access import viewer_for
from accounts.models import Account, User
from explores.keeping import content, looks
from explores.models import Look
from tests.browser.axe import overflow, violations
from tests.browser.conftest import PHONE, SignIn
from tests.browser.quiet import answered
from tests.browser.test_explore import SMALL_TARGETS
from tests.explores.keeping.people import analyst, look_of

pytestmark = pytest.mark.browser
PAGE = "/explore/business/"
QUERY = f"{PAGE}?fields=orders.ordered_month,orders.revenue&f[orders.ordered_date]=2025&vis=column"


def drawn(page: Page) -> None:
    page.locator("plot-chart[data-drawn]").wait_for()


def menu(page: Page, entry: str) -> None:
    page.get_by_label("More", exact=True).click()
    page.locator("#more").get_by_text(entry).click()


def test_a_look_is_saved_changed_and_brought_back_by_keys_alone(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.goto(QUERY)
    page.get_by_role("button", name="Save", exact=True).press("Enter")
    expect(page.get_by_role("radio", name="Look")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Control+a")
    page.keyboard.type("Monthly revenue")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#saved")).to_have_text("")
    expect(page.get_by_role("heading", level=1)).to_have_text("Monthly revenue")
    page.goto("/folders/")
    page.get_by_role("link", name="Monthly revenue").press("Enter")
    expect(page.locator("tbody td").first).to_have_text("2025-11")
    page.wait_for_load_state()  # the scripts come after the table
    page.locator("thead").get_by_role("link", name="Order month").press("Enter")
    expect(page.locator("#saved")).to_have_text("Edited")
    page.get_by_role("button", name="Save", exact=True).press("Enter")
    page.get_by_role("radio", name="This Look").press("Control+Enter")
    page.wait_for_url(re.compile(r"look=\d+v2"))
    expect(page.locator("#saved")).to_have_text("")
    page.get_by_label("More", exact=True).press("Enter")
    page.get_by_role("link", name="Versions of this Look").press("Enter")
    page.get_by_role("button", name="Restore version 1").press("Enter")
    expect(page.get_by_text("restored from version 1")).to_be_visible()
    page.goto(f"/looks/{Look.objects.get().pk}/")
    expect(page.locator("tbody td").first).to_have_text("2025-11")
    assert re.search(r"look=\d+v3", page.url)


def test_the_second_of_two_people_is_told_and_keeps_theirs(
    sales: None, sign_in: SignIn, alice: User, account: Account
) -> None:
    look, dana = look_of(alice, shared=True), viewer_for(analyst(account))
    page = sign_in(alice, expected="409")
    page.goto(f"/looks/{look.pk}/")
    looks.save(dana, look, 1, content=content.of_address(dana, "business", "fields=orders.count"))
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("radio", name="This Look").press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("Dana saved version 2")
    page.locator('[data-save-form="look"]').get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".toast")).to_contain_text("Saved By month in Shared.")
    assert Look.objects.count() == 2 and Look.objects.get(pk=look.pk).query["fields"] == ["orders.count"]


def test_a_chart_goes_to_a_new_dashboard_and_another_to_the_same(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.goto(QUERY)
    menu(page, "Save to a new dashboard")
    form = page.locator('[data-save-form="new_dashboard"]')
    form.get_by_label("Name of the dashboard").fill("Sales")
    form.get_by_role("button", name="Save & view").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sales")
    drawn(page)
    page.goto(QUERY.replace("column", "table"))
    menu(page, "Save to an existing dashboard")
    form = page.locator('[data-save-form="dashboard"]')
    form.get_by_label("Title of the tile").fill("As a table")
    form.get_by_role("button", name="Save", exact=True).click()
    page.locator(".toast").get_by_role("link", name="View").click()
    expect(page.get_by_role("region", name="As a table, table")).to_contain_text("2025-11")
    drawn(page)
    assert violations(page) == []


def test_addresses_are_copied(sales: None, sign_in: SignIn, alice: User, bob: User) -> None:
    page, other = sign_in(alice), sign_in(bob)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(QUERY)
    menu(page, "Copy the whole address")
    expect(page.locator(".toast")).to_have_text("Link copied.")
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    menu(page, "Copy short link")
    expect(page.locator(".toast")).to_contain_text("Short link copied.")
    other.goto(page.evaluate("navigator.clipboard.readText()"))
    assert other.url.split("?")[1] == page.url.split("?")[1]
    expect(other.locator("tbody td").first).to_have_text("2025-11")
    menu(page, "Copy embed address")
    expect(page.locator(".toast")).to_contain_text("No other site may show it yet")
    page.goto(page.evaluate("navigator.clipboard.readText()"))
    drawn(page)
    expect(page.locator("nav")).to_have_count(0)


def test_a_question_is_scheduled_from_its_menu_by_keys_too(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.goto(QUERY)
    page.get_by_label("More", exact=True).click()
    entry = page.get_by_role("button", name="Save and schedule…")
    entry.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#schedule")).to_contain_text("Save schedule")


def test_model_code_is_shown_and_copied(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(QUERY)
    menu(page, "Model code")
    page.get_by_role("dialog", name="Model code").get_by_role("button", name="Copy").click()
    expect(page.locator(".toast")).to_have_text("Model code copied.")
    assert "explore: business" in page.evaluate("navigator.clipboard.readText()")


def test_panels_fold_and_stay_so_in_the_address(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.goto(QUERY)
    drawn(page)
    page.get_by_label("Show visualization").click()
    page.get_by_label("Show filters").press("Enter")
    expect(page.locator("plot-chart")).to_be_hidden()
    assert page.url.endswith("&toggle=vis,fil")
    page.locator("#run").click()
    expect(page.get_by_label("Show visualization")).to_have_attribute("aria-expanded", "false")
    page.reload()
    expect(page.locator("filter-editor .chip")).to_be_hidden()
    page.get_by_label("Show visualization").click()
    expect(page.locator("plot-chart")).to_be_visible()
    assert page.url.endswith("&toggle=fil")


def test_everything_is_removed_and_the_newest_data_is_asked_for(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.goto(QUERY)
    with page.expect_response(lambda answer: "/result?" in answer.url):
        menu(page, "Clear cache and refresh")
    answered(page)
    menu(page, "Remove all fields and filters")
    expect(page.locator("[data-in-use]")).to_have_text("0")
    expect(page.locator("filter-editor")).to_have_count(0)
    page.go_back()
    expect(page.locator("tbody td").first).to_have_text("2025-11")


def test_queries_are_merged_by_a_few_clicks(sales: None, sign_in: SignIn, bob: User) -> None:
    page = sign_in(bob)
    page.goto(QUERY)
    menu(page, "Merge results")
    page.locator(".merge-add").get_by_role("link", name="Business").click()
    expect(page.get_by_label("Search fields")).to_be_visible()
    page.wait_for_load_state()  # the picker hears nothing before its script
    for search, name in (("ordered month", "orders.ordered_month"), ("average basket", "orders.average_basket")):
        page.get_by_label("Search fields").fill(search)
        page.locator(f'[data-field="{name}"]').click()
    page.locator("#run").click()
    page.get_by_role("link", name="Use in the merge").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Revenue and Average basket by order month")
    expect(page.locator("tbody tr").first).to_contain_text("€230.00")
    page.get_by_label("Line", exact=True).click()
    page.wait_for_url("**vis=line**")
    expect(page.get_by_label("Line", exact=True)).to_have_attribute("aria-current", "true")
    expect(page.locator("#result.loading")).to_have_count(0)
    drawn(page)
    assert violations(page) == []


@pytest.mark.parametrize("dark", [False, True])
def test_nothing_stands_in_the_way_of_a_screen_reader(sales: None, sign_in: SignIn, alice: User, dark: bool) -> None:
    look = look_of(alice)
    page = sign_in(alice, dark=dark)
    for path in ("/folders/", f"/folders/{look.folder_id}/", f"/looks/{look.pk}/versions/"):
        page.goto(path)
        assert violations(page) == [], path
    page.goto(QUERY)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("radio", name="Look")).to_be_focused()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.get_by_label("More", exact=True).click()
    assert violations(page) == []


def test_enter_saves_and_stays_on_the_page_and_says_where_it_is(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice, size=PHONE)
    page.goto(QUERY)
    drawn(page)
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator('[data-save-form="look"] [name="name"]').press("Enter")
    expect(page.locator(".toast").get_by_role("link", name="View")).to_be_visible()
    page.wait_for_url("**look=**v1")
    page.locator(".toast").evaluate("note => note.remove()")  # what lies under it can't be read while it stands
    assert "/explore/business/" in page.url and violations(page) == []


def test_what_is_in_the_trash_is_deleted_for_ever_after_a_question(sales: None, sign_in: SignIn, alice: User) -> None:
    look = look_of(alice)
    looks.trash(viewer_for(alice), look)
    page = sign_in(alice, size=PHONE)
    page.goto("/folders/trash/")
    assert page.evaluate(SMALL_TARGETS) == [] and overflow(page) == 0
    page.get_by_role("button", name="Delete By month for ever").click()
    assert violations(page) == []
    page.get_by_role("button", name="Delete for ever", exact=True).click()
    expect(page.get_by_text("The trash is empty.")).to_be_visible()


def test_an_admin_gives_a_member_an_attribute(sign_in: SignIn, alice: User, bob: User) -> None:
    page = sign_in(alice, size=PHONE)
    page.goto("/accounts/people/")
    assert violations(page) == [] and page.evaluate(SMALL_TARGETS) == []
    page.get_by_role("link", name="Bob").click()
    page.get_by_label("Name 1").fill("region")
    page.get_by_label("Value 1").fill("FR")
    assert violations(page) == [] and page.evaluate(SMALL_TARGETS) == [] and overflow(page) == 0
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved the attributes of Bob.")).to_be_visible()


def test_a_phone_has_targets_for_thumbs(sales: None, sign_in: SignIn, alice: User) -> None:
    look = look_of(alice)
    page = sign_in(alice, size=PHONE)
    for path in ("/folders/", f"/folders/{look.folder_id}/", f"/looks/{look.pk}/versions/", f"/looks/{look.pk}/"):
        page.goto(path)
        assert overflow(page) == 0, f"{path}, as it comes"
        answered(page)
        assert (overflow(page), page.evaluate(SMALL_TARGETS)) == (0, []), path
