"""A validated query to statements: rows, totals, row totals, subtotals. PURE; text is written in ``sql``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlglot import exp

from explores.semantic import ordering, pivoting
from explores.semantic.aggregate import Aggregator, Bounds, unknown
from explores.semantic.binding import Binder
from explores.semantic.errors import SemanticError
from explores.semantic.groups import PASSING, Having, figure, grouped, grouped_within
from explores.semantic.judged import judged
from explores.semantic.model import Dimension, Explore, Field, Measure, View
from explores.semantic.moments import of_the_moment
from explores.semantic.plan import base_measures, question
from explores.semantic.query import UNSORTED, Query
from explores.semantic.resolve import Entry, Tree, resolve
from explores.semantic.settings import Setting
from explores.semantic.sql import Statement, write
from explores.semantic.trees import column, named, select_from
from explores.semantic.values import Span

TOTAL_ROWS = "#rows"
_ANY_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Compiled:
    """The statements of one query, all for the same pin. ``totals`` and ``grand`` give one row."""

    rows: Statement
    totals: Statement | None = None  # by pivot column, where there are pivots
    grand: Statement | None = None  # over rows and pivot columns
    row_totals: Statement | None = None
    subtotals: tuple[Statement, ...] = ()  # leftmost dimension first

    @property
    def statements(self) -> int:
        """How many the engine is asked."""
        return 1 + len(self.subtotals) + sum(one is not None for one in (self.totals, self.grand, self.row_totals))


@dataclass(frozen=True)
class Fields:
    """The chosen fields, by what becomes of them."""

    rows: tuple[Dimension, ...]
    pivots: tuple[Dimension, ...]
    measures: tuple[Measure, ...]

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        """All of D."""
        return (*self.rows, *self.pivots)


def chosen(explore: Explore, query: Query) -> Fields:
    """The query's fields."""
    fields = [explore.field(name) for name in query.fields]
    dimensions = [field for field in fields if isinstance(field, Dimension)]
    return Fields(
        rows=tuple(d for d in dimensions if d.id not in query.pivots),
        pivots=tuple(explore.dimension(name) for name in query.pivots),
        measures=tuple(field for field in fields if isinstance(field, Measure)),
    )


def compile_query(
    explore: Explore,
    query: Query,
    setting: Setting,
    *,
    pivot_values: tuple[Any, ...] | None = None,
    bounds: Bounds = unknown,
) -> Compiled:
    """Everything to run for ``query``, which has passed ``validate``.

    ``pivot_values`` are those of the pivot column that the query sorts by, where it does; ``bounds`` says between
    which instants the data lie (local time is written shorter then). The same question asked again is not compiled
    again.
    """
    writer = _Writer(explore, query, setting, Consulted(bounds))
    key = (*writer.key(), pivot_values)
    known: tuple[Compiled, Consulted] | None = explore.compiled.get(key)
    if known is not None and known[1].still_true(bounds):
        return known[0]
    try:
        compiled = writer.compiled(pivot_values)
    except RecursionError:
        raise SemanticError(
            "A formula of this query holds too many parts inside each other; split it, or nest less.",
            code="invalid_expression", field="custom" if query.custom else "where",
        ) from None  # fmt: skip
    if len(compiled.rows.sql) < LARGEST_KEPT:
        explore.compiled.put(key, (compiled, writer.bounds))
    return compiled


def alike(explore: Explore, query: Query, one: Setting, other: Setting) -> bool:
    """Whether ``query``, which has passed ``validate``, asks the very same in both settings but for their moments."""
    return (
        _Writer(explore, query, one, Consulted(unknown)).key()
        == _Writer(explore, query, other, Consulted(unknown)).key()
    )


LARGEST_KEPT = 100_000  # characters of a compiled query


class Consulted:
    """Bounds that remember what they were asked and said."""

    def __init__(self, bounds: Bounds) -> None:
        self._bounds = bounds
        self._said: dict[tuple[str, str], tuple[View, Span]] = {}

    def __call__(self, view: View, name: str) -> Span:
        """Ask, and remember."""
        span = self._bounds(view, name)
        self._said[view.name, name] = view, span
        return span

    def still_true(self, bounds: Bounds) -> bool:
        """Whether ``bounds`` says the same."""
        return all(bounds(view, name) == span for (_, name), (view, span) in self._said.items())


class _Writer:
    """Writes the statements of one query, each with parameters of its own."""

    def __init__(self, explore: Explore, query: Query, setting: Setting, bounds: Consulted) -> None:
        self.explore = explore
        self.query = query
        self.setting = setting
        self.bounds = bounds
        self.fields = fields = chosen(explore, query)
        self.filters = filters = resolve(explore, query, setting)
        self.base = base_measures(explore, [*fields.measures, *filters.measures])
        self.whole = question(explore, fields.dimensions, filters.rows, self.base)

    def key(self) -> tuple[Any, ...]:
        """What the statements depend on: the shape of the query, what its filters mean today, zone and scope."""
        query, setting = self.query, self.setting
        asked: list[Field] = [*self.fields.dimensions, *self.filters.dimensions, *self.base]
        dated = of_the_moment(self.explore, asked)
        flags = (query.totals, query.row_totals, query.subtotals)
        shape = (query.fields, query.sorts, query.pivots, query.limit, query.column_limit, *flags)
        moment = setting.now if dated else setting.today
        filters = (_shape(self.filters.rows), _shape(self.filters.groups))
        return (*shape, filters, replace(setting, now=_ANY_MOMENT), moment)

    def compiled(self, pivot_values: tuple[Any, ...] | None) -> Compiled:
        """All statements."""
        fields, query = self.fields, self.query
        levels = range(1, len(fields.rows)) if query.subtotals else ()
        return Compiled(
            rows=self.pivoted(pivot_values) if query.pivots else self.rows(),
            totals=self.level(fields.pivots) if query.totals else None,
            grand=self.level(()) if query.totals and query.row_totals else None,
            row_totals=self.level(fields.rows) if query.row_totals else None,
            subtotals=tuple(self.level((*fields.rows[:count], *fields.pivots), ordered=True) for count in levels),
        )

    def _aggregator(self, bind: Binder) -> Aggregator:
        return Aggregator(self.explore, self.setting, bind, self.bounds)

    def rows(self) -> Statement:
        """Groups that pass, sorted; where they are cut, each with how many there are in all."""
        bind = Binder()
        groups = grouped(self.whole, self._aggregator(bind))
        total = named(exp.Window(this=exp.Count(this=exp.Star(), big_int=True)), TOTAL_ROWS)
        # To count them the engine holds them all: where none is cut, they are counted as they come.
        select = self._figures(self.fields.dimensions, [] if self.query.limit is None else [total], bind)
        self._order(select)
        if self.query.limit is not None:
            # A row is fetched for limit 0 too: it carries the number of rows.
            select.set("limit", exp.Limit(expression=exp.Literal.number(max(self.query.limit, 1))))
        return write(select, {"groups": groups}, bind.params, self.setting.dialect, chosen=self.explore.chosen)

    def level(self, dimensions: tuple[Dimension, ...], *, ordered: bool = False) -> Statement:
        """The same question with fewer dimensions, over all groups that pass the measure filters.

        ``ordered``: as the query sorts, as far as its sorts are of what is there.
        """
        bind = Binder()
        aggregator = self._aggregator(bind)
        ctes: dict[str, exp.Expression] = {}
        if self.filters.groups and dimensions != self.fields.dimensions:
            ctes |= self._passing(aggregator, bind)
            having = Having(self.filters.groups, self.fields.dimensions, self.whole.showing)
            ctes["groups"] = grouped_within(self.whole.by(dimensions), having, aggregator)
            select = self._figures(dimensions, [], None)
        else:
            ctes["groups"] = grouped(self.whole.by(dimensions), aggregator)
            select = self._figures(dimensions, [], bind)
        if ordered:
            self._order_level(select, dimensions)
        return write(select, ctes, bind.params, self.setting.dialect, chosen=self.explore.chosen)

    def _order_level(self, select: exp.Select, dimensions: tuple[Dimension, ...]) -> None:
        """Groups by their own figures; the cells of a pivoted figure are no order of groups."""
        names = {d.id for d in dimensions} | ({m.id for m in self.fields.measures} if not self.query.pivots else set())
        sorts = [sort for sort in self.query.sorts if sort.field in names]
        keys: dict[str, exp.Expression] = {sort.field: column(sort.field) for sort in sorts}
        if not any(sort.field == UNSORTED for sort in self.query.sorts):
            select.set("order", exp.Order(expressions=ordering.row_order(sorts, dimensions, keys)))

    def _passing(self, aggregator: Aggregator, bind: Binder) -> dict[str, exp.Expression]:
        """The keys of the full groups that pass. All measures are asked: each brings groups of its own."""
        passing = select_from("judged", [column(d.id) for d in self.fields.dimensions])
        passing.set("where", exp.Where(this=self._having(bind)))
        return {"judged": grouped(self.whole, aggregator), PASSING: passing}

    def _figures(
        self, dimensions: Sequence[Dimension], more: list[exp.Expression], bind: Binder | None, source: str = "groups"
    ) -> exp.Select:
        """Keys and measures over ``groups``, under the measure filters where ``bind`` is given."""
        keys: list[exp.Expression] = [column(d.id) for d in dimensions]
        figures = [_shown(figure(self.explore, measure), measure.id) for measure in self.fields.measures]
        select = select_from(source, [*keys, *figures, *more])
        if bind is not None and self.filters.groups:
            select.set("where", exp.Where(this=self._having(bind)))
        return select

    def _having(self, bind: Callable[[Any], exp.Expression]) -> exp.Expression:
        return judged(self.explore, self.filters.groups, self.setting, bind)

    def _order(self, select: exp.Select) -> None:
        if any(sort.field == UNSORTED for sort in self.query.sorts):
            return
        keys: dict[str, exp.Expression] = {name: column(name) for name in self.query.fields}
        order = ordering.row_order(self.query.sorts, self.fields.dimensions, keys)
        if order:
            select.set("order", exp.Order(expressions=order))

    def pivoted(self, pivot_values: tuple[Any, ...] | None) -> Statement:
        """Cells of a pivot: the rows and columns that are shown, with how many of each there are."""
        bind = Binder()
        aggregator = self._aggregator(bind)
        ctes: dict[str, exp.Expression] = {
            "groups": grouped(self.whole, aggregator),
            "cells": self._figures(self.fields.dimensions, [], bind),
        }
        by_row = [
            sort.field
            for sort in self.query.sorts
            if sort.pivot is None and isinstance(self.explore.field(sort.field), Measure)
        ]
        if by_row:
            ctes |= self._row_figures(aggregator, bind)
        shape = pivoting.Shape(self.fields.rows, self.fields.pivots, self.fields.measures, tuple(by_row))
        ctes |= pivoting.ranked(shape, self.query, pivot_values, bind)
        return write(
            pivoting.shown(shape, self.query), ctes, bind.params, self.setting.dialect, chosen=self.explore.chosen
        )

    def _row_figures(self, aggregator: Aggregator, bind: Binder) -> dict[str, exp.Expression]:
        """What each row comes to over all pivot columns, to sort by."""
        ctes: dict[str, exp.Expression] = {}
        if self.filters.groups:
            ctes |= self._passing(aggregator, bind)
            having = Having(self.filters.groups, self.fields.dimensions, self.whole.showing)
            ctes["row_groups"] = grouped_within(self.whole.by(self.fields.rows), having, aggregator)
        else:
            ctes["row_groups"] = grouped(self.whole.by(self.fields.rows), aggregator)
        select = self._figures(self.fields.rows, [], None, "row_groups")
        return {**ctes, "row_figures": select}


def _shape(entries: Iterable[Entry]) -> tuple[Any, ...]:
    """What the filters ask, without the trees that stand behind their fields."""
    return tuple(
        (entry.any, _shape(entry.parts)) if isinstance(entry, Tree) else (entry.field.id, entry.condition)
        for entry in entries
    )


def _shown(value: exp.Expression, name: str) -> exp.Expression:
    """Under its name; a column has it already, and the engine's parser reads every letter."""
    return value if isinstance(value, exp.Column) else named(value, name)
