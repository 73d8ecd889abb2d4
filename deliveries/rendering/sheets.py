"""The style sheet that one paper needs beside the common ones: what stands at the foot of its pages. PURE."""

from __future__ import annotations

from deliveries.rendering.paper import Paper

MOST_LETTERS = 90  # of a title at the foot of a page


def style(paper: Paper, title: str) -> str:
    """Its rules; a paper of one page has no number to tell."""
    if paper.fits:
        return ""
    said = title if len(title) <= MOST_LETTERS else f"{title[: MOST_LETTERS - 1]}…"
    return (
        f"@page {{ @bottom-left {{ content: {quoted(said)}; }} "
        '@bottom-right { content: "Page " counter(page) " of " counter(pages); } }'
    )


def quoted(text: str) -> str:
    """Any text as a string of CSS: letters and digits stand for themselves, all else by their numbers."""
    return '"' + "".join(sign if sign.isalnum() and sign.isascii() else f"\\{ord(sign):x} " for sign in text) + '"'
