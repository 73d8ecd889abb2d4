"""What can be asked: views, their dimensions and measures, and the explores that join them. PURE.

Expressions are sqlglot trees whose columns carry the name of their view; nothing here is SQL text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlglot import exp

from explores.semantic.calculation import Calculation
from explores.semantic.errors import SemanticError, nearest
from explores.semantic.field_info import FieldInfo
from explores.semantic.lead import Lead
from explores.semantic.memo import Memo
from explores.semantic.sources import (
    Source,
)
from explores.semantic.timerange import Calendar
from explores.semantic.ways_out import Action, Link

COMMON = "common"  # the view name under which an explore's common dimensions appear
CUSTOM = "custom"


@dataclass(frozen=True)
class Dimension:
    """A field to group and filter by."""

    id: str  # orders.ordered_month
    view: str
    label: str  # inside its group: "Month"
    type: str  # text, number, yesno, date, timestamp
    source: Source
    format: str
    definition: str = ""
    group: str | None = None  # the dimension group's name: "ordered"
    group_label: str | None = None  # "Order date"
    item_label: str | None = None  # what it is called under that heading, where not by its label
    timeframe: str | None = None
    needs: frozenset[str] = frozenset()  # other views that the source reads; a row of this one has one of each
    hidden: bool = False
    exact: bool = False  # letters of either case differ in its filters
    links: tuple[Link, ...] = ()
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True)
class Parameter(Dimension):
    """A value that whoever asks may choose, by a filter on its id; it is never shown. ``mark``: how trees name it."""

    allowed: tuple[tuple[str, str], ...] = ()  # value and label; none: any value of the type
    default: str = ""

    @property
    def mark(self) -> str:
        """The name of the placeholder that stands for it in the catalog's trees."""
        return self.id.replace(".", "__")


@dataclass(frozen=True)
class MeasureFilter:
    """Only rows that pass count. ``exact``: written by the catalog, letters of either case differ."""

    field: str
    expression: str
    exact: bool = True
    words: str = ""  # what a person wrote, where ``field`` stands for it


@dataclass(frozen=True)
class Measure:
    """A figure over the distinct rows of ``view``, or a formula over other measures."""

    id: str
    view: str
    label: str
    aggregate: str  # count, count_distinct, sum, average, min, max, median, percentile, list, formula
    type: str  # number, text, date, timestamp
    format: str
    definition: str = ""
    source: Source | None = None  # None: the rows themselves (count), or a formula
    filters: tuple[MeasureFilter, ...] = ()
    percentile: float | None = None  # 0 to 100
    formula: exp.Expression | None = None  # its columns are measure ids
    needs: frozenset[str] = frozenset()
    estimated: str = ""  # the method, where it is an estimate: "carbon"
    group_label: str | None = None
    item_label: str | None = None
    hidden: bool = False
    links: tuple[Link, ...] = ()
    actions: tuple[Action, ...] = ()

    @cached_property
    def refs(self) -> tuple[str, ...]:
        """Ids of the measures a formula is made of."""
        if self.formula is None:
            return ()
        return _columns(self.formula)

    @property
    def over(self) -> tuple[str, ...]:
        """Ids of the measures that a ratio is over; empty for what is no quotient."""
        quotient = self.formula.find(exp.Div) if self.formula is not None else None
        return _columns(quotient.expression) if quotient is not None else ()


def _columns(formula: exp.Expression) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"{column.table}.{column.name}" for column in formula.find_all(exp.Column)))


@dataclass(frozen=True)
class Switch:
    """A field that stands for another one of its view, as a parameter says. ``field``: as it is at the default."""

    field: Dimension | Measure
    label: str
    parameter: str
    of: Mapping[str, str]  # value → id of the field


@dataclass(frozen=True)
class View:
    """Rows of one kind: a warehouse table, or a SELECT over warehouse tables."""

    name: str
    label: str
    item: str  # one row of it, for sentences: "order"
    key: str  # the column that is unique
    table: str | None = None
    derived: exp.Select | None = None
    where: exp.Expression | None = None  # always applies; its columns carry the view's name
    columns: Mapping[str, str] = field(default_factory=dict)  # name → type of the warehouse, where known
    partition: str | None = None  # the time column by whose month (column ``month``, YYYY-MM) its files are cut
    entity: str | None = None  # of cdp.records, whose custom attributes become fields
    dimensions: tuple[Dimension, ...] = ()
    measures: tuple[Measure, ...] = ()
    drill: tuple[str, ...] = ()  # ids of the dimensions that show its rows one by one
    leads: tuple[Lead, ...] = ()  # other questions about the rows behind its figures
    parameters: tuple[Parameter, ...] = ()
    switches: tuple[Switch, ...] = ()
    templates: tuple[Measure, ...] = ()  # measures whose filters name parameters, as they are written

    @cached_property
    def scoped(self) -> dict[tuple[str, ...], exp.Expression]:
        """A derived view inside a scope, by the names of the scope's parameters: made once, not for each question."""
        return {}


@dataclass(frozen=True)
class Join:
    """``child`` hangs on ``parent``: one_to_many, many_to_one or one_to_one, seen from the parent."""

    parent: str
    child: str
    relation: str
    on: tuple[tuple[str, str], ...]  # (parent column, child column)


@dataclass(frozen=True)
class Common:
    """A dimension (or group) that each measure answers with its own view's field."""

    name: str
    label: str
    definition: str
    fields: Mapping[str, str]  # view → its dimension or group
    is_date: bool


Field = Dimension | Measure


@dataclass(frozen=True)
class Explore:
    """A base view and what hangs on it, as a tree: between two views there is one path."""

    name: str
    label: str
    description: str
    base: str
    views: Mapping[str, View]
    joins: tuple[Join, ...] = ()
    common: Mapping[str, Common] = field(default_factory=dict)
    common_dimensions: tuple[Dimension, ...] = ()  # as first seen: label, type and format
    custom: tuple[Field, ...] = ()
    calendar: Calendar = field(default_factory=Calendar)
    plain: Explore | None = None  # the same without its custom fields
    calculations: Mapping[str, Calculation] = field(default_factory=dict)  # of the query, by id
    chosen: Mapping[str, Any] = field(default_factory=dict)  # what parameters stand for, by mark
    usual: Explore | None = None  # the same with its parameters at their defaults
    varied: frozenset[str] = frozenset()  # ids of the fields that differ from the usual ones

    @cached_property
    def by_id(self) -> Mapping[str, Field]:
        """Every field, hidden ones too, by id."""
        fields: list[Field] = [*self.common_dimensions, *self.custom]
        for view in self.views.values():
            fields += [*view.parameters, *view.dimensions, *view.measures]
        return {found.id: found for found in fields}

    @cached_property
    def tables(self) -> frozenset[str]:
        """The warehouse tables that an answer of it may come from."""
        plain = (view.table for view in self.views.values() if view.table)
        made = (view.derived.find_all(exp.Table) for view in self.views.values() if view.derived)
        return frozenset([*plain, *(table.name for tables in made for table in tables)])

    @cached_property
    def parameters(self) -> Mapping[str, Parameter]:
        """The parameters of all views, by id."""
        return {found.id: found for view in self.views.values() for found in view.parameters}

    @cached_property
    def variants(self) -> Memo:
        """This explore with custom fields or other parameters, each with memos of its own: only a few are kept."""
        return Memo(50)

    @cached_property
    def compiled(self) -> Memo:
        """Queries of this explore as SQL."""
        return Memo(500)

    @cached_property
    def said(self) -> Memo:
        """Formulas that filter, as read."""
        return Memo(500)

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """What people call each field of the picker, by id."""
        return {info.id: info.label for info in self.fields()}

    @cached_property
    def by_label(self) -> Mapping[str, str]:
        """Ids by the label people read, for "did you mean"."""
        return {label: id for id, label in self.labels.items()}

    def field(self, name: str) -> Field:
        """The field of that id. Raises SemanticError with the nearest id."""
        found = self.by_id.get(name)
        if found is not None:
            return found
        if name in self.calculations:
            raise SemanticError(
                f"{name!r} is a table calculation: it is computed from the rows that come back, and can only be shown.",
                code="is_calculation", field=name,
            )  # fmt: skip
        suggestion = self.by_label.get(name) or nearest(name, (i for i, f in self.by_id.items() if not f.hidden))
        raise SemanticError(
            f"There is no field {name!r} in the explore {self.name!r}.",
            code="unknown_field", field=name, suggestion=suggestion,
        )  # fmt: skip

    def dimension(self, name: str) -> Dimension:
        """The dimension of that id. Raises SemanticError."""
        found = self.field(name)
        if isinstance(found, Parameter):
            raise is_parameter(name)
        if isinstance(found, Dimension):
            return found
        raise SemanticError(f"{name!r} is a measure; a dimension is needed here.", code="not_a_dimension", field=name)

    def measure(self, name: str) -> Measure:
        """The measure of that id. Raises SemanticError."""
        found = self.field(name)
        if isinstance(found, Measure):
            return found
        raise SemanticError(f"{name!r} is a dimension; a measure is needed here.", code="not_a_measure", field=name)

    def view_label(self, view: str) -> str:
        """What people call the view."""
        if view in self.views:
            return self.views[view].label
        return "Custom fields" if view == CUSTOM else "Common"

    @cached_property
    def _infos(self) -> tuple[FieldInfo, ...]:
        from explores.semantic.info import describe, describe_calculation

        if self.usual is not None and self.plain is None:
            own = self.by_id
            return tuple(describe(self, own[i.id]) if i.id in self.varied else i for i in self.usual.fields())
        if self.plain is None:
            return tuple(describe(self, found) for found in self.by_id.values() if not found.hidden)
        made = [describe(self, found) for found in self.custom if not found.hidden]
        made += [describe_calculation(self, found) for found in self.calculations.values()]
        return (*made, *self.plain.fields())  # describing all of a large explore anew would cost more than the question

    def fields(self) -> tuple[FieldInfo, ...]:
        """What the picker lists, in the catalog's order."""
        return self._infos


def is_parameter(name: str) -> SemanticError:
    """What is said where a parameter stands in the place of a field."""
    return SemanticError(
        f"{name!r} is a parameter: it holds no data. Choose its value by a filter of its own (f[{name}]=…).",
        code="is_parameter", field=name,
    )  # fmt: skip


@dataclass(frozen=True)
class Catalog:
    """All explores of one viewer."""

    explores: Mapping[str, Explore]

    def explore(self, name: str) -> Explore:
        """The explore of that name. Raises SemanticError with the nearest name."""
        if name in self.explores:
            return self.explores[name]
        raise SemanticError(
            f"There is no explore {name!r}; there are {', '.join(self.explores)}.",
            code="unknown_explore", field=name, suggestion=nearest(name, self.explores),
        )  # fmt: skip
