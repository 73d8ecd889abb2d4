"""The result table and the figure as HTML, joined in Python: a template loop over thousands of cells is slow."""

from __future__ import annotations

import json
from collections.abc import Iterable

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from explores import marks
from explores.charts import Chart
from explores.formats import NONE
from explores.outcome import Header, Outcome
from explores.table import BAR, Cell, Column, DisplayTable, Heading, Line
from ui.templatetags.ui import icon

register = template.Library()
NOTHING = SafeString("")
_FILLED = ' class="filled"'
_HUES = {"dimension": "dim", "measure": "mea"}
_JSON_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


@register.simple_tag
def figure_json(chart: Chart) -> SafeString:
    """The figure as a JSON script, which runs nothing and which no label can end."""
    text = json.dumps(chart.to_json(), ensure_ascii=False, allow_nan=False).translate(_JSON_ESCAPES)
    return format_html('<script type="application/json">{}</script>', mark_safe(text))  # noqa: S308  # escaped above


@register.simple_tag
def result_table(outcome: Outcome) -> SafeString:
    """Head, rows and total of an outcome."""
    return _table(outcome.table, [_head(header) for header in outcome.headers])


@register.simple_tag
def plain_table(shown: DisplayTable) -> SafeString:
    """The same with heads that only name: for pages where nothing can be sorted or drilled."""
    return _table(shown, [_plain_head(column) for column in shown.columns], menus=False)


def _table(shown: DisplayTable, heads: list[str], *, menus: bool = True) -> SafeString:
    widths = [_width(shown, place) if column.bars else 0 for place, column in enumerate(shown.columns)]
    parts = [
        '<table class="table"><thead>',
        *_group_rows(shown, menus=menus),
        "<tr>",
        *heads,
        "</tr></thead><tbody>",
        *(_line(line, shown.columns, widths) for line in shown.lines),
        "</tbody>",
        _total(shown, widths),
        "</table>",
    ]
    return mark_safe("".join(parts))  # noqa: S308  # every part is escaped where it is made


def _group_rows(shown: DisplayTable, *, menus: bool) -> Iterable[str]:
    for row in shown.headings:
        yield f"<tr>{''.join(_group_head(heading, menus=menus) for heading in row)}</tr>"


def _group_head(heading: Heading, *, menus: bool) -> str:
    if not (heading.names and menus):
        return format_html('<th class="th-group" colspan="{}" scope="colgroup">{}</th>', heading.span, heading.text)
    return format_html(
        '<th class="th-group th-has-menu" colspan="{}" scope="colgroup" data-head="{}">{}{}{}</th>',
        heading.span,
        heading.names,
        icon("columns-3", 14, "Pivoted"),
        heading.text,
        _menu_button(heading.text),
    )


def _menu_button(label: str) -> SafeString:
    """What opens the menu of a column."""
    return format_html(
        '<button class="th-menu" type="button" aria-haspopup="menu" aria-label="Menu of {}">{}</button>',
        label,
        icon("chevron-down", 14),
    )


def _head(header: Header) -> str:
    column = header.column
    if not header.name:
        return _plain_head(column, mark_safe(marks.of_column(column)))  # noqa: S308  # escaped there
    hue = _HUES.get(column.field.kind, "calc")
    classes = f"th-{hue}{' num' if column.numeric else ''}"
    sorts = {"asc": "ascending", "desc": "descending"}
    state = format_html(' aria-sort="{}"', sorts[column.sort]) if column.sort else ""
    mark = icon("arrow-up" if column.sort == "asc" else "arrow-down", 12) if column.sort else ""
    rank = format_html("<sup>{}</sup>", column.rank) if column.rank else ""
    return format_html(
        '<th class="{} th-has-menu" scope="col"{} data-head="{}"{} title="{}">{}{}</th>',
        classes,
        state,
        header.name,
        mark_safe(marks.of_column(column)),  # noqa: S308  # escaped there
        column.field.definition,
        _sort_link(header, format_html("{}{}{}", column.label, mark, rank)),
        _menu_button(column.label),
    )


def _plain_head(column: Column, more: SafeString = NOTHING) -> str:
    classes = f"th-{_HUES.get(column.field.kind, 'calc')}{' num' if column.numeric else ''}"
    definition = column.field.definition
    return format_html('<th class="{}" scope="col"{} title="{}">{}</th>', classes, more, definition, column.label)


def _sort_link(header: Header, inner: SafeString) -> SafeString:
    if not header.href:
        return format_html("<span>{}</span>", inner)
    return format_html('<a href="{}" data-run="sorts" data-also="{}">{}</a>', header.href, header.also, inner)


def _width(shown: DisplayTable, place: int) -> int:
    """Characters that the longest figure of a column needs, so that all bars start at one line."""
    longest = max((len(line.cells[place].text) for line in shown.lines), default=0)
    return min(max(longest, len(shown.total[place].text) if shown.total else 0, 4), 16)


def _line(line: Line, columns: tuple[Column, ...], widths: list[int]) -> str:
    opening = f'<tr class="subtotal" data-level="{line.level}"' if line.level else "<tr"
    opening += f"{_FILLED if line.filled else ''}{marks.of_row(line)}>"
    cells = (_cell(*one) for one in zip(line.cells, columns, widths, strict=True))
    return f"{opening}{''.join(cells)}</tr>"


def _cell(cell: Cell, column: Column, width: int) -> str:
    text = '<span class="null">∅</span>' if cell.text == NONE else escape(cell.text)
    exact = f' title="{escape(cell.exact)}"' if cell.exact else ""
    if not column.numeric:
        return f"<td>{text}</td>"
    if cell.bar is None:
        return f'<td class="num"{exact}>{text}</td>'
    rect = f'<rect width="{cell.bar}" height="18" rx="2"/>'
    bar = f'<svg class="bar" width="{BAR}" height="18" aria-hidden="true">{rect}</svg>'
    return f'<td class="num"{exact}><div class="cell-bar">{bar}<span class="fig-{width}">{text}</span></div></td>'


def _total(shown: DisplayTable, widths: list[int]) -> str:
    if shown.total is None:
        return ""
    cells = (_cell(*one) for one in zip(shown.total, shown.columns, widths, strict=True))
    return f"<tfoot><tr data-row='[]'>{''.join(cells)}</tr></tfoot>"
