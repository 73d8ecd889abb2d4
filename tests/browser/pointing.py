"""The pointer over a chart."""

from __future__ import annotations

from typing import Literal

from playwright.sync_api import Page

# Plotly looks where the pointer is every 50 ms, by a timer of the page: one that is set later and runs for longer ends
# after it, however busy the machine is.
LOOKED = "new Promise((done) => setTimeout(done, 100))"


def click(page: Page, across: float, down: float, button: Literal["left", "right"] = "left") -> None:
    """A click on a point of the window (in px), after the chart there has seen the pointer."""
    page.mouse.move(across, down)
    page.evaluate(LOOKED)
    page.mouse.click(across, down, button=button)


def click_middle(page: Page, mark: str, place: int = 0) -> None:
    """A click in the middle of a mark."""
    box = page.locator(mark).nth(place).bounding_box()
    assert box
    click(page, box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
