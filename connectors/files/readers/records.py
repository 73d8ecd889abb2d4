"""One block of delimited text, taken apart: fast where every line is one whole row, else record by record. PURE."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as pv

from connectors.files.raw import BadRow, Block, as_dict
from connectors.files.readers.dialect import WHITESPACE, Dialect, csv_options, tabbed

csv.field_size_limit(1 << 28)  # a longer record is refused before, with its line
_END = "\x1e\x1eend of block\x1e"


@dataclass(frozen=True)
class Unfinished:
    """The start of a record whose end is not in the block."""

    text: bytes = b""
    line: int = 0


def parsed(block: bytes, line: int, columns: list[str], dialect: Dialect) -> tuple[Block, Unfinished]:
    """The rows of a block that begins at ``line``, and what remains of it for the next one."""
    if dialect.delimiter == WHITESPACE:
        block = tabbed(block)
    fast = _whole(block, line, columns, dialect)
    return (fast, Unfinished()) if fast is not None else _by_record(block, line, columns, dialect)


def _whole(block: bytes, line: int, columns: list[str], dialect: Dialect) -> Block | None:
    """All rows at once; None where lines and rows are not the same, or a row is ragged."""
    quote = _quote(dialect)
    quotes = block.count(quote.encode()) if quote else 0
    if quotes % 2 or b"\r" in block.replace(b"\r\n", b"\n"):
        return None
    ragged: list[Any] = []

    def leave_out(row: Any) -> str:
        ragged.append(row)
        return "skip"

    options = pv.ParseOptions(
        delimiter=_delimiter(dialect), quote_char=quote or False, newlines_in_values=bool(quotes),
        invalid_row_handler=leave_out,
    )  # fmt: skip
    convert = pv.ConvertOptions(column_types=dict.fromkeys(columns, pa.string()), check_utf8=False)
    read = pv.ReadOptions(column_names=columns, block_size=len(block) + 1)
    try:
        table = pv.read_csv(pa.BufferReader(block), read_options=read, parse_options=options, convert_options=convert)
    except pa.ArrowInvalid:
        return None
    lines = block.count(b"\n") + (not block.endswith(b"\n"))
    if ragged or table.num_rows != lines or (quotes and _open_end(table)):
        return None
    return Block(table, np.arange(line, line + lines))


def _open_end(table: pa.Table) -> bool:
    """Whether the last row swallowed a line end: its quote may have been left open by the block's end."""
    return any("\n" in (column[-1].as_py() or "") for column in table.columns)


def _delimiter(dialect: Dialect) -> str:
    return "\t" if dialect.delimiter == WHITESPACE else dialect.delimiter or ","


def _quote(dialect: Dialect) -> str:
    return "" if dialect.delimiter == WHITESPACE else dialect.quote


def record_reader(text: io.StringIO, dialect: Dialect) -> Any:
    """Python's reader, which knows the physical line of each record."""
    return csv.reader(text, **csv_options(_delimiter(dialect), _quote(dialect)))


def _by_record(block: bytes, line: int, columns: list[str], dialect: Dialect) -> tuple[Block, Unfinished]:
    text = block.decode()
    ending = "" if text.endswith("\n") else "\n"
    reader = record_reader(io.StringIO(text + ending + _END, newline=""), dialect)
    rows: list[list[str]] = []
    lines: list[int] = []
    bad: list[BadRow] = []
    start = 0
    while True:
        start = reader.line_num
        try:
            row = next(reader)
        except csv.Error as error:
            bad.append(BadRow(line + start, "", f"the row cannot be read: {error}", {}))
            continue
        if row and row[-1].endswith(_END):
            break
        if len(row) == len(columns):
            rows.append(row)
            lines.append(line + start)
        elif any(cell.strip() for cell in row):
            bad.append(ragged_row(line + start, columns, row))
    left = Unfinished() if row == [_END] else Unfinished(_from_line(block, start), line + start)
    return Block(text_table(columns, rows), np.array(lines, dtype=np.int64), bad), left


def _from_line(block: bytes, number: int) -> bytes:
    position = 0
    for _ in range(number):
        position = block.index(b"\n", position) + 1
    return block[position:]


def ragged_row(line: int, columns: list[str], row: list[Any]) -> BadRow:
    """A row that has not as many fields as there are columns."""
    reason = f"{len(row)} fields where {len(columns)} are expected"
    return BadRow(line, "", reason, as_dict(columns, row))


def text_table(columns: list[str], rows: list[list[Any]]) -> pa.Table:
    """Rows of texts as a table."""
    values = list(zip(*rows, strict=True)) if rows else [()] * len(columns)
    return pa.table([pa.array(each, pa.string()) for each in values], names=columns)
