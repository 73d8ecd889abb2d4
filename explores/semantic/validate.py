"""Whether a query can be asked: every name known, every part in its place. PURE."""

from __future__ import annotations

from collections.abc import Iterable

from explores.semantic import where
from explores.semantic.errors import SemanticError, nearest
from explores.semantic.model import Dimension, Explore, Measure, is_parameter
from explores.semantic.query import MOST_COLUMNS, UNSORTED, Query
from explores.semantic.zones import zone_named

MOST_FILTERS, MOST_FIELDS = 100, 200


def validate(explore: Explore, query: Query) -> None:
    """Raises SemanticError on the first thing that is wrong. ``explore`` knows the query's custom fields."""
    if not query.fields:
        raise SemanticError("Choose at least one field.", code="no_fields", field="fields")
    _check_size(query)
    _check_names(explore, query)
    _check_pivots(explore, query)
    _check_sorts(explore, query)
    _check_totals(explore, query)
    _check_fill(explore, query)
    if query.limit is not None and query.limit < 0:
        raise SemanticError(f"The limit is {query.limit}; it takes 0 or more.", code="invalid_limit", field="limit")
    if not 1 <= query.column_limit <= MOST_COLUMNS:
        raise SemanticError(
            f"The column limit is {query.column_limit}; it takes 1 to {MOST_COLUMNS}.",
            code="invalid_limit", field="column_limit",
        )  # fmt: skip
    if query.timezone is not None:
        zone_named(query.timezone)


def _check_names(explore: Explore, query: Query) -> None:
    """A parameter is chosen by a filter of its own, and stands nowhere else."""
    judging = (leaf for leaf in where.conditions(where.read(query.where)) if isinstance(leaf, where.Leaf))
    for name in (*query.fields, *(leaf.field for leaf in judging)):
        explore.field(name)
        if name in explore.parameters:
            raise is_parameter(name)
    for name, _ in query.filters:
        explore.field(name)


def _check_size(query: Query) -> None:
    """Engines take minutes to plan thousands of conditions or columns."""
    if len(query.filters) > MOST_FILTERS:
        raise SemanticError(
            f"A query takes at most {MOST_FILTERS} filters; a longer list of values is one filter, with commas.",
            code="too_many_filters", field=query.filters[MOST_FILTERS][0],
        )  # fmt: skip
    if len(query.fields) > MOST_FIELDS:
        raise SemanticError(
            f"A query takes at most {MOST_FIELDS} fields.", code="too_many_fields", field=query.fields[MOST_FIELDS]
        )


def _check_fill(explore: Explore, query: Query) -> None:
    for name in query.fill or ():
        explore.dimension(name)
        if name not in query.fields:
            raise _missing(name, query.fields, "fill")


def _check_pivots(explore: Explore, query: Query) -> None:
    for name in query.pivots:
        explore.dimension(name)
        if name not in query.fields:
            raise _missing(name, query.fields, "pivot")
    if query.pivots and not _measures(explore, query):
        raise SemanticError("A pivot needs at least one measure.", code="invalid_pivot", field="pivots")


def _check_sorts(explore: Explore, query: Query) -> None:
    for sort in query.sorts:
        if sort.field == UNSORTED:
            _check_unsorted(query)
            continue
        if sort.field not in query.fields:
            explore.field(sort.field)
            raise _missing(sort.field, query.fields, "sort")
        if sort.pivot is None:
            continue
        if not query.pivots or isinstance(explore.field(sort.field), Dimension):
            raise SemanticError(
                f"The sort by {sort.field!r} names a pivot column, but only a pivoted measure has those.",
                code="invalid_sort", field=sort.field,
            )  # fmt: skip


def _check_unsorted(query: Query) -> None:
    if len(query.sorts) > 1 or query.sorts[0].pivot is not None:
        raise SemanticError(f"{UNSORTED} stands alone among the sorts.", code="invalid_sort", field="sorts")


def _check_totals(explore: Explore, query: Query) -> None:
    if query.row_totals and not query.pivots:
        raise SemanticError("Row totals need a pivot.", code="invalid_totals", field="row_totals")
    rows = [n for n in query.fields if n not in query.pivots and isinstance(explore.field(n), Dimension)]
    if query.subtotals and len(rows) < 2:
        raise SemanticError(
            "Subtotals need two dimensions or more that are not pivoted.", code="invalid_totals", field="subtotals"
        )


def _measures(explore: Explore, query: Query) -> list[str]:
    return [name for name in query.fields if isinstance(explore.field(name), Measure)]


def _missing(name: str, fields: Iterable[str], what: str) -> SemanticError:
    return SemanticError(
        f"The {what} {name!r} is not among the chosen fields; add it to them.",
        code=f"invalid_{what}", field=name, suggestion=nearest(name, fields),
    )  # fmt: skip
