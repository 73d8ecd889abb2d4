"""Excel workbooks, row by row."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Iterator
from typing import IO, Any
from xml.etree.ElementTree import ParseError

import numpy as np
import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from cdp.nearest import nearest
from connectors.files.errors import FileProblem
from connectors.files.raw import BadRow, Block
from connectors.files.readers.dialect import Dialect
from connectors.files.readers.names import unique
from connectors.files.readers.numbers import spelled
from connectors.files.readers.records import ragged_row, text_table

ROWS = 20_000  # of a block


class Spreadsheet:
    """Rows of one sheet; numbers and dates are texts in ISO notation."""

    native = True

    def __init__(self, stream: IO[bytes], sheet: str | None, dialect: Dialect, points: bool = False) -> None:
        try:
            book = openpyxl.load_workbook(stream, read_only=True, data_only=True)
        except (zipfile.BadZipFile, InvalidFileException, KeyError, ParseError, ValueError, OSError) as error:
            raise FileProblem(f"the workbook is damaged: {error}") from error
        if sheet is not None and sheet not in book.sheetnames:
            raise FileProblem(f"the workbook has no sheet {sheet!r}{nearest(sheet, book.sheetnames)}")
        page = book[sheet] if sheet is not None else book.worksheets[0]
        page.reset_dimensions()
        first = dialect.skip + 1
        rows = enumerate(page.iter_rows(min_row=first, values_only=True), start=first)
        self._rows = ((line, row) for line, row in rows if _any(row))
        self._points = points
        self.columns = self._header() if dialect.header else list(dialect.columns)
        others = ", ".join(repr(name) for name in book.sheetnames if name != page.title)
        self.about = f"sheet {page.title!r}" + (f"; not read: {others} (sheet: names another)" if others else "")

    def _header(self) -> list[str]:
        _, row = next(self._rows, (0, None))
        if row is None:
            raise FileProblem("the sheet is empty: it has no header and no rows")
        return unique(_cut(list(row)))

    def blocks(self) -> Iterator[Block]:
        """The rows; a row with cells beyond the header goes to quarantine."""
        width = len(self.columns)
        rows: list[list[str | None]] = []
        lines: list[int] = []
        bad: list[BadRow] = []
        for line, row in self._rows:
            cells = [_text(cell, self._points) for cell in _cut(list(row))]
            if len(cells) > width:
                bad.append(ragged_row(line, self.columns, cells))
            else:
                rows.append(cells + [None] * (width - len(cells)))
                lines.append(line)
            if len(rows) + len(bad) >= ROWS:
                yield Block(text_table(self.columns, rows), np.array(lines, dtype=np.int64), bad)
                rows, lines, bad = [], [], []
        yield Block(text_table(self.columns, rows), np.array(lines, dtype=np.int64), bad)


def _any(row: tuple[Any, ...]) -> bool:
    return any(cell is not None and cell != "" for cell in row)


def _cut(cells: list[Any]) -> list[Any]:
    """Without the empty cells behind the last one."""
    while cells and cells[-1] in {None, ""}:
        cells.pop()
    return cells


def _text(cell: Any, points: bool) -> str | None:
    if cell is None or isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else spelled(repr(cell), points)
    if isinstance(cell, dt.datetime):
        return cell.isoformat(" ")
    return str(cell)
