"""Markdown and plain text of people as HTML that can do no harm: what they typed as HTML is shown, not obeyed. PURE.

The parser writes every tag itself, so there is nothing to clean afterwards: no image (it would ask another site), no
attribute but a link's own, and links only where ``words.safe_link`` lets them lead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from dashboards.words import safe_link

DEEPER = 2  # levels that headings go down: the page has the first, its tiles the second
ON_SITE = ("/", "?")  # how a link to another page of this site begins
RULES = ["emphasis", "link", "newline", "escape"]  # of a text tile, beside paragraphs


def markdown(text: str, places: Mapping[str, str] | None = None, *, outside: bool = False) -> str:
    """The HTML of a Markdown text. ``places``: where links on this page (``#tile-orders``) lead instead.

    ``outside``: for people without sign-in, to whom links to other pages of this site are words alone.
    """
    return _rendered(_whole(), text, places or {}, outside)


def paragraphs(text: str, *, outside: bool = False) -> str:
    """The HTML of a text tile: paragraphs, lines, bold, italics and links; any other sign stands for itself."""
    return _rendered(_plain(), text, {}, outside)


def _rendered(parser: MarkdownIt, text: str, places: Mapping[str, str], outside: bool) -> str:
    tokens = parser.parse(text)
    each = _each(tokens)
    if outside:
        _without_ways(each)
    for token in each:
        _tamed(token, places)
    return str(parser.renderer.render(tokens, parser.options, {}))


def _each(tokens: Sequence[Token]) -> list[Token]:
    return [part for token in tokens for part in (token, *_each(token.children or []))]


def _without_ways(tokens: Sequence[Token]) -> None:
    """Links hold no links, so each ends at the next end of one."""
    is_way = False
    for token in tokens:
        if token.type == "link_open":
            is_way = str(token.attrGet("href")).startswith(ON_SITE)
        if token.type in ("link_open", "link_close"):
            token.hidden = is_way


def _tamed(token: Token, places: Mapping[str, str]) -> None:
    if token.type in ("heading_open", "heading_close"):
        token.tag = f"h{min(int(token.tag[1:]) + DEEPER, 6)}"
    if token.type == "link_open":
        href = str(token.attrGet("href"))
        token.attrSet("href", places.get(href, href))
        token.attrSet("rel", "noopener noreferrer")
    if style := token.attrs.pop("style", ""):  # how a column of a table is aligned; the page's policy allows no styles
        token.attrSet("class", str(style).replace("text-align:", "to-"))


@cache
def _whole() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    return _guarded(parser.disable(["image", "html_inline", "html_block"]))


@cache
def _plain() -> MarkdownIt:
    return _guarded(MarkdownIt("zero", {"html": False, "breaks": True}).enable(RULES))


def _guarded(parser: MarkdownIt) -> MarkdownIt:
    lenient: Any = parser
    lenient.validateLink = safe_link
    return parser
