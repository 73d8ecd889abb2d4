"""An answer as a file: one format a module, all through ``write``. PURE."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import BinaryIO

from explores.answer import Answer
from explores.files import columnar, delimited, markdown, markup, objects, workbook
from explores.files.format import FORMATS, Format
from explores.files.laying import Laid, laid
from explores.files.options import Options
from explores.files.problem import FormatProblem

__all__ = ["FORMATS", "Format", "FormatProblem", "Options", "pieces", "write"]

_TEXTS: dict[str, Callable[[Laid], Iterator[bytes]]] = {
    "csv": delimited.pieces,
    "txt": partial(delimited.pieces, delimiter="\t"),
    "json": objects.by_name,
    "json_simple": objects.by_id,
    "html": markup.pieces,
    "md": markdown.pieces,
}
_BINARIES: dict[str, Callable[[Laid, BinaryIO], None]] = {"xlsx": workbook.write, "parquet": columnar.write}


def write(answer: Answer, code: str, options: Options, out: BinaryIO) -> int:
    """Write the file to ``out``; how many rows it has, totals aside.

    Rows are not kept. Raises FormatProblem for what no such file can hold.
    """
    form = known(code)
    if form.is_text:
        for piece in pieces(answer, code, options):
            out.write(piece)
    else:
        _BINARIES[code](laid(answer, options), out)
    return len(answer.rows)


def pieces(answer: Answer, code: str, options: Options) -> Iterator[bytes]:
    """The same piece by piece, of a format that is text. Raises FormatProblem."""
    if not known(code).is_text:
        raise FormatProblem(f"{FORMATS[code].label} is written to a file, not piece by piece.")
    return _TEXTS[code](laid(answer, options))


def known(code: str) -> Format:
    """The format of that code. Raises FormatProblem that names those there are."""
    if code not in FORMATS:
        raise FormatProblem(f"There is no format {code!r}. Take one of {', '.join(FORMATS)}.")
    return FORMATS[code]
