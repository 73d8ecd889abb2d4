"""A formula read, checked, and bound to the dimensions it names. PURE."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from explores.expressions import Call, Context, ExpressionError, Node, Ref, Text, check, parse, references, walk
from explores.expressions.types import of_field
from explores.semantic.errors import SemanticError
from explores.semantic.formulas.anchors import anchor
from explores.semantic.formulas.kinds import NULL, kind_of
from explores.semantic.joins import tree
from explores.semantic.model import COMMON, Dimension, Explore, Field, Measure
from explores.semantic.sources import Formula, Grouped, Source, Tiered
from explores.semantic.strictness import is_strict
from explores.semantic.timeframes import TIMEFRAMES
from explores.semantic.trees import own

LARGEST = 3000  # parts, with those of the formulas it is made of

FieldOf = Callable[[str], Field]


class Made(NamedTuple):
    """A formula, the type of the dimension it is, and the views it reads besides its own."""

    source: Formula
    type: str
    needs: frozenset[str]


def formula(explore: Explore, text: str, field_of: FieldOf, view: str | None = None) -> Made:
    """Read and checked, for rows of ``view`` where each has one of all it names.

    ``field_of`` gives the explore's fields and custom ones. Raises ExpressionError.
    """
    return of_node(explore, text, parse(text), field_of, view)


def of_node(explore: Explore, text: str, node: Node, field_of: FieldOf, view: str | None = None) -> Made:
    """As ``formula``, of an expression that is read already."""
    found: dict[str, Dimension] = {}

    def type_of(ref: Ref) -> str:
        found[ref.field] = _dimension(field_of(ref.field))
        return of_field(kind_of_dimension(found[ref.field]))

    check(node, Context(type_of, calculation=False))
    at = _anchor(explore, node, found, view)
    kinds = {name: kind_of_dimension(dimension) for name, dimension in found.items()}
    kind = kind_of(node, lambda ref: kinds[ref.field])
    keys = {view: own(explore.views[view].key, view) for view in explore.views}
    guards = {n: keys[d.view] for n, d in found.items() if d.view != at and not is_strict(d.source)}
    size = _size(node, found.values())
    type_ = "text" if kind == NULL else kind
    source = Formula(text, node, type_, at, found, kinds, guards, size)
    needs = frozenset(view for d in found.values() for view in (d.view, *d.needs)) - {at}
    return Made(source, type_, needs)


def _dimension(field: Field) -> Dimension:
    if isinstance(field, Measure):
        raise SemanticError(
            f"{field.id} is a measure, made of many rows, and this is computed for each row. "
            "Use it in a table calculation.",
            code="invalid_expression",
        )  # fmt: skip
    if field.view == COMMON:
        raise SemanticError(f"{field.id} is a common dimension; name a view's own field.", code="invalid_expression")
    return field


def kind_of_dimension(dimension: Dimension) -> str:
    """The kind of its values as people see them: a weekday is a text, a month a day."""
    frame = TIMEFRAMES.get(dimension.timeframe or "")
    if frame is None:
        return dimension.type
    return "text" if frame.named else frame.type


def _anchor(explore: Explore, node: Node, found: dict[str, Dimension], view: str | None) -> str:
    if view is not None and {d.view for d in found.values()} <= set(tree(explore, view).single):
        return view
    try:
        return anchor(explore, [dimension.view for dimension in found.values()])
    except SemanticError as error:
        place = next((ref for ref in references(node) if found[ref.field].view == error.field), node)
        raise ExpressionError(error.message, place.start, place.end) from error


def _size(node: Node, refs: Iterable[Dimension]) -> int:
    sizes = {dimension.id: size_of(dimension.source) for dimension in refs}
    size = sum(sizes.get(part.field, 1) if isinstance(part, Ref) else 1 for part in walk(node))
    if size > LARGEST:
        raise ExpressionError(f"With the fields it is made of, this has more than {LARGEST:,} parts.", 0, node.end)
    return size


def size_of(source: Source) -> int:
    """How many parts stand behind a value."""
    match source:
        case Formula(size=size):
            return size
        case Tiered(of=of, bounds=bounds):
            return size_of(of) * (len(bounds) + 1)
        case Grouped(of=of, cases=cases):
            return size_of(of.source) * (len(cases) + 1)
    return 1


def filters_in(node: Node) -> Iterable[tuple[str, str]]:
    """Field and expression of each ``matches_filter``."""
    for part in walk(node):
        if isinstance(part, Call) and part.name == "matches_filter":
            field, text = part.args
            if isinstance(field, Ref) and isinstance(text, Text):
                yield field.field, text.value


def as_dimension(made: Made, name: str, label: str, format_: str, description: str = "") -> Dimension:
    """A dimension that is a formula."""
    return Dimension(
        id=name,
        view=made.source.anchor,
        label=label,
        type=made.type,
        source=made.source,
        format=format_,
        definition=description or made.source.text,
        group_label="Custom",
        needs=made.needs,
    )
