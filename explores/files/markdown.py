"""Markdown: a table as GitHub and others read it, with nothing in it that is more than text. PURE."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from explores.files import words
from explores.files.laying import Laid
from explores.files.notation import notation
from explores.files.texts import INVISIBLE, encoded, visible
from explores.files.weaving import spaced, woven

_MARKS = re.compile(r"([\\`*_\[\]|~#])")
_BREAKS = re.compile(r"\r\n|[\r\n\u2028\u2029\x85]")
_WILD = r"[\\`*_\[\]|~#&<>\r\n\x{2028}\x{2029}\x{85}]|" + INVISIBLE


def pieces(made: Laid) -> Iterator[bytes]:
    """Title, what is to be said, and the table, some rows at a time."""
    title = f"# {_text(made.options.title)}\n\n" if made.options.title else ""
    said = "".join(f"{_text(note)}\n\n" for note in words.notes(made))
    names = _row(map(_text, made.names)) + _row("---:" if column.numeric else "---" for column in made.columns)
    yield encoded(title + said + names)
    for block in made.blocks(made.makes, notation(made.options, _text, _WILD)):
        yield woven(["| ", *spaced(block.texts, " | "), " |\n"])


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _text(value: Any) -> str:
    if value is None:
        return ""
    tame = str(value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return visible(_BREAKS.sub("<br>", _MARKS.sub(r"\\\1", tame)))
