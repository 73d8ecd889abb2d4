"""Browser contexts that tests use one after the other: each test has new pages, without the cookies of the one before.

A new context starts a process of its own, which takes two seconds to read the scripts; one that read them before takes
half of one. What a page holds ends with it (listeners, routes, scripts, storage of the tab); the context's own is taken
away in between. Only scripts and styles that it fetched stay.
"""

from __future__ import annotations

from typing import Literal

from playwright.sync_api import Browser, BrowserContext, Error, Page

DESKTOP, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}  # px
ONE_PROCESS = "--renderer-process-limit=1"  # of each context: its new pages go on in the process of the first
STOPPED = "!Date.toString().includes('[native code]')"


class Contexts:
    """The contexts of one browser that no test holds at the moment, by the site that they were made for."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._idle: dict[str, list[BrowserContext]] = {}
        self._site: dict[BrowserContext, str] = {}

    def page(
        self, site: str, *, cookie: tuple[str, str] | None = None, dark: bool = False, size: dict[str, int] = DESKTOP
    ) -> Page:
        """A new page of a visitor that nobody knows, or who has that cookie; give it back with ``end``."""
        idle = self._idle.setdefault(site, [])
        context = idle.pop() if idle else self._new(site)
        if cookie:
            context.add_cookies([{"name": cookie[0], "value": cookie[1], "url": site}])
        page = context.new_page()
        page.set_viewport_size(size)  # type: ignore[arg-type]
        theme: Literal["dark", "light"] = "dark" if dark else "light"
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        page.set_default_timeout(20_000)  # ms; the machine may be busy
        page.set_default_navigation_timeout(60_000)  # the first page reads all scripts
        return page

    def end(self, page: Page) -> None:
        """Close the page and what it opened. The context is used again, unless it can't be as good as new."""
        context = page.context
        try:
            first, *others = context.pages
            for other in others:
                other.close()
            if first.evaluate(STOPPED):  # a clock that was installed stays
                raise Error("stopped")
            context.clear_cookies()
            context.clear_permissions()
            wiped = {"origin": self._site[context], "storageTypes": "all"}
            context.new_cdp_session(first).send("Storage.clearDataForOrigin", wiped)
        except (Error, ValueError):
            del self._site[context]
            context.close()
        else:
            self._idle[self._site[context]].append(context)

    def _new(self, site: str) -> BrowserContext:
        context = self._browser.new_context(base_url=site, locale="en-GB")
        context.new_page()  # holds the process
        self._site[context] = site
        return context
