"""The parts of a question brought together: one row for each group, each measure in its column. PURE."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlglot import exp

from explores.semantic.aggregate import ROW, Aggregator, aggregate, group_by
from explores.semantic.model import Dimension, Explore, Measure
from explores.semantic.plan import Part, Question, parts
from explores.semantic.resolve import Entry
from explores.semantic.trees import all_true, column, named, same, select_from, sub, word

PASSING = "passing"  # the groups that pass the measure filters


@dataclass(frozen=True)
class Having:
    """Filters on groups, and the dimensions whose groups they judge."""

    filters: tuple[Entry, ...]
    dimensions: tuple[Dimension, ...]
    showing: tuple[str, ...]


def grouped(question: Question, writer: Aggregator) -> exp.Select:
    """One row for each group: the keys, then each measure under its id."""
    planned = parts(question)
    selects = [writer.groups(part, question.measures) for part in planned]
    return _combined(selects, question)


def grouped_within(question: Question, having: Having, writer: Aggregator) -> exp.Select:
    """As ``grouped``, over the rows that reach a group which stands in ``passing``.

    A row may reach several passing groups and counts once for each group of the (fewer) dimensions asked.
    """
    full = replace(question, dimensions=having.dimensions, showing=having.showing)
    selects = [_within(part, question, having, writer) for part in parts(full)]
    return _combined(selects, question)


def _within(part: Part, question: Question, having: Having, writer: Aggregator) -> exp.Select:
    """Distinct (row, asked keys), with what the measures read, added up by the asked keys."""
    kept = [ROW, *(d.id for d in question.dimensions), *(m.id for m in part.measures)]
    meets = [same(column(d.id, "reached"), column(d.id, PASSING)) for d in having.dimensions]
    distinct = select_from(sub(writer.rows(part), "reached"), [column(name, "reached") for name in kept])
    distinct.set("distinct", exp.Distinct())
    distinct.set("joins", [exp.Join(this=exp.Table(this=word(PASSING)), on=all_true(meets) or exp.true())])
    mine = {measure.id for measure in part.measures}
    figures = [
        named(aggregate(m, column(m.id, "apart")) if m.id in mine else exp.null(), m.id) for m in question.measures
    ]
    keys = [column(d.id, "apart") for d in question.dimensions]
    select = select_from(sub(distinct, "apart"), [*keys, *figures])
    return group_by(select, len(question.dimensions))


def _combined(selects: Sequence[exp.Select], question: Question) -> exp.Select:
    """UNION ALL and GROUP BY: null-safe, and the same in every engine. Each group has one value of each measure."""
    if len(selects) == 1:
        return selects[0]
    union: exp.Expression = selects[0]
    for select in selects[1:]:
        union = exp.Union(this=union, expression=select, distinct=False)
    keys = [column(dimension.id) for dimension in question.dimensions]
    figures = [named(_joined(measure), measure.id) for measure in question.measures]
    return group_by(select_from(sub(union, "parts"), [*keys, *figures]), len(keys))


def _joined(measure: Measure) -> exp.Expression:
    value = exp.Max(this=column(measure.id))
    if measure.aggregate in {"count", "count_distinct"}:
        return exp.Coalesce(this=value, expressions=[exp.Literal.number(0)])
    return value


def figure(explore: Explore, measure: Measure) -> exp.Expression:
    """The measure over a row of groups: its column, or its formula over columns."""
    if measure.formula is None:
        return column(measure.id)
    tree = measure.formula.copy()
    for ref in list(tree.find_all(exp.Column)):
        found = figure(explore, explore.measure(f"{ref.table}.{ref.name}"))
        ref.replace(found if isinstance(found, exp.Column) else exp.Paren(this=found))
    return tree
