"""From a document to a picture or PDF that was seen to be right; all of it runs in the browser's thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import TypeVar

from playwright.sync_api import FloatRect, Page

from deliveries.rendering import browser
from deliveries.rendering.blank import Area, Blank, check_picture
from deliveries.rendering.desk import Desk
from deliveries.rendering.marks import unmarked
from deliveries.rendering.problem import RenderProblem

T = TypeVar("T")
MOST_PIXELS = 16_000  # of a picture's side: beyond it the browser paints nothing
# Fonts first, since charts measure their words; maps load their outlines after they are drawn.
_SETTLE = """async () => {
  await document.fonts.load("13px 'Inter Variable'");
  await document.fonts.ready;
  const charts = [...document.querySelectorAll("plot-chart")];
  for (const chart of charts) chart.draw();
  await Promise.all(charts.flatMap((chart) => chart.plot._promises ?? []));
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return document.fonts.check("13px 'Inter Variable'");
}"""
_HEIGHTS = """() => [...document.querySelectorAll(".paper-head, .paper-tab, .band")].map((part) => part.offsetHeight)"""
# What the screen scrolls aside is made smaller here, to half its size; columns that are still beyond are told of.
_NARROW = """() => {
  for (const wrap of document.querySelectorAll(".table-wrap, .tile-scroll")) {
    const table = wrap.querySelector("table");
    if (!table || wrap.scrollWidth <= wrap.clientWidth + 1) continue;
    table.style.zoom = Math.max(0.5, Math.floor((wrap.clientWidth / wrap.scrollWidth) * 100) / 100);
    const edge = wrap.getBoundingClientRect().right + 1;
    const heads = [...table.querySelectorAll("thead tr:last-child th")];
    const beyond = heads.filter((head) => head.getBoundingClientRect().right > edge).length;
    const said = document.createElement("p");
    said.className = "result-cut paper-beyond";
    said.textContent = `${heads.length - beyond} of ${heads.length} columns: the others have no room on this paper`;
    if (beyond) wrap.after(said);
  }
}"""


@dataclass(frozen=True)
class Sheet:
    """A document, the style sheet of its paper, its width in px, and by element id the charts that must be seen."""

    title: str
    body: str
    width: int
    style: str = ""
    charts: Mapping[str, str] = field(default_factory=dict)  # id of a tile's element → its title
    filling: Callable[[Sequence[float]], int] | None = None  # a better width, by the heights of what is not cut


def drawn(sheet: Sheet, take: Callable[[Page, bytes], T], *, scale: float = 1) -> T:
    """What ``take`` makes of the document once it is whole, and of its picture (empty where it is too tall for one).

    Raises RenderProblem: nothing blank or broken gets out.
    """

    def work(desk: Desk) -> T:
        desk.write(sheet.title, sheet.body, sheet.style, sheet.width)
        if not desk.page.evaluate(_SETTLE):
            desk.wrong.append("its typeface did not load")
        if sheet.filling:
            desk.page.set_viewport_size({"width": sheet.filling(desk.page.evaluate(_HEIGHTS)), "height": 900})
            desk.page.evaluate(_SETTLE)
        desk.page.evaluate(_NARROW)
        _hold(desk)
        taken = take(desk.page, _seen(desk.page, sheet))
        _hold(desk)
        return taken

    return browser.at_desk(work, scale=scale)


def picture(page: Page, seen: bytes) -> bytes:
    """The picture that was looked at. Raises TooTall."""
    if not seen:
        raise TooTall
    return seen


class TooTall(RenderProblem):
    """The picture would have more pixels than the browser paints."""

    def __init__(self) -> None:
        super().__init__("tall", "It is too tall for a picture. Take the PDF, or a picture of one tile.")


def width(page: Page) -> int:
    """At which the document is laid out, in px."""
    return int(page.evaluate("innerWidth"))


def height(page: Page) -> int:
    """Of the document, in px."""
    return ceil(float(page.evaluate("document.body.getBoundingClientRect().height")))


def _hold(desk: Desk) -> None:
    if faults := desk.faults:
        said = "The page did not draw as it should, so it was not given out. Try again; if it stays, tell the operator."
        raise RenderProblem("picture", f"{said} ({faults[0][:200]})")


def _seen(page: Page, sheet: Sheet) -> bytes:
    """The picture of the whole page, after a look at it and at every chart in it that stands on rows."""
    side = float(page.evaluate("devicePixelRatio"))
    boxes = [(title, _box(page, name)) for name, title in sheet.charts.items()]
    whole = FloatRect(x=0, y=0, width=width(page), height=height(page))
    is_whole = whole["height"] * side <= MOST_PIXELS
    shot = _shot(page, whole) if is_whole else b""
    try:
        for name in unmarked(page, sheet.charts):
            raise Blank(sheet.charts[name])
        if is_whole:
            check_picture(shot, (_area(title, box, side) for title, box in boxes))
        else:
            for title, box in boxes:
                _look(page, title, box)
    except Blank as error:
        what = f"The chart of “{error.name}”" if error.name else "The picture"
        said = f"{what} came out blank, so nothing was given out. Try again; if it stays, tell the operator."
        raise RenderProblem("picture", said) from error
    return shot


def _box(page: Page, name: str) -> FloatRect | None:
    """Where the chart of an element stands; None where there is none."""
    plot = page.locator(f'[id="{name}"] .plot')
    return plot.first.bounding_box() if plot.count() else None


def _shot(page: Page, clip: FloatRect) -> bytes:
    return page.screenshot(clip=clip, full_page=True, animations="disabled")


def _area(title: str, box: FloatRect | None, side: float) -> Area:
    if box is None:
        raise Blank(title)
    left, top, width, tall = (round(box[part] * side) for part in ("x", "y", "width", "height"))
    return Area(title, left, top, width, tall)


def _look(page: Page, title: str, box: FloatRect | None) -> None:
    """At one chart of a page that is too tall for a picture of all."""
    if box is None:
        raise Blank(title)
    try:
        check_picture(_shot(page, box))
    except Blank as error:
        raise Blank(title) from error
