"""A whole dashboard as PDF or PNG."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from playwright.sync_api import Page

from dashboards.asking import Asked
from dashboards.model import Dashboard
from deliveries.rendering import drawing
from deliveries.rendering.answers import Answers, Progress, answers
from deliveries.rendering.arranging import Band, Placed, bands
from deliveries.rendering.cells import charts, drawn_cell
from deliveries.rendering.drawing import Sheet, TooTall
from deliveries.rendering.heading import heading
from deliveries.rendering.paper import MARGINS, TALLEST, Paper
from deliveries.rendering.problem import RenderProblem
from deliveries.rendering.sheets import style

Filled = tuple[Band, list[tuple[Placed, SafeString | None]]]
__all__ = ["RenderProblem", "pdf", "png"]


def pdf(asked: Asked, paper: Paper, *, progress: Progress | None = None) -> bytes:
    """The dashboard on paper: real text, tagged, with bookmarks. ``progress``: tiles answered, tiles in all.

    Raises RenderProblem, which says which tile is wrong; nothing that is blank or broken is given out.
    """
    return drawing.drawn(sheet(asked, paper, progress), lambda page, _: _printed(page, paper))


def png(asked: Asked, paper: Paper) -> bytes:
    """The dashboard as one picture. Raises RenderProblem."""
    whole = sheet(asked, replace(paper, size="fit"))
    try:
        return drawing.drawn(whole, drawing.picture, scale=2)
    except TooTall:
        return drawing.drawn(whole, drawing.picture)


def sheet(asked: Asked, paper: Paper, progress: Progress | None = None) -> Sheet:
    """The dashboard as a document, all its tabs one after another."""
    dashboard = asked.dashboard
    found = answers(dashboard.tiles, asked, paper, progress)
    tabs = [(label, replace(dashboard, shown=name)) for name, label in dashboard.tabs.items()] or [("", dashboard)]
    cells = {name: drawn_cell(context, asked) for name, context in found.contexts.items()}
    context = {
        "pages": not paper.fits,
        "dashboard": dashboard,
        "heading": heading(asked),
        "tabs": [(label, _bands(each, paper, found, cells)) for label, each in tabs],
    }
    with timezone.override(asked.viewer.timezone):
        body = render_to_string("deliveries/paper/dashboard.html", context)
    filling = None if paper.fits else paper.filling
    return Sheet(dashboard.title, body, paper.width, style(paper, dashboard.title), charts(found), filling)


def _bands(each: Dashboard, paper: Paper, found: Answers, cells: Mapping[str, SafeString]) -> list[Filled]:
    """The bands of a tab, each with its tiles as they are drawn."""
    made = bands(each.here, single_column=paper.single_column, alone=frozenset(found.alone))
    return [(band, [(placed, cells.get(placed.tile.id)) for placed in band.tiles]) for band in made]


def _printed(page: Page, paper: Paper) -> bytes:
    if paper.fits:
        tall = min(drawing.height(page) + 1, TALLEST)
        return page.pdf(width=f"{paper.width}px", height=f"{tall}px", print_background=True, tagged=True, outline=True)
    top, right, bottom, left = (f"{side}mm" for side in MARGINS)
    width, height = (f"{side}mm" for side in paper.sides)
    return page.pdf(
        width=width,
        height=height,
        margin={"top": top, "right": right, "bottom": bottom, "left": left},
        scale=paper.scale(drawing.width(page)),
        print_background=True,
        tagged=True,
        outline=True,
    )
