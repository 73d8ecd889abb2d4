"""A warm page of our browser: the chart library is loaded into it once, documents are written into it one by one."""

from __future__ import annotations

from itertools import count

from django.template.loader import render_to_string
from playwright.sync_api import Browser, ConsoleMessage, Page, Route

from deliveries.rendering.served import ORIGIN, SHEET, Served

# The body comes whole, so that no chart looks for its figure before the figure is there.
_REPLACE = """async ([title, body, sheet]) => {
  document.title = title;
  document.getElementById("sheet")?.remove();
  const link = Object.assign(document.createElement("link"), { id: "sheet", rel: "stylesheet", href: sheet });
  await new Promise((done) => { link.onload = link.onerror = done; document.head.append(link); });
  const made = new DOMParser().parseFromString(body, "text/html").body;
  document.body.replaceWith(document.adoptNode(made));
}"""
# Plotly keeps how wide it once measured a word, so our letters must be there before the first chart.
_LETTERS = """() => Promise.all(["13px 'Inter Variable'", "13px 'JetBrains Mono Variable'"].map(
  (font) => document.fonts.load(font, "a\u0101")))"""
LIMIT = 60_000  # ms, of a single step


class Desk:
    """``page`` draws; what goes wrong on it, and what it asks for in vain, is in ``faults``."""

    def __init__(self, browser: Browser, scale: float) -> None:
        self.context = browser.new_context(
            base_url=ORIGIN,
            device_scale_factor=scale,
            color_scheme="light",
            reduced_motion="reduce",
            locale="en-GB",
            timezone_id="UTC",
            accept_downloads=False,
            service_workers="block",
        )
        self.served = Served(render_to_string("deliveries/paper/desk.html"))
        self.wrong: list[str] = []
        self._numbers = count()  # each style sheet has an address of its own
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(LIMIT)
        self.context.route("**/*", self._answer)
        self.page.on("console", self._collect)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.emulate_media(media="print")
        self.page.goto("/", wait_until="load")
        self.page.evaluate(_LETTERS)
        self.drawn()

    def write(self, title: str, body: str, style: str, width: int) -> None:
        """Put a document in the place of the one before; styles and scripts that are loaded stay loaded."""
        self.wrong.clear()
        self.served = Served(sheet=style)
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.evaluate(_REPLACE, [title, body, f"{SHEET}?{next(self._numbers)}"])
        self.drawn()

    def drawn(self) -> None:
        """Wait until every chart says that it is."""
        self.page.wait_for_selector("plot-chart:not([data-drawn])", state="detached")

    @property
    def faults(self) -> list[str]:
        """All that went wrong since the document was written; only a page without any may be given out."""
        return [*self.wrong, *(f"it asked for {address}" for address in self.served.refused)]

    def close(self) -> None:
        """With all that it holds."""
        self.context.close()

    def _answer(self, route: Route) -> None:
        self.served.answer(route)

    def _collect(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.wrong.append(message.text)
