"""What is done with a dashboard and its tiles, in a real browser: every action of head, menu and tile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.access import viewer_for
from accounts.models import User
from dashboards import own
from dashboards.actions import attention
from dashboards.models import Dashboard
from explores.keeping import folders
from tests.browser.axe import overflow, violations
from tests.browser.conftest import PHONE, SignIn
from tests.browser.test_dashboards import settle
from tests.explores.keeping.people import look_of

pytestmark = pytest.mark.browser
REVENUE = "/dashboards/revenue/?order_date=2025&now=2025-11-17T12:00:00%2B00:00"
Make = Callable[..., Dashboard]


@pytest.fixture
def make(sales: None, alice: User) -> Make:
    """A dashboard of Alice's, shared: a cut table, a chart in Tokyo's time, a Look; ``settings`` as given."""

    def made(**settings: Any) -> Dashboard:
        viewer = viewer_for(alice)
        by_channel = {"explore": "business", "fields": ["orders.channel", "orders.count"], "limit": 2, "totals": True}
        by_month = {"explore": "business", "fields": ["orders.ordered_month", "orders.count"]}
        tiles = {
            "channels": {"title": "Channels", "vis": "table", "at": [0, 0, 12, 8], "query": by_channel,
                         "note": {"text": "Without guests", "shown": "below"}},
            "months": {"title": "Months", "vis": "bar", "at": [12, 0, 12, 8], "query": by_month,
                       "timezone": "Asia/Tokyo"},
            "kept": {"title": "Kept", "at": [0, 8, 12, 8], "look": look_of(alice, shared=True).pk, "vis": "table"},
        }  # fmt: skip
        document = {"title": "Weekly", "description": "Every Monday", "settings": settings, "tiles": tiles}
        return own.make_from(viewer, folders.shared(viewer.account), document)

    return made


def opened(page: Page, row: Dashboard) -> Page:
    page.goto(f"/dashboards/{row.pk}/")
    settle(page)
    return page


def menu(page: Page, item: str) -> Locator:
    """An entry of the page's menu, open."""
    page.get_by_role("button", name="More actions").click()
    return page.locator("#more").get_by_text(item)


def tool(page: Page, tile: str, item: str) -> Locator:
    """An entry of a tile's menu, open."""
    cell = page.locator(f"#tile-{tile}")
    cell.hover()
    cell.locator(".tile-tools [popovertarget^=menu]").click()
    return page.locator(f"#menu-{tile}").get_by_text(item)


def test_reload_and_clear_cache_ask_every_tile_again_where_it_stands(make: Make, sign_in: SignIn, alice: User) -> None:
    page = opened(sign_in(alice), make())
    asked: list[str] = []
    page.on("request", lambda request: asked.extend([request.url] if "/tiles/" in request.url else []))
    for keys, fresh in (("r", False), ("Shift+R", True)):
        asked.clear()
        with page.expect_response(lambda answer: "/tiles/kept/" in answer.url):
            page.keyboard.press(keys)
        settle(page)
        assert len(asked) == 3 and all(("fresh=1" in url) == fresh for url in asked)
    with page.expect_response(lambda answer: "/tiles/kept/" in answer.url and "fresh=1" in answer.url):
        menu(page, "Clear cache and refresh").click()
    settle(page)
    with page.expect_response(lambda answer: "/tiles/kept/" in answer.url and "fresh=1" not in answer.url):
        page.get_by_role("button", name="Reload with the newest data").click()
    settle(page)  # an answer that comes later takes the menu of its tile away
    with page.expect_response(lambda answer: "/tiles/channels/" in answer.url and "newest=1" in answer.url):
        tool(page, "channels", "Clear cache and refresh").click()
    expect(page.locator("#tile-channels tbody tr")).to_have_count(2)


def test_a_star_stands_in_the_navigation_at_once(make: Make, sign_in: SignIn, alice: User) -> None:
    page = opened(sign_in(alice), make())
    page.get_by_role("button", name="Favourite: Weekly").click()
    expect(page.locator("#favourites").get_by_role("link", name="Weekly")).to_be_visible()
    page.get_by_role("button", name="Favourite: Weekly").click()
    expect(page.locator("#favourites")).to_be_empty()
    assert attention.starred(viewer_for(alice)) == []


def test_copy_move_trash_and_restore(make: Make, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.goto(REVENUE)
    page.get_by_role("button", name="Copy to edit").first.click()
    sheet = page.locator("#sheet")
    sheet.get_by_label("Title").fill("Ours")
    sheet.get_by_label("Folder").select_option(label="Shared")
    sheet.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ours")
    settle(page)  # a tile that asks on when its dashboard is in the trash is told that it is gone
    menu(page, "Move to a folder").click()
    sheet.get_by_label("Folder").select_option(label="Personal")
    sheet.get_by_role("button", name="Move").click()
    expect(page.locator(".toasts")).to_contain_text("Ours is in Personal now.")
    settle(page)  # the page has been loaded anew
    menu(page, "Move to the trash").click()
    expect(page.locator(".toasts")).to_contain_text("Ours is in the trash")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".toasts")).to_contain_text("Ours is back.")
    page.locator(".dashboard-link", has_text="Ours").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ours")
    settle(page)
    menu(page, "Move to the trash").click()
    expect(page.locator(".toasts")).to_contain_text("Ours is in the trash")
    page.goto("/folders/trash/")
    page.get_by_role("button", name="Restore Ours").click()
    expect(page.locator(".toasts")).to_contain_text("Ours is back.")


def test_details_link_schedule_and_bell(make: Make, sign_in: SignIn, alice: User) -> None:
    row = make()
    page = opened(sign_in(alice), row)
    menu(page, "Details").click()
    expect(page.locator("#sheet")).to_contain_text("Every Monday")
    expect(page.locator("#sheet .details")).to_contain_text("1 by 1 person")
    page.keyboard.press("Escape")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{REVENUE}&country=FR")
    menu(page, "Get link").click()
    expect(page.locator(".toasts")).to_contain_text("Link copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.endswith("/dashboards/revenue/?order_date=2025&country=FR")
    page.get_by_role("button", name="Schedule", exact=True).click()
    expect(page.locator("#schedule")).to_contain_text("Schedule delivery")
    page.keyboard.press("Escape")
    settle(page)
    page.locator("#tile-products").hover()
    page.get_by_role("link", name="Alert on Products").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("New alert")


def test_a_table_is_sorted_by_its_heads_and_stays_so(make: Make, sign_in: SignIn, alice: User) -> None:
    page = opened(sign_in(alice), make())
    rows = page.locator("#tile-channels tbody th")
    page.locator("#tile-channels thead button").first.click()
    expect(page.locator("#tile-channels thead th").first).to_have_attribute("aria-sort", "ascending")
    first = rows.all_inner_texts()
    with page.expect_response(lambda answer: "/tiles/channels/" in answer.url and "sort=" in answer.url):
        page.keyboard.press("r")
    settle(page)
    expect(rows).to_have_text(first)
    page.locator("#tile-channels thead button").first.click()
    expect(page.locator("#tile-channels thead th").first).to_have_attribute("aria-sort", "descending")
    assert rows.all_inner_texts() != first


def test_a_tile_at_full_size_and_on_the_full_screen(make: Make, sign_in: SignIn, alice: User) -> None:
    page = opened(sign_in(alice), make())
    tool(page, "channels", "Expand").click()
    expect(page.locator("#expanded tbody tr")).to_have_count(4)
    page.locator("#expanded thead button").first.click()
    expect(page.locator("#expanded thead th").first).to_have_attribute("aria-sort", "ascending")
    assert violations(page) == []
    page.locator("#expanded").get_by_role("button", name="Close").click()
    expect(page.locator("#expanded")).to_be_hidden()
    tool(page, "months", "Full screen").click()
    expect(page.locator("#tile-months:fullscreen")).to_be_visible()
    page.evaluate("document.exitFullscreen()")
    menu(page, "Full screen").click()
    expect(page.locator("html:fullscreen")).to_be_visible()
    expect(page.locator(".nav")).to_be_hidden()


def test_a_tile_leads_to_explore_to_its_look_and_to_its_sql(make: Make, sign_in: SignIn, alice: User) -> None:
    page = opened(sign_in(alice), make())
    expect(page.locator("#tile-channels .tile-note")).to_have_text("Without guests")
    tool(page, "channels", "Definition and SQL").click()
    expect(page.locator("#about-channels .sql")).to_contain_text("SELECT")
    page.keyboard.press("Escape")
    tool(page, "kept", "Open the Look").click()
    page.wait_for_url("**/explore/business/**look=**")
    opened(page, Dashboard.objects.get())
    tool(page, "channels", "Explore from here").click()
    page.wait_for_url("**/explore/business/**orders.channel**")


def test_the_time_zone_is_changed_for_a_visit(make: Make, sign_in: SignIn, alice: User) -> None:
    page = opened(sign_in(alice), make())
    expect(page.locator("#tile-months .tile-mark")).to_have_text("Asia/Tokyo")
    menu(page, "Time zone").click()
    page.locator("#sheet").get_by_text("The viewer's").click()
    page.wait_for_url("**tz=viewer**")
    settle(page)
    expect(page.locator(".tile-mark")).to_have_count(0)
    page.locator("#moment button").click()
    page.locator("#sheet").get_by_label("One zone for all tiles").fill("Pacific/Auckland")
    page.locator("#sheet").get_by_role("button", name="Apply").click()
    expect(page.locator("#moment button")).to_have_text("Pacific/Auckland")
    page.wait_for_load_state()  # the sheet asks for nothing before htmx is there
    page.locator("#moment button").click()
    page.locator("#sheet").get_by_role("link", name="Each tile's").click()
    expect(page.locator("#tile-months .tile-mark")).to_have_text("Asia/Tokyo")


def test_a_page_waits_for_its_button_and_then_asks_by_itself(make: Make, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice, expected="500")
    page.clock.install()
    page.goto(f"/dashboards/{make(run_on_load=False, refresh='1 minute').pk}/")
    expect(page.locator("#tile-channels")).to_contain_text("Not loaded yet.")
    page.get_by_role("button", name="Load", exact=True).click()
    settle(page)
    expect(page.get_by_role("button", name="Load", exact=True)).to_have_count(0)
    asked: list[str] = []
    page.on("request", lambda request: asked.extend([request.url] if "/tiles/channels/" in request.url else []))
    with page.expect_response(lambda answer: "/tiles/channels/" in answer.url):
        page.clock.run_for(61_000)
    settle(page)
    page.route("**/moment*", lambda route: route.fulfill(status=500))
    with page.expect_response(lambda answer: "/moment" in answer.url):
        page.clock.run_for(61_000)
    expect(page.locator("#moment")).to_have_attribute("data-every", "120")  # the page has heard it
    page.unroute("**/moment*")
    page.clock.run_for(61_000)  # it waits twice as long now
    assert len(asked) == 1
    with page.expect_response(lambda answer: "/tiles/channels/" in answer.url):
        page.clock.run_for(61_000)


def test_the_list_is_searched_sorted_and_added_to(make: Make, sign_in: SignIn, alice: User) -> None:
    page = opened(sign_in(alice), make())
    page.goto("/dashboards/")
    expect(page.locator("aside")).to_contain_text("Weekly")
    page.keyboard.press("/")
    page.keyboard.type("monday")
    expect(page.locator(".dashboard-row")).to_have_count(1)
    page.wait_for_url("**q=monday**")
    page.get_by_label("Search dashboards").fill("")
    expect(page.locator(".dashboard-row")).not_to_have_count(1)
    page.get_by_label("Sort by").select_option("visited")
    page.wait_for_url("**sort=visited**")
    expect(page.locator(".dashboard-row").first).to_contain_text("Weekly")
    assert violations(page) == [] and overflow(page) == 0
    page.get_by_role("button", name="New dashboard").click()
    page.locator("#sheet").get_by_label("Title").fill("Mondays")
    page.locator("#sheet").get_by_role("button", name="Make it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mondays")
    page.wait_for_url("**/edit/")  # there is nothing to read yet
    expect(page.locator("#edit-grid")).to_contain_text("Nothing stands here yet")


def test_a_viewer_sees_and_stars_and_is_offered_nothing_else(make: Make, sign_in: SignIn, bob: User) -> None:
    page = opened(sign_in(bob, size=PHONE), make())
    assert overflow(page) == 0
    menu(page, "Add to favourites").click()
    expect(menu(page, "Take from favourites")).to_be_visible()
    expect(page.locator("#more").get_by_text("Download…")).to_be_visible()
    assert not page.locator("#more").get_by_text("Move").count() + page.locator("#more").get_by_text("Copy").count()
    assert violations(page) == []
    for path in ("/", "/dashboards/"):
        page.goto(path)
        expect(page.locator("#content")).to_contain_text("Weekly")
        assert overflow(page) == 0 and violations(page) == [], path
