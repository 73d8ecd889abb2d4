"""An answer as the page shows it: table, chart, words and the links that change the query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from explores import charts
from explores.answer import Answer
from explores.charts import Chart, Record, SingleValue
from explores.charts.series import Slots
from explores.charts.trend_lines import wanted
from explores.charts.trends import CHOICES
from explores.charts.words import listed
from explores.export import pivot_name
from explores.formatting import formats
from explores.formatting.formats import Style
from explores.page import Asked
from explores.panel import Panel, panel
from explores.semantic import url
from explores.semantic.comparing import NAMES
from explores.semantic.numerals import count
from explores.semantic.query import COLUMN_LIMIT, UNSORTED, Query, Sort
from explores.semantic.rewrite import with_default_sort
from explores.switch import Switch, switch
from explores.tables import table
from explores.tables.column_looks import hidden, unhidden
from explores.tables.table import Column, DisplayTable
from explores.tables.table_panel import table_panel
from explores.ways import Choice
from explores.wish import COLUMN_LIMITS, LIMITS, Key, Wish, sorted_by

STACKS: dict[str, bool | str] = {"1": True, "percent": "percent"}
STACK_NAMES = {"": "Side by side", "1": "Stacked", "percent": "100 %"}


@dataclass(frozen=True)
class Header:
    """A column head with its two sort links, and the name by which its menu is asked for."""

    column: Column
    href: str
    also: str
    name: str


@dataclass(frozen=True)
class Outcome:
    """All that the result pane needs."""

    answer: Answer
    table: DisplayTable
    headers: list[Header]
    chart: Chart
    single: SingleValue | None
    record: Record | None
    kinds: Switch
    stacks: list[Choice]
    trends: list[Choice]
    limits: list[Choice]
    column_limits: list[Choice]
    style: Style
    as_of: str
    title: str
    more: str  # the query string with the next larger row limit; nothing where the page draws no more
    everything: str  # the query string without a row limit
    panel: Panel
    table_panel: Panel
    hidden: int  # columns that the table leaves out
    unhidden: str  # the query string that shows them
    levels: int  # dimensions that are not pivoted: from two on there are subtotals

    @property
    def has_file_of_all(self) -> bool:
        """Whether all rows can be had at once: calculations are computed from those of a limit."""
        return all(field.kind != "calculation" for field in self.answer.fields)

    @property
    def took(self) -> str:
        """Time in the engine."""
        return formats.took(self.answer.seconds, self.style)

    @property
    def comparisons(self) -> list[tuple[str, str]]:
        """The earlier times to compare with, as the address names them."""
        return [("", "No comparison"), *((key, f"vs {name}") for key, name in NAMES.items())]

    @property
    def definitions(self) -> list[tuple[str, str]]:
        """What the fields in use mean."""
        return [(field.label, field.definition) for field in self.answer.fields if field.definition]


def outcome(asked: Asked, answer: Answer) -> Outcome:
    """The answer dressed for this page."""
    style = Style(asked.style.language, answer.currency)
    sorts = with_default_sort(asked.explore, asked.query).sorts if asked.query else ()
    shown = table.build(answer, style=style, sorts=sorts, settings=asked.wish.settings)
    cut = shown.cut and not asked.sorts_all
    kind = asked.wish.vis or charts.suggest(answer)
    today = formats.local(asked.now, answer.timezone).date()
    ways = charts.stackings(answer, kind)
    stack = asked.wish.stack if asked.wish.stack in ways else ways[0] if ways else ""
    drawn = {"type": kind, "stack": STACKS.get(stack), "trend": asked.wish.trend, "settings": asked.wish.settings}
    settings, _ = charts.options.read(kind, asked.wish.settings)
    slots: Slots = {}
    of_table = table_panel(answer, asked.wish.settings)
    chart = charts.figure(answer, drawn, style=style, today=today, slots=slots)
    return Outcome(
        answer=answer,
        table=shown,
        headers=[_header(column, sorts, asked.wish, cut=cut) for column in shown.columns],
        chart=chart,
        single=charts.single_value(answer, style, settings) if kind == "single" else None,
        record=charts.record(answer, style, settings) if kind == "record" else None,
        kinds=switch(kind, asked.wish),
        stacks=[_stack(way, stack, asked.wish) for way in ways],
        trends=_trends(asked.wish) if charts.takes_trends(kind, stack) else [],
        column_limits=[_column_limit(number, asked.wish) for number in _column_limits(asked.wish)],
        limits=[_limit(number, asked.wish, style) for number in _limits(asked.wish)],
        style=style,
        as_of=formats.clock(answer.as_of, asked.now, answer.timezone, style),
        title=title(answer),
        more=_more(answer, asked.wish),
        everything=asked.wish.having(limit="all").href(),
        panel=of_table if kind == "table" else panel(answer, chart, asked.wish.settings, asked.wish.trend),
        table_panel=of_table,
        hidden=len(hidden(asked.wish)),
        unhidden=unhidden(asked.wish),
        levels=sum(field.kind == "dimension" and not field.pivoted for field in answer.fields),
    )


def title(answer: Answer) -> str:
    """Revenue and Orders by order month."""
    own = [field for field in answer.fields if field.kind == "dimension" or field.base == field.id]
    return _titled([(field.kind, field.short_label) for field in own])


def title_of(asked: Asked) -> str:
    """The same of a question before it is answered; the explore's name where it asks for nothing that has one."""
    known = {info.id: info for info in asked.explore.fields()}
    infos = [known[name] for name in asked.query.fields if name in known] if asked.query else []
    return _titled([(info.kind, info.short_label) for info in infos]) or asked.explore.label


def _titled(fields: Sequence[tuple[str, str]]) -> str:
    """``fields``: kind and name of each."""
    measures = [name for kind, name in fields if kind != "dimension"]
    dimensions = [name for kind, name in fields if kind == "dimension"]
    if not measures:
        return listed(dimensions, 3)
    return listed(measures, 3) + (f" by {listed([inside(name) for name in dimensions], 3)}" if dimensions else "")


def inside(name: str) -> str:
    """A label inside a sentence: small first letter, unless it begins an abbreviation."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def _stack(way: str, current: str, wish: Wish) -> Choice:
    return Choice(way, STACK_NAMES[way], wish.having(stack=way or None).href(), way == current)


def _trends(wish: Wish) -> list[Choice]:
    """The trend lines to choose from; what the address asks for beyond them is a choice of its own."""
    keys = ["", *CHOICES, *([] if wish.trend in {"", *CHOICES} else [wish.trend])]
    return [Choice(key, _trend_name(key), wish.having(trend=key or None).href(), key == wish.trend) for key in keys]


def _trend_name(key: str) -> str:
    unread: list[str] = []
    named = listed([trend.name for trend in wanted(key, unread)])
    return key if unread else named or "No trend line"


def _limits(wish: Wish) -> list[str]:
    given = wish.limit
    return sorted({*map(str, LIMITS), given}, key=lambda text: (count(text) is None, count(text) or 0))


def _more(answer: Answer, wish: Wish) -> str:
    larger = [limit for limit in LIMITS if limit > answer.returned]
    return wish.having(limit=str(larger[0])).href() if larger and answer.returned < answer.total_rows else ""


def _column_limits(wish: Wish) -> list[int]:
    given = count(wish.one("column_limit"))
    return sorted({*COLUMN_LIMITS, *([] if given is None or given > 999 else [given])})


def _column_limit(number: int, wish: Wish) -> Choice:
    current = wish.one("column_limit") or str(COLUMN_LIMIT)
    chosen = None if number == COLUMN_LIMIT else str(number)
    return Choice(chosen or "", str(number), wish.having(column_limit=chosen).href(), str(number) == current)


def _limit(number: str, wish: Wish, style: Style) -> Choice:
    rows = count(number)
    label = number if rows is None else formats.count(rows, style)
    return Choice(number, label, wish.having(limit=number).href(), number == wish.limit)


def _header(column: Column, sorts: tuple[Sort, ...], wish: Wish, *, cut: bool) -> Header:
    pivot = None if column.total or column.pivot is None else pivot_name(column.pivot)
    first_down = column.numeric or column.field.type in {"date", "timestamp"}
    clicked: Key = (column.field.id, first_down, pivot)
    current: list[Key] = [(sort.field, sort.descending, sort.pivot) for sort in sorts if sort.field != UNSORTED]
    links = [_sorts(sorted_by(current, clicked, also=also), wish) for also in (False, True)]
    compares = column.field.base != column.field.id
    if compares or (cut and column.field.kind == "calculation"):  # what should come first may not be among the rows
        links = ["", ""]
    return Header(column, links[0], links[1], "" if compares else url.sorts_text([Sort(column.field.id, pivot=pivot)]))


def _sorts(keys: list[Key], wish: Wish) -> str:
    params = dict(url.to_params(Query("", sorts=tuple(Sort(*key) for key in keys))))
    return wish.having(sorts=params["sorts"]).href()
