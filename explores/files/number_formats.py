"""How a spreadsheet shows a column's figures and dates: its format codes, made from the fields' own formats. PURE."""

from __future__ import annotations

import math

from explores.formatting import formats
from explores.formatting.codes import DateCode, NumberCode
from explores.formatting.formats import MASSES, Style
from explores.semantic.timeframes.frames import HOURS, MILLISECONDS, MINUTES
from explores.tables.table import Column

DAY, MINUTE, SECOND = "yyyy-mm-dd", "yyyy-mm-dd hh:mm", "yyyy-mm-dd hh:mm:ss"
DATES = {
    "raw": SECOND,
    "time": SECOND,
    "second": SECOND,
    "minute": MINUTE,
    "hour": "yyyy-mm-dd hh",
    "date": DAY,
    "week": DAY,
    "month": "yyyy-mm",
    **{f"millisecond{size}": f"{SECOND}.000" for size in MILLISECONDS},
    **{f"hour{size}": MINUTE for size in HOURS},
    **{f"minute{size}": MINUTE for size in MINUTES},
}
_PARTS = {"nn": "mm", "h": "h", "hh": "hh"}  # our part → theirs, where they differ; quarters they don't have


def number_format(column: Column, style: Style) -> str:
    """The code of a column of figures; empty where they count nothing and are shown as they are."""
    if isinstance(column.code, NumberCode):
        return _own(column.code)
    base, own = formats.split_format(column.field.format)
    if base not in formats.DECIMALS:
        return ""
    places = own if column.decimals is None else column.decimals
    figure = "#,##0" + (f".{'0' * places}" if places else "")
    if base == "percent":
        return f"{figure}%"
    if base in MASSES:
        return f'{figure}" {MASSES[base][0]}"'
    if base == "money" and style.currency:
        before, _, after = style.conventions.money("\0", style.currency).partition("\0")
        return _quoted(before) + figure + _quoted(after)
    return figure


def date_format(column: Column) -> str | None:
    """The code of a column of dates; None where it has none, such as a quarter: those are written as text."""
    if isinstance(column.code, DateCode):
        return _of_date(column.code)
    timeframe = column.field.timeframe
    if timeframe is None:
        return SECOND if column.field.type == "timestamp" else DAY
    return DATES.get(timeframe)


def _own(code: NumberCode) -> str:
    whole = ("#,##" if code.grouped else "#" if not code.whole else "") + "0" * code.whole
    decimals = f".{'0' * code.decimals}{'#' * (code.most - code.decimals)}" if code.most else ""
    thousands = "," * round(math.log(code.divided, 1000))
    return f"{_quoted(code.before)}{whole}{decimals}{thousands}{'%' if code.percent else ''}{_quoted(code.after)}"


def _of_date(code: DateCode) -> str | None:
    if "q" in code.parts:
        return None
    return "".join(_PARTS.get(part, part) if part.isalpha() or part[0] == '"' else f"\\{part}" for part in code.parts)


def _quoted(text: str) -> str:
    return f'"{text}"' if text else ""
