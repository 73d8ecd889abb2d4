"""CSV, and text with tabs between. PURE."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from explores.answer import Answer
from explores.files.guard import guarded
from explores.files.laying import Laid, laid
from explores.files.notation import notation
from explores.files.options import Options
from explores.files.texts import encoded
from explores.files.weaving import spaced, woven

END = "\r\n"
_SUSPECT = r"|^[^\pL\pN]"  # all that ``guarded`` may change, and more


def pieces(made: Laid, delimiter: str = ",") -> Iterator[bytes]:
    """Names and lines, some at a time."""
    guard, alone = made.options.guard, len(made.columns) == 1
    cell = _celled(delimiter, guard=guard, alone=alone)
    yield encoded(delimiter.join(map(cell, made.names)) + END)
    wild = f'["\\r\\n{delimiter}]{_SUSPECT if guard else ""}{"|^$" if alone else ""}'
    for block in made.blocks(made.makes, notation(made.options, cell, wild)):
        yield woven([*spaced(block.texts, delimiter), END])


def to_csv(answer: Answer, *, raw: bool = False) -> Iterator[str]:
    """The plain data table for programs: rows alone, all digits; ``raw`` leaves text that looks like a formula."""
    rows_alone = replace(answer, totals=None, subtotals=None)
    return map(bytes.decode, pieces(laid(rows_alone, Options(displayed=False, guard=not raw))))


def _celled(delimiter: str, *, guard: bool, alone: bool) -> Callable[[Any], str]:
    """What writes one cell: in quotes where it must be. One that is ``alone`` in its line is never nothing at all."""
    marks = {'"', delimiter, *END}

    def cell(value: Any) -> str:
        text = "" if value is None else str(guarded(value) if guard else value)
        if marks.isdisjoint(text) and (text or not alone):
            return text
        return '"' + text.replace('"', '""') + '"'

    return cell
