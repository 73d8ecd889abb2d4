"""The figures in a mail's body: an HTML table taken apart, so that nothing but a table with words is left, and dressed
for mail. As lines of text too, for who reads no HTML.
"""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser

from deliveries.destinations.mail_look import looks

_PARTS = frozenset({"table", "thead", "tbody", "tfoot", "tr", "th", "td", "caption"})
_SILENT = frozenset({"script", "style", "title", "template"})
_KEPT = ("colspan", "rowspan")
_LOOK = {"table": "table", "th": "head", "td": "cell", "caption": "note"}


class _Table(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.html: list[str] = []
        self.rows: list[list[str]] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self.silent += 1
        elif tag == "br":
            self.html.append("<br>")
        if tag not in _PARTS:
            return
        self.html.append(f"<{tag}{_attributes(tag, attrs)}>")
        if tag in {"tr", "caption"}:
            self.rows.append([])
        if tag in {"th", "td", "caption"}:
            self._row().append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        if tag in _PARTS:
            self.html.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if self.silent:
            return
        self.html.append(escape(data))
        if data.strip() and self.rows and self.rows[-1]:
            self.rows[-1][-1] += " ".join(data.split())

    def _row(self) -> list[str]:
        if not self.rows:
            self.rows.append([])
        return self.rows[-1]


def _attributes(tag: str, attrs: list[tuple[str, str | None]]) -> str:
    given = dict(attrs)
    kept = "".join(f' {name}="{value}"' for name in _KEPT if (value := given.get(name) or "").isdigit())
    right = given.get("align") == "right" or bool({"num", "number", "right"} & set((given.get("class") or "").split()))
    look = f" {looks()[_LOOK[tag]]}" if tag in _LOOK else ""
    if right and tag in {"th", "td"}:
        look = look.replace("text-align:left", "text-align:right;white-space:nowrap")
    return kept + look


def _read(html: str) -> _Table:
    found = _Table()
    found.feed(html)
    found.close()
    return found


def dressed(html: str) -> str:
    """The table with the look of mails."""
    return "".join(_read(html).html)


def as_lines(html: str) -> str:
    """A line for each row, its cells apart by " | "."""
    return "\n".join(" | ".join(cells) for cells in _read(html).rows if any(cells))
