"""When what a page shows is the answer to what it was asked last."""

from __future__ import annotations

from re import Pattern

from playwright.sync_api import Page, Route, expect


def answered(page: Page) -> None:
    """Nothing that the page asked is on its way. A first answer comes after its page where it takes longer, and what
    an answer replaces hears no click that begins before it and ends after."""
    expect(page.locator("#result.loading, .htmx-request")).to_have_count(0)


def held(page: Page, asked: str | Pattern[str]) -> list[Route]:
    """The questions to such an address that the page asks from now on. Each waits for its ``continue_()``."""
    found: list[Route] = []

    def hold(route: Route) -> None:  # Playwright takes no method of a list
        found.append(route)

    page.route(asked, hold)
    return found
