"""HTML: one small document, everything in it escaped, nothing in it that runs. PURE."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from html import escape
from itertools import chain, repeat
from typing import Any

import pyarrow.compute as pc

from explores.files import words
from explores.files.laying import Laid
from explores.files.notation import notation
from explores.files.texts import INVISIBLE, encoded, visible
from explores.files.weaving import woven
from explores.tables.table import Heading

STYLE = (
    "body{font:14px/1.45 system-ui,sans-serif;margin:24px;color:#1d1d1f;background:#fff}"
    "table{border-collapse:collapse;font-variant-numeric:tabular-nums}"
    "th,td{border:1px solid #d8d8dc;padding:4px 10px;text-align:left;vertical-align:top;overflow-wrap:anywhere}"
    "th{background:#f4f4f6;position:sticky;top:0}.n{text-align:right;white-space:nowrap}"
    ".t td{font-weight:600;background:#fafafb}p{color:#55555c}"
)
_WILD = r"[&<>\"']|" + INVISIBLE
# In a browser it may draw this style and do nothing else: no script, picture, form, or frame.
POLICY = (
    "sandbox; default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; "
    f"style-src 'sha256-{base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()}'"
)


def pieces(made: Laid) -> Iterator[bytes]:
    """The document, some rows at a time."""
    title = _text(made.options.title or "Result")
    said = "".join(f"<p>{_text(note)}</p>\n" for note in words.notes(made))
    yield encoded(
        f'<!doctype html>\n<html lang="{escape(made.style.language)}"><head><meta charset="utf-8">'
        f"<title>{title}</title><style>{STYLE}</style></head>\n<body><h1>{title}</h1>\n"
        f"{said}<table>\n<thead>{_heads(made)}</thead>\n<tbody>\n"
    )
    begins = [f"<td{_class(column.numeric)}>" for column in made.columns]
    for block in made.blocks(made.makes, notation(made.options, _text, _WILD)):
        cells = chain.from_iterable(zip(begins, block.texts, repeat("</td>")))
        yield woven([pc.if_else(block.totals, '<tr class="t">', "<tr>"), *cells, "</tr>\n"])
    yield b"</tbody></table></body></html>\n"


def _heads(made: Laid) -> str:
    over = "".join(f"<tr>{''.join(map(_over, row))}</tr>" for row in made.headings)
    names = "".join(f"<th{_class(column.numeric)}>{_text(column.label)}</th>" for column in made.columns)
    return f"{over}<tr>{names}</tr>"


def _over(heading: Heading) -> str:
    return f'<th colspan="{heading.span}">{_text(heading.text)}</th>'


def _class(right: bool) -> str:
    return ' class="n"' if right else ""


def _text(value: Any) -> str:
    return "" if value is None else visible(escape(str(value)))
