"""The same figure another way: one number, from its own view's rows alone, without any join. PURE.

It is a check on the compiler, so it shares none of its plan: no parts, bridges, unions or groups. A row of the view
counts where nested EXISTS, walked outwards along the joins, find what the filters and the cell ask for; what a
measure reads of a neighbouring row is a subquery of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from sqlglot import exp

from explores.semantic.aggregate import Bounds, unknown
from explores.semantic.binding import Binder
from explores.semantic.cells import Cell, expression_for, own_field, row_query
from explores.semantic.errors import SemanticError
from explores.semantic.joins import Step, tree
from explores.semantic.model import Dimension, Explore, Measure
from explores.semantic.query import Query
from explores.semantic.resolve import Entry, Filter, Tree, read, resolve
from explores.semantic.scope import scope_of, source_of
from explores.semantic.settings import Setting
from explores.semantic.sources import Named
from explores.semantic.sql import Statement, write
from explores.semantic.timeframes import TIMEFRAMES
from explores.semantic.trees import all_true, any_true, is_null, is_there, named, operand, own, same, select_from
from explores.semantic.values import ANY, Values

FIGURE = "figure"
MOST_WAYS = 64  # ways that rows may pass filters joined by OR


@dataclass(frozen=True)
class Condition:
    """What one dimension must be: by a filter, or exactly ``value`` where ``filter`` is None."""

    dimension: Dimension
    filter: Filter[Dimension] | None
    value: Any = None

    @property
    def accepts_null(self) -> bool:
        """Whether a missing row passes."""
        return self.value is None if self.filter is None else self.filter.accepts_null


Way = tuple[Condition, ...]  # conditions that all must hold, for one and the same row of each view


def recount(explore: Explore, query: Query, cell: Cell, setting: Setting, bounds: Bounds = unknown) -> Statement:
    """The statement that gives the cell's figure as its one value, ``figure``.

    Raises SemanticError for a field that is no measure, or where filters join more ways by OR than it follows.
    """
    return _Recount(explore, query, cell, setting, bounds).statement(explore.measure(cell.field))


class _Recount:
    def __init__(self, explore: Explore, query: Query, cell: Cell, setting: Setting, bounds: Bounds) -> None:
        self.explore = explore
        self.setting = setting
        self.cell = cell
        self.bind = Binder()
        self.entries = resolve(explore, row_query(explore, query), setting).rows
        self.values = Values(
            setting, self.bind,
            lambda moment: bounds(explore.views[moment.table], moment.name) if isinstance(moment, exp.Column) else ANY,
        )  # fmt: skip

    def statement(self, measure: Measure) -> Statement:
        select = exp.Select(expressions=[named(self.figure(measure), FIGURE)])
        return write(select, {}, self.bind.params, self.setting.dialect, chosen=self.explore.chosen)

    def figure(self, measure: Measure) -> exp.Expression:
        """A subquery for a plain measure; a formula's arithmetic over the subqueries of its parts."""
        if measure.formula is None:
            return exp.Paren(this=self.one(measure))
        made = measure.formula.copy()
        if isinstance(made, exp.Column):
            return self.figure(self.explore.measure(f"{made.table}.{made.name}"))
        for ref in list(made.find_all(exp.Column)):
            ref.replace(exp.Paren(this=self.figure(self.explore.measure(f"{ref.table}.{ref.name}"))))
        return exp.Paren(this=made)

    def one(self, measure: Measure) -> exp.Select:
        """The measure over the rows of its view that pass."""
        view = measure.view
        own_filters = tuple(self._of_measure(f.field, f.expression, exact=f.exact) for f in measure.filters)
        passes = [all_true([self.reaches(view, (*way, *own_filters), ()), exp.true()]) for way in self.ways(view)]
        rows = [*self._standing(view), any_true(found for found in passes if found is not None) or exp.false()]
        value = None if measure.source is None else self._inside(view, self.values.of(measure.source))
        return _aggregated(measure, value, source_of(self.explore.views[view], self.setting.scope, self.bind), rows)

    def _of_measure(self, name: str, text: str, *, exact: bool) -> Condition:
        dimension = self.explore.dimension(name)
        return Condition(dimension, Filter(dimension, read(dimension, text, self.setting, case_sensitive=exact)))

    def ways(self, view: str) -> list[Way]:
        """Filters and cell for this view, with OR multiplied out. No way: nothing can pass."""
        found: list[Way] = [()]
        for entry in (*self.entries, *self._cell(view)):
            choices = self._choices(entry, view)
            found = [(*way, *choice) for way, choice in product(found, choices)]
            if len(found) > MOST_WAYS:
                raise SemanticError(
                    "Too many filters are joined by OR to count again without joins.", code="no_recount"
                )
        return found

    def _cell(self, view: str) -> Iterable[Condition]:
        for name, value in self.cell.values.items():
            yield Condition(self.explore.dimension(name), None, value)

    def _choices(self, entry: Entry | Condition, view: str) -> list[Way]:
        if isinstance(entry, Tree):
            parts = [self._choices(part, view) for part in entry.parts]
            if entry.any:
                return [way for part in parts for way in part]
            return [tuple(found for way in combined for found in way) for combined in product(*parts)]
        condition = entry if isinstance(entry, Condition) else Condition(entry.field, entry)
        field = own_field(self.explore, condition.dimension, view)
        if field is None:
            return [()] if condition.accepts_null else []
        mine = condition.filter and Filter(field, condition.filter.condition)
        return [(Condition(field, mine, condition.value),)]

    def reaches(self, view: str, conditions: Way, come_from: tuple[str, ...]) -> exp.Expression:
        """Whether a row of ``view`` passes: its own conditions, and EXISTS for those of views further out."""
        found = [self._holds(each) for each in conditions if each.dimension.view == view]
        for step in self._steps(view, come_from):
            beyond = _views(self.explore, step.target, (*come_from, view))
            further = tuple(each for each in conditions if each.dimension.view in beyond)
            if further:
                found.append(self._beyond(step, further, (*come_from, view)))
        return all_true(found) or exp.true()

    def _steps(self, view: str, come_from: tuple[str, ...]) -> list[Step]:
        every = tree(self.explore, view).steps
        return [step for step in every if step.source == view and step.target not in come_from]

    def _beyond(self, step: Step, conditions: Way, come_from: tuple[str, ...]) -> exp.Expression:
        meets = self._meets(step)
        there = self._exists(step, [*meets, self.reaches(step.target, conditions, come_from)])
        if not all(each.accepts_null for each in conditions):
            return there
        nothing = exp.Not(this=self._exists(step, meets))
        return exp.Paren(this=any_true([there, nothing]))

    def _exists(self, step: Step, conditions: list[exp.Expression]) -> exp.Expression:
        select = select_from(self._source(step.target), [exp.Literal.number(1)])
        select.set("where", exp.Where(this=all_true([*self._standing(step.target), *conditions])))
        return exp.Exists(this=select)

    def _source(self, view: str) -> exp.Expression:
        return source_of(self.explore.views[view], self.setting.scope, self.bind)

    def _meets(self, step: Step) -> list[exp.Expression]:
        pairs = [*step.on, ("subaccount_id", "subaccount_id")]
        return [exp.EQ(this=own(left, step.source), expression=own(right, step.target)) for left, right in pairs]

    def _standing(self, view: str) -> list[exp.Expression]:
        """Row scope, and what always applies."""
        where = self.explore.views[view].where
        return [scope_of(view, self.setting.scope, self.bind), *([where] if where is not None else [])]

    def _holds(self, each: Condition) -> exp.Expression:
        dimension, frame = each.dimension, TIMEFRAMES.get(each.dimension.timeframe or "")
        if each.filter is not None:
            return self._passes(each.filter)
        if each.value is None:
            return is_null(operand(self._inside(dimension.view, self.values.of(dimension.source))))
        if isinstance(dimension.source, Named):
            ids = [self.bind(id_) for id_, name in dimension.source.names.items() if name == each.value]
            return exp.In(this=dimension.source.sql, expressions=ids) if ids else exp.false()
        if frame is not None and (frame.chronological or frame.named):
            text = expression_for(dimension, each.value, self.setting)
            return self._passes(Filter(dimension, read(dimension, text, self.setting)))
        value = operand(self._inside(dimension.view, self.values.of(dimension.source)))
        return same(value, self.bind(each.value))

    def _passes(self, entry: Filter[Dimension]) -> exp.Expression:
        source = entry.field.source
        if isinstance(source, Named):
            ids = [self.bind(id_) for id_, name in source.names.items() if entry.condition.matches(name)]
            among: exp.Expression = exp.In(this=source.sql, expressions=ids) if ids else exp.false()
            return exp.Paren(this=any_true([among, is_null(source.sql)])) if entry.accepts_null else among
        found = self.values.filtered(source)
        value = operand(self._inside(entry.field.view, found.sql))
        return exp.Paren(this=entry.condition.sql(value, self.bind, column_kind=found.kind))

    def _inside(self, view: str, value: exp.Expression) -> exp.Expression:
        """The value with what it reads of other views (a row has one of each) as subqueries."""

        def replaced(node: exp.Expression) -> exp.Expression:
            if isinstance(node, exp.Column) and node.table and node.table != view:
                return self._of_neighbour(view, node.table, node.name)
            return node

        foreign = any(column.table and column.table != view for column in value.find_all(exp.Column))
        tries = any(called.this == "TRY" for called in value.find_all(exp.Anonymous))
        if foreign and tries:  # no engine takes a subquery there
            said = "A formula here reads several views at once; that cannot be counted again without joins."
            raise SemanticError(said, code="no_recount")
        return value.transform(replaced)

    def _of_neighbour(self, view: str, other: str, name: str) -> exp.Expression:
        step = next(step for step in tree(self.explore, view).steps if step.target == other)
        meets = [
            exp.EQ(
                this=own(left, view) if step.source == view else self._of_neighbour(view, step.source, left),
                expression=own(right, other),
            )
            for left, right in [*step.on, ("subaccount_id", "subaccount_id")]
        ]
        select = select_from(self._source(other), [own(name, other)])
        select.set("where", exp.Where(this=all_true([*self._standing(other), *meets])))
        return exp.Paren(this=select)


def _views(explore: Explore, start: str, closed: Sequence[str]) -> set[str]:
    """``start`` and every view beyond it."""
    found, queue = {start}, [start]
    while queue:
        at = queue.pop()
        for step in tree(explore, at).steps:
            if step.source == at and step.target not in found and step.target not in closed:
                found.add(step.target)
                queue.append(step.target)
    return found


def _aggregated(
    measure: Measure, value: exp.Expression | None, source: exp.Expression, rows: list[exp.Expression]
) -> exp.Select:
    """The rows are laid out first and added up after, nulls left out: not as the compiler does it."""
    laid = select_from(source, [exp.Alias(this=value or exp.Literal.number(1), alias=exp.to_identifier("x"))])
    laid.set("where", exp.Where(this=all_true(rows)))
    if measure.aggregate == "count_distinct":
        laid.set("distinct", exp.Distinct())
    x = exp.Column(this=exp.to_identifier("x"))
    outer = select_from(
        exp.Subquery(this=laid, alias=exp.TableAlias(this=exp.to_identifier("laid"))), [_of(measure, x)]
    )
    outer.set("where", exp.Where(this=is_there(x.copy())))
    return outer


def _of(measure: Measure, x: exp.Expression) -> exp.Expression:
    match measure.aggregate:
        case "count" | "count_distinct":
            return exp.Count(this=exp.Star(), big_int=True)
        case "average":
            return exp.Div(this=exp.Sum(this=x), expression=exp.Count(this=exp.Star(), big_int=True))
        case "median":
            return exp.PercentileCont(this=x, expression=exp.Literal.number("0.5"))
        case "percentile":
            return exp.PercentileCont(this=x, expression=exp.Literal.number(f"{(measure.percentile or 0) / 100:g}"))
        case "list":
            text = exp.Cast(this=x, to=exp.DataType.build("text"))
            ordered = exp.Order(this=exp.Distinct(expressions=[text]), expressions=[exp.Ordered(this=text)])
            return exp.GroupConcat(this=ordered, separator=exp.Literal.string(", "))
    made: dict[str, type[exp.Expression]] = {"sum": exp.Sum, "min": exp.Min, "max": exp.Max}
    return made[measure.aggregate](this=x)
