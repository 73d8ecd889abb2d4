"""The result table and the figure as HTML, joined in Python: a template loop over thousands of cells is slow."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from html import escape  # as Django's, without asking each text whether it is a promise of one

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from explores.charts import Chart
from explores.formatting.formats import NONE
from explores.outcome import Header, Outcome
from explores.tables import marks
from explores.tables.table import BAR, Cell, Column, DisplayTable, Heading, Line
from ui.templatetags.ui import icon

register = template.Library()
NOTHING = SafeString("")
_FILLED = ' class="filled"'
_HUES = {"dimension": "dim", "measure": "mea"}
_JSON_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


@register.simple_tag
def figure_json(chart: Chart, explore: object = None) -> SafeString:
    """The figure as a JSON script, which runs nothing and which no label can end.

    Without an ``explore``, on a page where nothing can be drilled, its marks don't say what they stand for.
    """
    held = {key: part for key, part in chart.to_json().items() if explore or key != "drill"}
    text = json.dumps(held, ensure_ascii=False, allow_nan=False).translate(_JSON_ESCAPES)
    return format_html('<script type="application/json">{}</script>', mark_safe(text))  # noqa: S308  # escaped above


@register.simple_tag
def result_table(outcome: Outcome) -> SafeString:
    """Head, rows and total of an outcome."""
    return _table(outcome.table, lambda place, scope, name: _head(outcome.headers[place], scope, name))


@register.simple_tag
def plain_table(shown: DisplayTable, explore: object = None, sorts: Sequence[str] = ()) -> SafeString:
    """The same with heads that only name. ``explore``: where its cells can be drilled.

    ``sorts``: for each column the address that brings this part of the page sorted by it; empty where it can't be.
    """
    columns, links = shown.columns, sorts or [""] * len(shown.columns)

    def head(place: int, scope: str, name: str) -> str:
        column = columns[place]
        said = _sort_button(column, name, links[place]) if links[place] else None
        return _plain_head(column, scope, name, column_marks(column) if explore else NOTHING, inner=said)

    return _table(shown, head, menus=False)


@register.simple_tag
def column_marks(column: Column) -> SafeString:
    """The attributes of a head over cells that can be drilled; ``data-by``: they are values of a dimension."""
    if column.field.kind == "calculation":
        return NOTHING
    by = " data-by" if column.field.kind == "dimension" else ""
    return mark_safe(marks.of_column(column) + by)  # noqa: S308  # escaped there


def _sort_button(column: Column, name: str, address: str) -> SafeString:
    """Asks for the part around it, sorted by the column."""
    mark = {"asc": "\N{NO-BREAK SPACE}↑", "desc": "\N{NO-BREAK SPACE}↓"}.get(column.sort, "")
    said = name or column.label
    return format_html('<button class="th-sort" type="button" hx-get="{}">{}{}</button>', address, said, mark)


_Head = Callable[[int, str, str], str]  # of the column at a place, by the scope of its cell, under another name


def _table(shown: DisplayTable, head: _Head, *, menus: bool = True) -> SafeString:
    widths = [_width(shown, place) if column.bars else 0 for place, column in enumerate(shown.columns)]
    inside = _transposed(shown, head, widths) if shown.transposed else _upright(shown, head, widths, menus=menus)
    opening = f'<data-table{_sizes(shown)}>{_paints(shown)}<table class="table{shown.look.classes}">'
    return mark_safe("".join([opening, *inside, "</table></data-table>"]))  # noqa: S308  # every part is escaped


def _upright(shown: DisplayTable, head: _Head, widths: list[int], *, menus: bool) -> Iterable[str]:
    numbered = shown.numbered
    corner = '<th class="row-number"><span class="sr-only">Row</span></th>' if numbered else ""
    yield _widths(shown, numbered)
    yield "<thead>"
    yield from _group_rows(shown, '<th class="row-number"></th>' if numbered else "", menus=menus)
    yield f"<tr>{corner}{''.join(head(place, 'col', '') for place in range(len(shown.columns)))}</tr></thead><tbody>"
    has_groups = shown.folds and menus
    folds = [place for place, column in enumerate(shown.columns) if column.field.kind == "dimension"]
    for number, line in enumerate(shown.lines, 1):
        first = f'<td class="row-number">{number}</td>' if numbered else ""
        yield _line(line, shown, widths, first, folds) if has_groups else _row(line, shown.columns, widths, first)
    yield "</tbody>"
    yield _total(shown, widths, '<td class="row-number"></td>' if numbered else "")


def _transposed(shown: DisplayTable, head: _Head, widths: list[int]) -> Iterable[str]:
    """Each column as a row; the values of the one dimension are the heads."""
    columns = shown.columns
    of = next(place for place, column in enumerate(columns) if column.field.kind == "dimension")
    heads = "".join(_over(line.cells[of].text, "" if line.filled else marks.of_row(line)) for line in shown.lines)
    heads += _over(shown.total[of].text, " data-row='[]'") if shown.total else ""
    yield f"<thead><tr>{head(of, 'col', '')}{heads}</tr></thead><tbody>"
    above = list(zip(*(_spread(row) for row in shown.headings), strict=True)) or [()] * len(columns)
    for place, column in enumerate(columns):
        if place != of:
            cells = [line.cells[place] for line in shown.lines] + ([shown.total[place]] if shown.total else [])
            name = " · ".join([*above[place], column.label])
            yield f"<tr>{head(place, 'row', name)}{''.join(_cell(c, column, widths[place]) for c in cells)}</tr>"
    yield "</tbody>"


def _over(name: str, mark: str) -> str:
    """The head of a row that stands upright, told as a row is."""
    return f'<th class="num" scope="col"{mark}>{_said(name)}</th>'


def _spread(headings: Iterable[Heading]) -> list[str]:
    """The heading over each column."""
    return [heading.text for heading in headings for _ in range(heading.span)]


def _sizes(shown: DisplayTable) -> str:
    """What the style sheet of this table needs, as attributes."""
    look = shown.look
    frozen = 1 if shown.transposed else look.frozen(shown.columns) + (1 if shown.numbered else 0)
    is_frozen = shown.transposed or frozen > (1 if shown.numbered else 0)
    sizes = {"frozen": frozen if is_frozen else None, "size": look["font_size"], "head-size": look["header_size"]}
    return "".join(f' data-{name}="{size}"' for name, size in sizes.items() if size)


def _paints(shown: DisplayTable) -> str:
    """The colours of marked cells, for the style sheet of this table."""
    if not shown.paints:
        return ""
    return f'<script type="application/json">{json.dumps(shown.paints)}</script>'


def _widths(shown: DisplayTable, numbered: bool) -> str:
    least = shown.look["min_width"]
    if not least and not any(column.width for column in shown.columns):
        return ""
    sizes = [column.width or least for column in shown.columns]
    cols = "".join(f'<col width="{size}">' if size else "<col>" for size in sizes)
    return f"<colgroup>{'<col>' if numbered else ''}{cols}</colgroup>"


def _group_rows(shown: DisplayTable, corner: str, *, menus: bool) -> Iterable[str]:
    for row in shown.headings:
        heads = "".join(_group_head(heading, menus=menus) for heading in row)
        yield f'<tr class="th-groups">{corner}{heads}</tr>'


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


def _head(header: Header, scope: str = "col", name: str = "") -> str:
    column = header.column
    if not header.name:
        return _plain_head(column, scope, name, mark_safe(marks.of_column(column)))  # noqa: S308  # escaped there
    hue = _HUES.get(column.field.kind, "calc")
    classes = f"th-{hue}{' num' if column.numeric and scope == 'col' else ''}"
    mark = icon("arrow-up" if column.sort == "asc" else "arrow-down", 12) if column.sort else ""
    rank = format_html("<sup>{}</sup>", column.rank) if column.rank else ""
    return format_html(
        '<th class="{} th-has-menu" scope="{}"{} data-head="{}"{} draggable="true" title="{}">{}{}</th>',
        classes,
        scope,
        _sorted(column),
        header.name,
        mark_safe(marks.of_column(column)),  # noqa: S308  # escaped there
        column.field.definition,
        _sort_link(header, format_html("{}{}{}", name or column.label, mark, rank)),
        _menu_button(name or column.label),
    )


def _plain_head(
    column: Column, scope: str, name: str, more: SafeString = NOTHING, *, inner: SafeString | None = None
) -> str:
    numeric = " num" if column.numeric and scope == "col" else ""
    classes = f"th-{_HUES.get(column.field.kind, 'calc')}{numeric}"
    return format_html(
        '<th class="{}" scope="{}"{}{} title="{}">{}</th>',
        classes,
        scope,
        more,
        _sorted(column) if inner else "",
        column.field.definition,
        inner or name or column.label,
    )


def _sorted(column: Column) -> SafeString:
    """How a column sorts, for screen readers."""
    return format_html(' aria-sort="{}"', f"{column.sort}ending") if column.sort else NOTHING


def _sort_link(header: Header, inner: SafeString) -> SafeString:
    if not header.href:
        return format_html("<span>{}</span>", inner)
    return format_html('<a href="{}" data-run="sorts" data-also="{}">{}</a>', header.href, header.also, inner)


def _width(shown: DisplayTable, place: int) -> int:
    """Characters that the longest figure of a column needs, so that all bars start at one line."""
    longest = max((len(line.cells[place].text) for line in shown.lines), default=0)
    return min(max(longest, len(shown.total[place].text) if shown.total else 0, 4), 16)


def _line(line: Line, shown: DisplayTable, widths: list[int], first: str, folds: list[int]) -> str:
    """A row of a table with subtotals: one of a folded group is there, and hidden."""
    if not line.level or not folds[line.level - 1 :]:
        hidden = " hidden" if shown.folded else ""
        return _row(line, shown.columns, widths, first, hidden)
    hidden = " hidden" if 0 < shown.folded < line.level else ""
    place = folds[line.level - 1]
    cells = [_cell(*one) for one in zip(line.cells, shown.columns, widths, strict=True)]
    cells[place] = _fold(line.cells[place].text, line.level != shown.folded)
    opening = f'<tr class="subtotal" data-level="{line.level}"{marks.of_row(line)}{hidden}>'
    return f"{opening}{first}{''.join(cells)}</tr>"


def _fold(text: str, is_open: bool) -> str:
    """The name of a group, with what folds it."""
    label = format_html('<button class="fold" type="button" aria-expanded="{}" aria-label="Rows of {}">{}</button>',
                        "true" if is_open else "false", text, _chevron())  # fmt: skip
    return f"<td>{label}{_said(text)}</td>"


@cache
def _chevron() -> SafeString:
    return icon("chevron-down", 14)


def _row(line: Line, columns: tuple[Column, ...], widths: list[int], first: str, hidden: str = "") -> str:
    opening = f"<tr{_FILLED}>" if line.filled else f"<tr{_level(line)}{marks.of_row(line)}{hidden}>"
    cells = [_cell(*one) for one in zip(line.cells, columns, widths, strict=True)]
    return f"{opening}{first}{''.join(cells)}</tr>"


def _level(line: Line) -> str:
    return f' class="subtotal" data-level="{line.level}"' if line.level else ""


def _said(text: str) -> str:
    return '<span class="null">∅</span>' if text == NONE else escape(text)


def _cell(cell: Cell, column: Column, width: int) -> str:
    text = '<span class="null">∅</span>' if cell.text == NONE else escape(cell.text)
    text = f'<a href="{escape(cell.href)}">{text}</a>' if cell.href else text
    classes = f"{column.classes} {cell.mark}" if cell.mark else column.classes
    opening = f'<td class="{classes}"' if classes else "<td"
    exact = f' title="{escape(cell.exact)}"' if cell.exact else ""
    if cell.bar is None:
        return f"{opening}{exact}>{text}</td>"
    rect = f'<rect width="{cell.bar}" height="18" rx="2"/>'
    bar = f'<svg class="bar" width="{BAR}" height="18" aria-hidden="true">{rect}</svg>'
    return f'{opening}{exact}><div class="cell-bar">{bar}<span class="fig-{width}">{text}</span></div></td>'


def _total(shown: DisplayTable, widths: list[int], first: str) -> str:
    if shown.total is None:
        return ""
    cells = (_cell(*one) for one in zip(shown.total, shown.columns, widths, strict=True))
    return f"<tfoot><tr data-row='[]'>{first}{''.join(cells)}</tr></tfoot>"
