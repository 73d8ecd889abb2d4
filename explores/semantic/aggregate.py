"""One part of the plan as a SELECT: joins, row scope, filters and aggregates. PURE."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from sqlglot import exp

from explores.semantic.binding import Binder
from explores.semantic.filters.condition import all_of, any_of
from explores.semantic.filters.date_condition import DateCondition
from explores.semantic.joins import Step
from explores.semantic.model import Dimension, Explore, Measure, MeasureFilter, View
from explores.semantic.months import months_of
from explores.semantic.plan import Branch, Key, Part
from explores.semantic.resolve import Entry, Filter, Tree, read
from explores.semantic.scope import scope_of, source_of
from explores.semantic.settings import Setting
from explores.semantic.sources import Source
from explores.semantic.strictness import is_strict
from explores.semantic.trees import (
    all_true,
    as_text,
    case,
    column,
    either,
    is_there,
    named,
    negated,
    own,
    select_from,
    sub,
    word,
)
from explores.semantic.values import ANY, Span, Values

Bounds = Callable[[View, str], Span]  # between which instants a view's column lies at all

ROW = "#row"  # the key of V's row, where its rows are still apart


class Aggregator:
    """Writes the parts of one statement."""

    def __init__(self, explore: Explore, setting: Setting, bind: Binder, bounds: Bounds) -> None:
        self.explore = explore
        self.setting = setting
        self.bind = bind
        self.bounds = bounds
        self.values = Values(setting, bind, self._bounds)

    def _bounds(self, moment: exp.Expression) -> Span:
        if not isinstance(moment, exp.Column):
            return ANY
        return self.bounds(self.explore.views[moment.table], moment.name)

    def groups(self, part: Part, columns: Sequence[Measure]) -> exp.Select:
        """The part added up by its keys. ``columns`` are those of the whole union; other parts' are null here."""
        if part.apart:
            return self._of_rows(part, columns)
        mine = {measure.id for measure in part.measures}
        figures = [named(aggregate(m, self.input(part, m)) if m.id in mine else exp.null(), m.id) for m in columns]
        select = self._rows(part, [*self._keys(part), *figures])
        return group_by(select, len(part.keys))

    def rows(self, part: Part) -> exp.Select:
        """V's rows still apart: each once for every group it reaches, with what its measures read."""
        if part.apart:
            return self._either(part)
        key = named(own(self.explore.views[part.view].key, part.view), ROW)
        inputs = [named(self.input(part, measure), measure.id) for measure in part.measures]
        return self._rows(part, [key, *self._keys(part), *inputs])

    def _either(self, part: Part) -> exp.Select:
        """V's rows by each way that they may pass: a row that passes by two is there once for a group."""
        found: exp.Expression | None = None
        for way in part.alternatives:
            rows = self.rows(way)
            found = rows if found is None else exp.Union(this=found, expression=rows, distinct=True)
        assert found is not None
        select = select_from(sub(found, "ways"), [exp.Star()])
        if part.empty:
            select.set("where", exp.Where(this=exp.false()))
        return select

    def _of_rows(self, part: Part, columns: Sequence[Measure]) -> exp.Select:
        mine = {measure.id for measure in part.measures}
        keys = [column(key.id, "ways") for key in part.keys]
        figures = [named(aggregate(m, column(m.id, "ways")) if m.id in mine else exp.null(), m.id) for m in columns]
        select = self._either(part)
        select.set("expressions", [*keys, *figures])
        return group_by(select, len(part.keys))

    def input(self, part: Part, measure: Measure) -> exp.Expression:
        """What one row gives to the measure; null where it does not count."""
        value: exp.Expression = exp.Literal.number(1)
        if measure.source is not None:
            value = self.values.of(measure.source, self._span(measure.source, part.filters))
        conditions = [self._counts(part.view, entry) for entry in measure.filters]
        passes = all_true(conditions)
        return value if passes is None else case([(passes, value)])

    def _counts(self, root: str, entry: MeasureFilter) -> exp.Expression:
        dimension = self.explore.dimension(entry.field)
        condition = read(dimension, entry.expression, self.setting, case_sensitive=entry.exact)
        return self._condition(root, Filter(dimension, condition))

    def _keys(self, part: Part) -> list[exp.Expression]:
        branch_of = {key.id: branch for branch in part.branches for key in branch.keys}
        return [named(self._key(part, key, branch_of.get(key.id)), key.id) for key in part.keys]

    def _key(self, part: Part, key: Key, branch: Branch | None) -> exp.Expression:
        if key.dimension is None:
            return exp.null()
        if branch is not None:
            return column(key.id, bridge_name(branch))
        return self._value(part.view, key.dimension, part.filters)

    def _value(self, root: str, dimension: Dimension, filters: Iterable[Entry]) -> exp.Expression:
        value = self.values.of(dimension.source, self._span(dimension.source, filters))
        return self._guarded(root, dimension, value)

    def _guarded(self, root: str, dimension: Dimension, value: exp.Expression) -> exp.Expression:
        """Null where the joined row is missing, also for expressions that make something of nulls."""
        if dimension.view == root or is_strict(dimension.source):
            return value
        key = own(self.explore.views[dimension.view].key, dimension.view)
        return case([(is_there(key), value)])

    def _span(self, source: Source, filters: Iterable[Entry]) -> Span:
        """The instants that filters leave of the moment a source is made of."""
        moment = getattr(source, "moment", None)
        for entry in filters:
            if isinstance(entry, Tree):
                continue
            same_moment = moment is not None and getattr(entry.field.source, "moment", None) == moment
            if same_moment and isinstance(entry.condition, DateCondition) and entry.condition.utc:
                return entry.condition.utc[0][0], entry.condition.utc[-1][1]
        return ANY

    def _condition(self, root: str, entry: Entry) -> exp.Expression:
        if isinstance(entry, Tree):
            return (any_of if entry.any else all_of)(*(self._condition(root, part) for part in entry.parts))
        condition = self.values.condition(
            entry.field, entry.condition, lambda value: self._guarded(root, entry.field, value)
        )
        months = months_of(self.explore, entry, self.bind)
        return exp.And(this=exp.Paren(this=condition), expression=months) if months is not None else condition

    def _rows(self, part: Part, expressions: list[exp.Expression]) -> exp.Select:
        conditions = self._own_conditions(part.view)
        conditions += [self._condition(part.view, entry) for entry in part.filters]
        joined = [self._join(step) for step in part.steps]
        for branch in part.branches:
            if branch.keys:
                joined.append(self._bridge(branch))
            conditions += self._branch_conditions(branch)
        if part.alternatives:
            conditions.append(any_of(*(all_of(*self._more(way, part)) for way in part.alternatives)))
        if part.empty:
            conditions.append(exp.false())
        return self._select(expressions, part.view, joined, conditions)

    def _more(self, way: Part, part: Part) -> list[exp.Expression]:
        """What an alternative asks besides what all of them do."""
        shared = {id(entry) for entry in part.filters}
        found = [self._condition(way.view, entry) for entry in way.filters if id(entry) not in shared]
        return found + [condition for branch in way.branches for condition in self._branch_conditions(branch)]

    def _select(
        self, expressions: list[exp.Expression], view: str, joined: list[exp.Join], conditions: list[exp.Expression]
    ) -> exp.Select:
        select = select_from(self._source(view), expressions)
        select.set("joins", joined)
        where = all_true(conditions)
        if where is not None:
            select.set("where", exp.Where(this=where))
        return select

    def _source(self, view: str) -> exp.Expression:
        return source_of(self.explore.views[view], self.setting.scope, self.bind)

    def _own_conditions(self, view: str) -> list[exp.Expression]:
        """Row scope, and what always applies to the view."""
        where = self.explore.views[view].where
        return [scope_of(view, self.setting.scope, self.bind), *([where] if where is not None else [])]

    def _meets(self, step: Step, target: str | None = None) -> list[exp.Expression]:
        """The columns of a join, sub-account included: identity resolves inside one sub-account."""
        pairs = [*step.on, ("subaccount_id", "subaccount_id")]
        return [
            exp.EQ(this=own(left, step.source), expression=own(right, target or step.target)) for left, right in pairs
        ]

    def _join(self, step: Step) -> exp.Join:
        condition = all_true([*self._meets(step), *self._own_conditions(step.target)])
        return exp.Join(this=self._source(step.target), side="LEFT", on=condition)

    def _bridge(self, branch: Branch) -> exp.Join:
        """The distinct (path key, dimensions) beyond a to-many join, under its filters."""
        target, name = branch.entry.target, bridge_name(branch)
        path = [*(right for _, right in branch.entry.on), "subaccount_id"]
        expressions: list[exp.Expression] = [exp.Alias(this=own(c, target), alias=word(f"key_{c}")) for c in path]
        expressions += [
            named(self._value(target, key.dimension, branch.filters), key.id) for key in branch.keys if key.dimension
        ]
        select = self._inside(branch, expressions, [])
        select.set("distinct", exp.Distinct())
        lefts = [*(left for left, _ in branch.entry.on), "subaccount_id"]
        meets = [
            exp.EQ(this=own(left, branch.entry.source), expression=own(f"key_{right}", name))
            for left, right in zip(lefts, path, strict=True)
        ]
        return exp.Join(
            this=sub(select, name),
            side="LEFT" if branch.nulls_pass else "INNER",
            on=all_true(meets),
        )

    def _inside(self, branch: Branch, expressions: list[exp.Expression], more: list[exp.Expression]) -> exp.Select:
        target = branch.entry.target
        conditions = [*self._own_conditions(target), *more]
        conditions += [self._condition(target, entry) for entry in branch.filters]
        steps = (*branch.steps, *branch.outside)
        return self._select(expressions, target, [self._join(step) for step in steps], conditions)

    def _branch_conditions(self, branch: Branch) -> list[exp.Expression]:
        if not branch.filters:
            return []
        if branch.keys:
            if not branch.nulls_pass:
                return []  # the inner join rejects
            key = own(f"key_{branch.entry.on[0][1]}", bridge_name(branch))
            return [either(is_there(key), self._nothing_there(branch))]
        exists = exp.Exists(this=self._inside(branch, [exp.Literal.number(1)], self._meets(branch.entry)))
        return [either(exists, self._nothing_there(branch)) if branch.nulls_pass else exists]

    def _nothing_there(self, branch: Branch) -> exp.Expression:
        target = branch.entry.target
        conditions = [*self._own_conditions(target), *self._meets(branch.entry)]
        return negated(exp.Exists(this=self._select([exp.Literal.number(1)], target, [], conditions)))


def unknown(view: View, column: str) -> Span:
    """Bounds where nobody knows them."""
    return ANY


def bridge_name(branch: Branch) -> str:
    """Under which name a bridge is joined."""
    return f"by_{branch.entry.target}"


def group_by(select: exp.Select, keys: int) -> exp.Select:
    """Grouped by the first ``keys`` columns."""
    if keys:
        select.set("group", exp.Group(expressions=[exp.Literal.number(n + 1) for n in range(keys)]))
    return select


def aggregate(measure: Measure, value: exp.Expression) -> exp.Expression:
    """The measure over rows that each give ``value``; a null gives nothing."""
    if measure.aggregate == "percentile":
        at = exp.Literal.number(f"{(measure.percentile or 0) / 100:g}")
        return exp.PercentileCont(this=value, expression=at)
    return _AGGREGATES[measure.aggregate](value)


def _count(value: exp.Expression) -> exp.Expression:
    return exp.Count(this=exp.Star() if isinstance(value, exp.Literal) else value, big_int=True)


def _list(value: exp.Expression) -> exp.Expression:
    text = as_text(value)
    ordered = exp.Order(this=exp.Distinct(expressions=[text]), expressions=[exp.Ordered(this=text)])
    return exp.GroupConcat(this=ordered, separator=exp.Literal.string(", "))


_AGGREGATES: dict[str, Callable[[exp.Expression], exp.Expression]] = {
    "count": _count,
    "count_distinct": lambda value: exp.Count(this=exp.Distinct(expressions=[value]), big_int=True),
    "sum": lambda value: exp.Sum(this=value),
    "average": lambda value: exp.Avg(this=value),
    "min": lambda value: exp.Min(this=value),
    "max": lambda value: exp.Max(this=value),
    "median": lambda value: exp.Median(this=value),
    "list": _list,
}
