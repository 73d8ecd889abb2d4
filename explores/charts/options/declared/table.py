"""Settings of the table, and of each of its columns. PURE."""

from __future__ import annotations

from functools import partial

from explores.charts.options.declared.values import number_format
from explores.charts.options.option import BadSetting, Option
from explores.formatting.codes import BadCode, DateCode, NumberCode, date_code
from explores.formatting.formats import DECIMALS, split_format

TABLE = frozenset({"table"})
THEMES = (
    ("white", "White"),
    ("classic", "Classic"),
    ("gray", "Gray"),
    ("transparent", "Transparent"),
    ("unstyled", "Unstyled"),
)
STYLES = ("bold", "italic", "underline", "struck")
_table = partial(Option, tab="Table", kinds=TABLE)
_switch = partial(_table, control="switch", default=False)
_column = partial(Option, tab="Columns", kinds=TABLE, per="column")


def column_format(text: str) -> NumberCode | DateCode | str:
    """A spreadsheet's format code for figures or dates, or a format of the house by its name. Raises BadSetting."""
    if split_format(text)[0] in DECIMALS:
        return text
    try:
        return number_format(text)
    except BadSetting:
        try:
            return date_code(text)
        except BadCode:
            raise BadSetting("a format such as #,##0.0, 0%, d mmm yyyy or percent_2") from None


def text_style(text: str) -> tuple[str, ...]:
    """Words of STYLES with commas between. Raises BadSetting."""
    words = tuple(dict.fromkeys(word.strip().lower() for word in text.split(",") if word.strip()))
    if not set(words) <= set(STYLES):
        raise BadSetting(f"{', '.join(STYLES)}, with commas between")
    return words


OPTIONS = (
    _table("theme", "Theme", control="choice", default="white", choices=THEMES),
    _switch("row_numbers", "Row numbers"),
    _switch("transposed", "Rows become columns", help="A table with one dimension"),
    _switch("row_totals_first", "Row totals after the dimensions"),
    _switch("truncate_text", "Shorten long texts", default=True),
    _switch("truncate_headers", "Shorten long names"),
    _switch("full_names", "Full names of fields"),
    _switch("fit", "Columns fill the width", default=True),
    _table("min_width", "Smallest width", control="number", default=0, least=0, most=1000, whole=True, help="px"),
    _table("font_size", "Font size", control="number", least=1, most=99, whole=True),
    _table("header_size", "Font size of names", control="number", least=1, most=99, whole=True),
    _table("frozen", "Columns that stay in sight, up to", control="text", default="", help="orders.ordered_month"),
    _column("label", "Name", control="text", default=""),
    _column("width", "Width", control="number", least=1, most=1000, whole=True, help="px"),
    _column("format", "Format", control="text", read=column_format, help='#,##0.0  0%  $0.0,"k"  d mmm yyyy'),
    _column("style", "Text", control="text", default=(), read=text_style, help=", ".join(STYLES)),
    _column(
        "bars", "Bars in cells", control="choice", default="auto",
        choices=(("auto", "On the first measure"), ("on", "On"), ("off", "Off")),
    ),
    _column("hidden", "Hidden from the table", control="switch", default=False),
    _column("pinned", "First, and in sight", control="switch", default=False),
    _column("folded", "Groups folded", control="switch", default=False),
)  # fmt: skip
