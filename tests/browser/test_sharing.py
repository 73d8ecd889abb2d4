"""Sharing in a real browser: a link made on the sheet, an outsider who opens it, and frames on other sites."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.access import viewer_for
from accounts.models import Account, User
from dashboards.sharing import links
from explores.keeping import folders
from explores.models import Folder
from tests.browser.axe import overflow, violations
from tests.browser.conftest import DESKTOP, PHONE, SignIn
from tests.browser.contexts import Contexts
from tests.browser.test_dashboards import settle
from tests.dashboards.sharing.shared import YEAR
from tests.explores.keeping.people import analyst

pytestmark = pytest.mark.browser


@pytest.fixture
def dana(sales: None, account: Account) -> User:
    return analyst(account)


@pytest.fixture
def stranger(contexts: Contexts, live_server: LiveServer) -> Iterator[Callable[..., Page]]:
    """``stranger(size)``: a page of a browser that never signed in."""
    opened: list[Page] = []

    def open_page(size: dict[str, int] = DESKTOP, *, dark: bool = False) -> Page:
        opened.append(contexts.page(live_server.url, dark=dark, size=size))
        return opened[-1]

    yield open_page
    for page in opened:
        contexts.end(page)


class Framing(BaseHTTPRequestHandler):
    """A page of another site, which shows the address ``frame`` of its own address in a frame."""

    def do_GET(self) -> None:
        address = parse_qs(urlsplit(self.path).query)["frame"][0]
        page = f'<!doctype html><title>Another site</title><iframe src="{address}" width="1200" height="800">'
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(page.encode())

    def log_message(self, *said: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[Callable[[], str]]:
    """``site()``: the origin of another site, that of ``Framing``."""
    servers: list[ThreadingHTTPServer] = []

    def serve() -> str:
        servers.append(ThreadingHTTPServer(("127.0.0.1", 0), Framing))
        threading.Thread(target=servers[-1].serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{servers[-1].server_port}"

    yield serve
    for server in servers:
        server.shutdown()


def test_a_link_made_on_the_sheet_shows_an_outsider_the_figures(
    dana: User, sign_in: SignIn, stranger: Callable[..., Page]
) -> None:
    page = sign_in(dana)
    page.goto("/dashboards/revenue/?order_date=2025")
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Share…").click()
    sheet = page.locator("#sheet")
    expect(sheet).to_contain_text("everyone of the account may see it")
    sheet.locator("summary", has_text="New link").click()
    sheet.get_by_label("For whom").fill("Agence Nord")
    sheet.get_by_label("Alba Italia").uncheck()
    sheet.get_by_role("button", name="Make the link").click()
    expect(sheet).to_contain_text("it is not shown again")
    assert violations(page) == [] and overflow(page) == 0
    outsider = stranger(PHONE)
    outsider.goto(sheet.locator("#made-link").inner_text())
    settle(outsider)
    expect(outsider.locator("#tile-revenue .single-value")).to_have_text("€5,940.00")
    outsider.get_by_text("How to read this").click()
    expect(outsider.get_by_role("link", name="cohort retention")).to_be_visible()
    outsider.get_by_role("button", name="View Revenue by month as table").press("Enter")
    expect(outsider.locator("#tile-revenue_by_month tbody tr")).to_have_count(11)
    assert outsider.context.cookies() == []
    assert violations(outsider) == [] and overflow(outsider) == 0
    sheet.get_by_role("button", name="Withdraw Agence Nord").click()
    expect(sheet.locator(".share-list")).to_contain_text("Withdrawn")
    outsider.reload()
    expect(outsider.get_by_role("heading")).to_have_text("This link has ended")


def test_only_the_named_site_may_frame_a_link(
    dana: User, stranger: Callable[..., Page], site: Callable[[], str], live_server: LiveServer
) -> None:
    friend, other, viewer = site(), site(), viewer_for(dana)
    made = links.make(viewer, links.subject(viewer, "revenue"), params=YEAR, sites=[friend])
    address = urlencode({"frame": f"{live_server.url}/s/{made.token}/?theme=dark"})
    page = stranger()
    page.goto(f"{friend}/?{address}")
    frame = page.frame_locator("iframe")
    expect(frame.locator("#tile-revenue .single-value")).to_have_text("€104,940")
    expect(frame.locator("html")).to_have_attribute("data-theme", "dark")
    with page.expect_console_message(lambda message: "frame-ancestors" in message.text):
        page.goto(f"{other}/?{address}")
    expect(frame.locator(".shared")).to_have_count(0)


def test_who_may_see_a_folder_is_changed_on_its_page(dana: User, bob: User, sign_in: SignIn) -> None:
    viewer = viewer_for(dana)
    board = folders.make(viewer, folders.shared(viewer.account), "Board")
    page = sign_in(dana, size=PHONE)
    page.goto(f"/folders/{board.pk}/")
    page.get_by_role("button", name="Who may see this").click()
    sheet = page.locator("#who")
    sheet.get_by_label("Only those named here").check()
    sheet.get_by_label("Person or team 2").select_option("Bob (bob@example.org)")
    assert violations(page) == [] and overflow(page) == 0
    sheet.get_by_role("button", name="Save").click()
    expect(page.locator(".toasts")).to_contain_text("Changed who may see Board")
    assert Folder.objects.get(pk=board.pk).customised
    reader = sign_in(bob)
    reader.goto("/folders/")
    expect(reader.locator(".kept-tree")).to_contain_text("Board")
