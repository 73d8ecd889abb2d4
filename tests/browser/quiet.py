"""When what a page shows is the answer to what it was asked last."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def answered(page: Page) -> None:
    """Nothing that the page asked is on its way. A first answer comes after its page where it takes longer, and what
    an answer replaces hears no click that begins before it and ends after."""
    expect(page.locator("#result.loading, .htmx-request")).to_have_count(0)
