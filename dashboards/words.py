"""Tiles that ask nothing, read from a document: text, Markdown, a button. PURE."""

from __future__ import annotations

from dashboards.model import Words
from explores.semantic.section import CatalogError, Section

KINDS = ("text", "markdown", "button")
COLORS = ("petrol", "violet", "rose", "umber", "graphite")  # of a button; without one, that of every button
SAFE = ("/", "?", "#", "https://", "http://", "mailto:")  # how a link of a button may begin


def safe_link(link: str) -> bool:
    """Whether a link leads to this site, another one by http, or to a mailbox: never to a script."""
    return link.startswith(SAFE) and not link.startswith("//")


def read(section: Section) -> Words | None:
    """The words of a tile; None where it asks a question. Raises CatalogError."""
    kind = next((kind for kind in KINDS if kind in section.raw), None)
    if kind is None:
        return None
    if kind == "button":
        return _button(Section(section.mapping(kind), f"{section.place}: {kind}"))
    content = section.text_or_mapping(kind)
    if isinstance(content, str):
        return Words(kind, content)
    part = Section(content, f"{section.place}: {kind}")
    found = Words(kind, part.maybe("body", "") or "", subtitle=part.maybe("subtitle", "") or "")
    part.finish()
    return found


def _button(part: Section) -> Words:
    found = Words(
        "button",
        part.text("label"),
        link=part.text("link"),
        description=part.maybe("description", "") or "",
        new_tab=part.flag("new_tab"),
        style=part.one_of("style", ("filled", "outlined", "transparent"), "filled"),
        size=part.one_of("size", ("small", "medium", "large"), "medium"),
        align=part.one_of("align", ("left", "center", "right"), "left"),
        color=part.one_of("color", ("", *COLORS), ""),
    )
    part.finish()
    if not safe_link(found.link):
        raise CatalogError("'link' takes an address of this site (/…) or one with https:// or mailto:.", part.place)
    return found
