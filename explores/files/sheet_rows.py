"""Rows of a sheet as the XML that its workbook keeps, many at once. PURE.

XlsxWriter takes cell by cell. This puts whole rows where it keeps its own until the workbook is closed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from xlsxwriter.format import Format as CellFormat
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from explores.files.laying import Block
from explores.files.notation import Notation, Shape
from explores.files.texts import INVISIBLE
from explores.files.weaving import joined, woven

_EPOCH = datetime(1899, 12, 31)  # noqa: DTZ001 - sheets have no zones
_ESCAPED = re.compile(r"(_x[0-9a-fA-F]{4}_)")  # what would be read as a control
_WILD = r"[&<>\r]|_x|^[^!-~\pL\pN]|[^!-~\pL\pN]$|" + INVISIBLE  # spaces at an end among them
_SURE_DIGITS = 15  # letters of a figure that is written as it is


def notation(cut: Callable[[str], str], longest: int) -> Notation:
    """The cells; ``cut`` makes a text of ``longest`` letters at most, and one that a sheet may hold."""

    def cell(value: Any) -> str | None:
        if value is None:
            return None
        if isinstance(value, str):
            return _text(cut(value))
        if isinstance(value, bool):
            return f' t="b"><v>{value:d}</v></c>'
        return f"><v>{_serial(value) if isinstance(value, date) else value:.16G}</v></c>"

    text = Shape(' t="inlineStr"><is><t>', "</t></is></c>", _WILD, longest)
    return Notation(cell, text, figure=Shape("><v>", "</v></c>", longest=_SURE_DIGITS))


class Rows:
    """The rows of a sheet from ``row`` on, counted from 0; those before it are XlsxWriter's own."""

    def __init__(
        self, sheet: Worksheet, row: int, faces: Sequence[tuple[CellFormat | None, CellFormat | None]]
    ) -> None:
        self.row = row
        self._sheet = sheet
        self._plain = [_style(face) for face, _ in faces]
        self._totals = [face for _, face in faces]
        sheet._write_single_row(row)

    def write(self, block: Block) -> None:
        """The next ones."""
        numbers = pa.array(range(self.row + 1, self.row + 1 + len(block.totals))).cast(pa.string())
        cells = [self._cells(place, numbers, block) for place in range(len(block.texts))]
        body = pc.binary_join_element_wise(*cells, "", null_handling="replace")
        filled = pc.indices_nonzero(pc.not_equal(body, ""))
        if len(filled):
            self._sheet.dim_rowmax = self.row + filled[-1].as_py()
            rows = woven(['<row r="', numbers.take(filled), '">', body.take(filled), "</row>"])
            self._sheet.row_data_fh.write(rows.decode())
        self.row += len(block.totals)

    def _cells(self, place: int, numbers: pa.Array, block: Block) -> pa.Array:
        face = self._plain[place]
        if pc.any(block.totals).as_py():
            face = pc.if_else(block.totals, _style(self._totals[place]), face)
        return joined(f'<c r="{xl_col_to_name(place)}', numbers, '"', face, block.texts[place])


def _style(face: CellFormat | None) -> str:
    return f' s="{face._get_xf_index()}"' if face else ""


def _text(text: str) -> str:
    kept = ' xml:space="preserve"' if text != text.strip() else ""
    tame = _ESCAPED.sub(r"_x005F\1", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f' t="inlineStr"><is><t{kept}>{tame}</t></is></c>'


def _serial(day: date) -> float:
    """Days since 1899-12-30: the calendar of sheets has a 29 February 1900."""
    since = (day if isinstance(day, datetime) else datetime.combine(day, time())) - _EPOCH
    return since.days + (since.seconds + since.microseconds / 1e6) / 86_400 + 1
