"""XLSX: real numbers and dates, text that stays text, as many sheets as the rows need, and a sheet of notes. PURE.

Rows go to the disk as they come, so that memory stays flat.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, repeat
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.format import Format as CellFormat
from xlsxwriter.worksheet import Worksheet

from explores.files import cells, sheet_rows, words
from explores.files.laying import FIRST, Block, Laid
from explores.files.number_formats import date_format, number_format
from explores.files.problem import FormatProblem
from explores.files.texts import visible, whole
from explores.tables.table import Column

MOST_ROWS, MOST_COLUMNS, MOST_LETTERS = 1_048_576, 16_384, 32_767  # of a sheet, and of a cell: the format's own
MOST_DIGITS = 10**15  # a spreadsheet keeps 15 digits; a longer number would end in zeros, so it is text
FIRST_DAY = date(1900, 3, 1)  # before it spreadsheets disagree about the calendar: text
WIDEST, NARROWEST = 60, 8  # letters
_SWITCHES = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
    "remove_timezone": False,
}


def write(made: Laid, out: BinaryIO) -> None:
    """The workbook. Raises FormatProblem for more columns than a sheet has."""
    if len(made.columns) > MOST_COLUMNS:
        raise FormatProblem(
            f"A sheet has at most {MOST_COLUMNS:,} columns and this result {len(made.columns):,}. "
            "Pivot by less, or take CSV."
        )
    with xlsxwriter.Workbook(out, dict(_SWITCHES)) as book:
        _Book(made, book).write()


class _Book:
    """A workbook on its way."""

    def __init__(self, made: Laid, book: xlsxwriter.Workbook) -> None:
        self.made = made
        self.book = book
        self.shortened = 0  # texts longer than a cell can hold
        self.bold = book.add_format({"bold": True})
        self.head = book.add_format({"bold": True, "bg_color": "#f4f4f6", "bottom": 1, "valign": "top"})
        self.formats = [self._format(column, bold=False) for column in made.columns]
        self.bolds = [self._format(column, bold=True) for column in made.columns]

    def write(self) -> None:
        makes = [_maker(column, self.made) for column in self.made.columns]
        blocks = self.made.blocks(makes, sheet_rows.notation(self._cell, MOST_LETTERS))
        rest = next(blocks, None)
        number = 1
        while number == 1 or rest is not None:
            sheet = self.book.add_worksheet("Data" if number == 1 else f"Data {number}")
            rest = self._fill(sheet, rest, blocks)
            number += 1
        self._notes(number - 1)

    def _fill(self, sheet: Worksheet, block: Block | None, blocks: Iterator[Block]) -> Block | None:
        """Fill a sheet from the block on; the one that begins the next sheet, or None where nothing is left."""
        heads = self._heads(sheet)
        sheet.freeze_panes(heads, 0)
        for place, width in enumerate(_widths(self.made)):
            sheet.set_column(place, place, width)
        rows = sheet_rows.Rows(sheet, heads, list(zip(self.formats, self.bolds, strict=True)))
        while block is not None:
            room = MOST_ROWS - rows.row
            rows.write(block.slice(0, room))
            block = block.slice(room) if room < len(block.totals) else next(blocks, None)
            if rows.row == MOST_ROWS:
                break
        return block

    def _heads(self, sheet: Worksheet) -> int:
        """Names over the columns, pivot values over them, repeated over each; how many rows they take."""
        headings = self.made.headings
        for number, row in enumerate(headings):
            texts = chain.from_iterable(repeat(one.text, one.span) for one in row)
            for place, text in enumerate(texts):
                self._put(sheet, number, place, text, self.head)
        for place, column in enumerate(self.made.columns):
            self._put(sheet, len(headings), place, column.label, self.head)
        return len(headings) + 1

    def _put(self, sheet: Worksheet, row: int, place: int, text: str, face: CellFormat | None) -> None:
        sheet.write_string(row, place, self._cell(text), face)

    def _cell(self, text: str) -> str:
        tame = visible(whole(text)).replace("\r\n", "\n").replace("\r", "\n")
        if len(tame.encode("utf-16-le")) // 2 <= MOST_LETTERS:
            return tame
        self.shortened += 1
        return tame.encode("utf-16-le")[: 2 * (MOST_LETTERS - 1)].decode("utf-16-le", "ignore") + "…"

    def _notes(self, sheets: int) -> None:
        """What is to be said, on a sheet of its own behind the rows."""
        said = words.notes(self.made)
        if sheets > 1:
            said.append(f"The rows stand on {sheets} sheets: one holds at most {MOST_ROWS:,}.")
        if self.shortened:
            texts = "1 text was" if self.shortened == 1 else f"{self.shortened:,} texts were"
            said.append(f"{texts} cut: a cell holds at most {MOST_LETTERS:,} letters.")
        sheet = self.book.add_worksheet("Notes")
        sheet.set_column(0, 0, 100)
        self._put(sheet, 0, 0, self.made.options.title or "Result", self.bold)
        for number, note in enumerate(said, start=1):
            self._put(sheet, number, 0, note, None)

    def _format(self, column: Column, *, bold: bool) -> CellFormat | None:
        code = _code(column, self.made)
        look = {**({"num_format": code} if code else {}), **({"bold": True} if bold else {})}
        return self.book.add_format(look) if look else None


def _code(column: Column, made: Laid) -> str | None:
    dates = _dates(column)
    if dates is not None:
        return dates
    return number_format(column, made.style) if made.options.formatted else None


def _dates(column: Column) -> str | None:
    return date_format(column) if column.field.type in {"date", "timestamp"} or column.field.timeframe else None


def _maker(column: Column, made: Laid) -> cells.Make:
    """Values as a cell takes them; what none takes becomes text."""
    written = cells.read(column, made.style) if made.options.formatted else cells.full(column)
    dates = _dates(column)

    def make(value: Any) -> Any:
        if value is None or isinstance(value, bool | str):
            return written(value) if isinstance(value, bool) and made.options.formatted else value
        if isinstance(value, int | float | Decimal):
            return value if _fits(value) else _told(written(value))
        if isinstance(value, date) and dates is not None and _day(value) >= FIRST_DAY:
            return value
        return written(value)

    return make


def _told(value: Any) -> str | None:
    return None if value is None else str(value)


def _fits(value: int | float | Decimal) -> bool:
    return math.isfinite(value) and (not isinstance(value, int) or abs(value) < MOST_DIGITS)


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _widths(made: Laid) -> list[int]:
    """Letters that the names and the first rows need."""
    return [_width(made, column) for column in made.columns]


def _width(made: Laid, column: Column) -> int:
    show = cells.read(column, made.style)
    longest = max((len(show(column.value(row))) for row in made.head[:FIRST]), default=0)
    return min(max(longest, len(column.label), NARROWEST) + 2, WIDEST)
