"""Edit mode in a real browser: tiles dragged, moved by keys and by numbers, undone, saved; and two who save at once."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from accounts.access import viewer_for
from accounts.models import Account, User
from dashboards import own
from dashboards.edits import drafts
from dashboards.models import Dashboard
from tests.browser.axe import overflow, violations
from tests.browser.conftest import PHONE, SignIn
from tests.browser.quiet import held
from tests.browser.test_dashboards import settle
from tests.explores.keeping.people import analyst, look_of, place_of

pytestmark = pytest.mark.browser
BY_CHANNEL = {"explore": "business", "fields": ["orders.channel", "orders.revenue"]}
DOCUMENT: dict[str, Any] = {
    "title": "Weekly",
    "guide": "Start with [the chart](#tile-chart).",
    "filters": {"country": {"label": "Country", "type": "string", "field": "orders.country"}},
    "tiles": {
        "orders": {"title": "Orders", "vis": "single", "at": [0, 0, 8, 4],
                   "query": {"explore": "business", "fields": ["orders.count"]}},
        "read": {"title": "Reading", "markdown": "Figures are **net**.", "at": [8, 0, 8, 4]},
        "chart": {"title": "Channels", "vis": "column", "at": [0, 4, 12, 10], "query": BY_CHANNEL},
    },
}  # fmt: skip


@pytest.fixture
def dana(account: Account, sales: None) -> User:
    return analyst(account)


@pytest.fixture
def row(dana: User) -> Dashboard:
    viewer = viewer_for(dana)
    return own.make_from(viewer, place_of(viewer, True), DOCUMENT)


def editing(page: Page, row: Dashboard, address: str = "") -> Page:
    page.goto(f"/dashboards/{row.pk}/edit/{address}")
    settle(page)
    return page


def tiles(user: User, row: Dashboard) -> dict[str, Any]:
    draft = drafts.find(viewer_for(user), row)
    assert draft is not None
    found: dict[str, Any] = draft.content["tiles"]
    return found


def pull(page: Page, what: str, across: int, down: int) -> None:
    """Take something by its middle and let it go elsewhere."""
    box = page.locator(what).bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + across / 2, y + down / 2)
    page.mouse.move(x + across, y + down)
    expect(page.locator(".drop")).to_be_visible()
    page.mouse.up()


def test_a_tile_is_dragged_and_the_one_it_lands_on_takes_its_place(sign_in: SignIn, dana: User, row: Dashboard) -> None:
    page = editing(sign_in(dana), row)
    column = page.locator(".edit-grid > .grid").evaluate("grid => grid.clientWidth / 24")
    pull(page, "#tile-orders", round(8 * column), 0)
    expect(page.locator("#edit-said")).to_have_text("Orders: column 9, row 1, 8 wide, 4 high")
    expect(page.locator("#tile-orders .single-value")).to_have_text("43")  # its answer came along
    assert {name: tile["at"] for name, tile in tiles(dana, row).items()} == {
        "orders": [8, 0, 8, 4], "read": [0, 0, 8, 4], "chart": [0, 4, 12, 10],
    }  # fmt: skip
    page.locator("#tile-chart").focus()
    pull(page, "#tile-chart .handle-se", round(6 * column), -58)
    expect(page.locator("#edit-said")).to_have_text("Channels: column 1, row 5, 18 wide, 8 high")
    settle(page)
    page.keyboard.press("Control+z")
    expect(page.locator("#edit-said")).to_have_text("Undone.")
    page.keyboard.press("Control+z")
    expect(page.locator("#tile-orders")).to_have_attribute("data-at", "0 0 8 4")
    page.keyboard.press("Control+Shift+Z")
    expect(page.locator("#tile-orders")).to_have_attribute("data-at", "8 0 8 4")


def test_keys_move_and_size_a_tile_and_the_place_is_said(sign_in: SignIn, dana: User, row: Dashboard) -> None:
    page = sign_in(dana)
    page.goto(f"/dashboards/{row.pk}/")
    settle(page)
    page.keyboard.press("e")
    page.wait_for_url("**/edit/")
    settle(page)
    page.locator("#tile-chart").focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "Shift+ArrowRight", "Shift+ArrowDown"):
        page.keyboard.press(key)
    expect(page.locator("#edit-said")).to_have_text("Channels: column 3, row 6, 13 wide, 11 high")
    expect(page.locator("#tile-chart")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#edit-sheet")).to_contain_text("Channels")
    page.locator("#tile-read").focus()
    page.keyboard.press("Delete")
    expect(page.locator("#tile-read")).to_have_count(0)
    page.get_by_role("button", name="Undo").last.click()  # of the note that says so
    expect(page.locator("#tile-read")).to_be_visible()


def test_numbers_and_words_are_filled_in_and_saved(sign_in: SignIn, dana: User, row: Dashboard) -> None:
    page = editing(sign_in(dana), row)
    page.locator("#tile-chart").click()
    page.get_by_label("Width, of 24").fill("24")
    page.get_by_label("Title", exact=True).fill("Channels of the week")
    page.get_by_label("Note", exact=True).fill("Ask Léa")
    page.get_by_label("Country", exact=True).uncheck()
    expect(page.locator("#tile-chart")).to_have_attribute("data-at", "0 4 24 10")
    expect(page.locator("#tile-chart .tile-title")).to_have_text("Channels of the week")
    page.get_by_label("Title", exact=True).fill("Channels of this week")
    page.get_by_label("Width, of 24").fill("240")  # in the same round trip
    page.get_by_label("Height, rows").click()
    expect(page.locator("#told-width")).to_have_text("Width takes 2 to 24, not 240.")
    expect(page.locator("#tile-chart .tile-title")).to_have_text("Channels of this week")
    page.get_by_label("Width, of 24").fill("24")
    page.get_by_label("Height, rows").click()
    expect(page.locator("#told-width")).to_have_text("")
    page.get_by_role("button", name="Button", exact=True).click()
    expect(page.get_by_label("Label")).to_have_value("Open")
    page.get_by_label("Link").fill("javascript:alert(1)")
    page.get_by_label("Label").fill("Calendar")
    expect(page.locator("#told-link")).to_contain_text("Link takes an address")
    page.get_by_label("Link").fill("/folders/")
    page.get_by_label("Description").click()
    expect(page.locator("#tile-button .act-link")).to_have_text("Calendar")
    page.get_by_role("button", name="Save dashboard").click()
    page.wait_for_url(f"**/dashboards/{row.pk}/")
    row.refresh_from_db()
    chart, button = row.content["tiles"]["chart"], row.content["tiles"]["button"]
    assert (chart["note"], chart["listens"]) == ({"text": "Ask Léa", "shown": "hover"}, {"country": "no"})
    assert button["button"] == {
        "label": "Calendar", "link": "/folders/", "style": "filled", "size": "medium", "align": "left"
    }  # fmt: skip
    page.get_by_role("link", name="Calendar").click()
    page.wait_for_url("**/folders/")


def test_save_waits_for_what_was_typed_last(sign_in: SignIn, dana: User, row: Dashboard) -> None:
    """Leaving a field sends its form, and what is pressed then is often Save, which must not overtake it."""
    page = editing(sign_in(dana), row, "?tile=read")
    changes = held(page, "**/edit/do/**")
    page.get_by_label("Title", exact=True).fill("Read this first")
    page.get_by_role("button", name="Save dashboard").click()
    while not changes:
        page.wait_for_timeout(50)
    changes[0].continue_()
    page.wait_for_url(f"**/dashboards/{row.pk}/")
    expect(page.locator("#tile-read .tile-title")).to_have_text("Read this first")


def test_save_stays_where_what_was_typed_last_is_not_kept(sign_in: SignIn, dana: User, row: Dashboard) -> None:
    page = editing(sign_in(dana, expected="500"), row, "?tile=read")
    changes = held(page, "**/edit/do/**")
    page.get_by_label("Title", exact=True).fill("Read this first")
    page.get_by_role("button", name="Save dashboard").click()
    while not changes:
        page.wait_for_timeout(50)
    here = page.url
    with page.expect_response("**/edit/do/**"):
        changes[0].fulfill(status=500, body="fault")
    expect(page.locator(".toasts")).to_have_text("The server did not take that. Try it again.")
    assert page.url == here
    expect(page.get_by_label("Title", exact=True)).to_have_value("Read this first")


def test_two_people_save_and_the_second_loses_nothing(
    sign_in: SignIn, dana: User, row: Dashboard, account: Account
) -> None:
    mine, theirs = editing(sign_in(dana), row), editing(sign_in(analyst(account, "erin")), row)
    mine.locator("#tile-read").focus()
    mine.keyboard.press("Delete")
    theirs.locator("#tile-orders").focus()
    theirs.keyboard.press("ArrowDown")
    for page in (mine, theirs):
        expect(page.locator(".draft-kept")).to_contain_text("Draft kept")
    mine.get_by_role("button", name="Save dashboard").click()
    mine.wait_for_url(f"**/dashboards/{row.pk}/")
    theirs.get_by_role("button", name="Save dashboard").click()
    expect(theirs.locator(".overtaken")).to_contain_text("Dana saved version 2")
    theirs.get_by_role("button", name="Save as a copy").click()
    expect(theirs.locator("h1")).to_have_text("Weekly, my version")
    expect(theirs.locator("#tile-read")).to_be_visible()


def test_a_draft_waits_and_cancel_asks_before_it_is_lost(sign_in: SignIn, dana: User, row: Dashboard) -> None:
    page = editing(sign_in(dana), row)
    page.get_by_role("button", name="Markdown").click()
    expect(page.locator("#tile-reading_this_page")).to_be_visible()
    page.goto(f"/dashboards/{row.pk}/")
    page.get_by_role("link", name="Continue editing").click()
    expect(page.locator("#tile-reading_this_page")).to_be_visible()
    page.get_by_role("button", name="Cancel").click()
    page.get_by_role("button", name="Discard the draft").click()
    page.wait_for_url(f"**/dashboards/{row.pk}/")
    expect(page.locator("#tile-reading_this_page")).to_have_count(0)


def test_a_question_is_changed_on_its_explore_and_a_new_one_brought(
    sign_in: SignIn, dana: User, row: Dashboard
) -> None:
    page = editing(sign_in(dana), row, "?tile=chart")
    page.get_by_role("link", name="Edit query").click()
    page.wait_for_url("**/explore/business/**")
    expect(page.locator("explore-result plot-chart")).to_have_attribute("data-drawn", "true")
    page.get_by_role("link", name="Bar", exact=True).click()
    expect(page.locator('a[aria-label="Bar"]')).to_have_attribute("aria-current", "true")
    page.get_by_role("button", name="Save to tile").click()
    page.wait_for_url("**/edit/**")
    settle(page)
    assert tiles(dana, row)["chart"]["vis"] == "bar"
    page.get_by_role("button", name="Visualization").click()
    address = page.locator('#add-visualization a[href*="/business/"]').get_attribute("href")
    page.goto(f"{address}&fields=orders.channel,orders.count&vis=table")
    expect(page.locator("explore-result table")).to_be_visible()  # it brings the button anew
    page.get_by_role("button", name="Add to Weekly").click()
    page.wait_for_url("**/edit/**")
    settle(page)
    assert list(tiles(dana, row).values())[-1]["query"]["fields"] == ["orders.channel", "orders.count"]
    expect(page.locator(".edit-cell.chosen table")).to_be_visible()


def test_tabs_are_added_and_tiles_put_on_them(sign_in: SignIn, dana: User, row: Dashboard) -> None:
    page = editing(sign_in(dana), row)
    page.get_by_role("link", name="Tabs").click()
    page.get_by_label("Name of a new tab").fill("Details")
    page.get_by_role("button", name="Add tab").click()
    expect(page.locator(".edit-grid .tab[aria-current]")).to_have_text("Details")
    page.locator(".edit-grid .tab").first.click()
    page.locator("#tile-read").click()
    page.locator("#edit-tab").select_option("Details")
    expect(page.locator(".edit-grid .tab[aria-current]")).to_have_text("Details")
    expect(page.locator("#tile-read")).to_be_visible()
    page.get_by_role("button", name="Save dashboard").click()
    page.wait_for_url(f"**/dashboards/{row.pk}/")
    expect(page.locator("#tile-read")).to_have_count(0)
    page.get_by_role("link", name="Details").click()
    expect(page.locator("#tile-read")).to_be_visible()
    expect(page.locator("#tile-chart")).to_have_count(0)


def test_a_look_is_followed(sign_in: SignIn, dana: User, row: Dashboard) -> None:
    look = look_of(dana, shared=True)
    page = editing(sign_in(dana), row, "?sheet=look")
    page.locator("#edit-look").select_option(look.name)
    page.get_by_role("button", name="Add the tile").click()
    expect(page.locator("#tile-by_month plot-chart")).to_have_attribute("data-drawn", "true")
    assert tiles(dana, row)["by_month"]["look"] == look.pk


@pytest.mark.parametrize("dark", [False, True])
def test_edit_mode_is_for_everyone(sign_in: SignIn, dana: User, row: Dashboard, dark: bool) -> None:
    page = sign_in(dana, dark=dark)
    for address in ("?tile=chart", "?tile=read", "?sheet=settings", "?sheet=tabs", "?sheet=look"):
        editing(page, row, address)
        assert (violations(page), overflow(page)) == ([], 0), address


def test_a_phone_reads_and_says_so(sign_in: SignIn, dana: User, row: Dashboard) -> None:
    page = editing(sign_in(dana, size=PHONE), row)
    expect(page.locator(".reading-only")).to_be_visible()
    expect(page.get_by_role("button", name="Save dashboard")).to_be_hidden()
    assert overflow(page) == 0
