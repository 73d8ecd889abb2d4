"""A real Chromium on a real server: signed-in pages that fail the test on any script error or policy violation.

``SEXTANT_BROWSER`` names another browser. With ``SEXTANT_SCREENSHOTS=1`` the pictures of the docs are taken anew.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from accounts.models import Account, SubAccount, User
from config import browser as chromium
from tests import shop
from tests.browser.contexts import DESKTOP, ONE_PROCESS, PHONE, Contexts

__all__ = ["DESKTOP", "PHONE"]
PICTURES = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
SignIn = Callable[..., Page]
# ms; the machine may be busy. Said here for all: in a file of tests it holds only where that file is read too.
expect.set_options(timeout=30_000)
# Whether a filter that is typed on is asked before or after its next letter depends on the machine alone. A question
# that failed says "htmx:sendError" or "htmx:responseError" besides.
OVERTAKEN = {"htmx:afterRequest", "htmx:sendAbort"}


@pytest.fixture(scope="session", autouse=True)
def _sync_in_browser_tests() -> Iterator[None]:
    """Playwright runs an event loop in this thread; Django would refuse the database beside it."""
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    yield
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def chrome(django_db_setup: None) -> Iterator[Browser]:
    """One browser for the whole run. It ends before the database does, which its last questions read."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(
            executable_path=chromium.path(),
            args=["--no-sandbox", "--disable-background-networking", "--disable-gpu", ONE_PROCESS],
        )
        yield found
        found.close()


@pytest.fixture(scope="session")
def contexts(chrome: Browser) -> Contexts:
    """What the pages of all tests are opened in."""
    return Contexts(chrome)


@pytest.fixture
def sales(transactional_db: None, account: Account, subaccount: SubAccount) -> None:
    """The little shop, published."""
    shop.fill(account, subaccount)


@pytest.fixture
def sign_in(contexts: Contexts, live_server: LiveServer) -> Iterator[SignIn]:
    """``sign_in(user, dark=True, size=PHONE)`` gives a page of that person. What went wrong on it fails the test."""
    opened: list[Page] = []
    wrong: list[str] = []

    def open_page(user: User, *, dark: bool = False, size: dict[str, int] = DESKTOP, expected: str = "") -> Page:
        cookie = settings.SESSION_COOKIE_NAME, _session(user)
        page = contexts.page(live_server.url, cookie=cookie, dark=dark, size=size)
        page.on("pageerror", lambda error: wrong.append(f"script error: {error}"))
        page.on("console", lambda message: collect(message, wrong, expected))
        opened.append(page)
        return page

    yield open_page
    for page in opened:
        contexts.end(page)
    assert wrong == []


def _session(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def collect(message: ConsoleMessage, wrong: list[str], expected: str) -> None:
    """Errors and policy violations, but for the one answer that a test asks for on purpose (such as "400"), or for what
    begins so, and for what htmx says of a question that a newer one overtook."""
    said = expected and any(f"{words} {expected}" in message.text for words in ("status of", "Error Code"))
    said = said or (expected and message.text.startswith(expected))
    if message.type == "error" and not said and message.text not in OVERTAKEN:
        wrong.append(message.text)


@pytest.fixture
def picture() -> Callable[[Page, str], None]:
    """Keeps a picture for the docs where the run was asked to; always checks that the page is not blank."""

    def take(page: Page, name: str) -> None:
        shot = page.screenshot()
        assert len(shot) > 20_000, "a blank page compresses to less"
        if os.environ.get("SEXTANT_SCREENSHOTS"):
            PICTURES.mkdir(parents=True, exist_ok=True)
            (PICTURES / f"{name}.png").write_bytes(shot)

    return take
