"""A query with table calculations, taken apart: what the engine is asked, and what is computed afterwards. PURE."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from explores.semantic.calculation import Calculation
from explores.semantic.custom.calculations import in_order, uses
from explores.semantic.errors import SemanticError
from explores.semantic.model import Dimension, Explore, Measure
from explores.semantic.ordering import default_sorts, is_date
from explores.semantic.query import Query, Sort


@dataclass(frozen=True)
class Calculated:
    """The calculations of a query. ``shown`` are those chosen, ``order`` all that must be computed, in order."""

    shown: tuple[Calculation, ...] = ()
    order: tuple[Calculation, ...] = ()
    sorts: tuple[Sort, ...] = ()  # all of the query's, where a calculation is among them
    of_measures: frozenset[str] = frozenset()  # ids of those that are made of a measure

    def asks_for(self, total: str) -> bool:
        """Whether one of them reads a total or row total."""
        return any(calculation.asks_for(total) for calculation in self.order)


def take_apart(explore: Explore, query: Query) -> tuple[Query, Calculated]:
    """The query without its calculations, and these. Raises SemanticError for what they cannot be asked."""
    found = explore.calculations
    chosen = [name for name in dict.fromkeys(query.fields) if name in found]
    _check_filters(explore, query)
    rest = without(explore, query)
    if not chosen:
        _check_sorts(explore, query)
        return rest, Calculated()
    _check_fields(explore, rest, chosen)
    _check_sorts(explore, query)
    _check_limit(explore, query, chosen)
    below = newest_first(explore, rest)
    order = tuple(found[name].towards(below=below) for name in in_order(found, chosen))
    known = {calculation.id: calculation for calculation in order}
    calculated = Calculated(
        shown=tuple(known[name] for name in chosen),
        order=order,
        sorts=query.sorts if any(sort.field in found for sort in query.sorts) else (),
        of_measures=frozenset(name for name in chosen if _measured(explore, name)),
    )
    return _with_totals(rest, calculated), calculated


def without(explore: Explore, query: Query) -> Query:
    """The query as if it had no calculations."""
    found = explore.calculations
    if not found:
        return query
    return replace(
        query,
        fields=tuple(name for name in query.fields if name not in found),
        sorts=tuple(sort for sort in query.sorts if sort.field not in found),
    )


def _with_totals(query: Query, calculated: Calculated) -> Query:
    """Totals are asked for where a calculation reads them, shown or not; so is what a sort by whole rows needs."""
    by_rows = any(sort.pivot is None for sort in calculated.sorts)
    row_totals = bool(query.pivots) and (calculated.asks_for("row_total") or by_rows)
    return replace(
        query,
        totals=query.totals or calculated.asks_for("total"),
        row_totals=query.row_totals or row_totals,
    )


def newest_first(explore: Explore, query: Query) -> bool:
    """Whether rows go back in time, so that the row before in time stands below."""
    first = next(iter(query.sorts or default_sorts(explore, query)), None)
    field = explore.by_id.get(first.field) if first else None
    return first is not None and first.descending and isinstance(field, Dimension) and is_date(field)


def _measured(explore: Explore, name: str) -> bool:
    return any(isinstance(explore.by_id.get(field), Measure) for field in uses(explore.calculations, name))


def _check_fields(explore: Explore, query: Query, chosen: Iterable[str]) -> None:
    for name in chosen:
        for field in sorted(uses(explore.calculations, name) - {*query.fields}):
            label = explore.labels.get(field, field)
            raise SemanticError(
                f"The calculation {explore.calculations[name].label!r} uses {field} ({label}), which is not among the "
                "chosen fields: it is computed from the rows of the table. Add the field, or remove the calculation.",
                code="missing_field", field=name, suggestion=field,
            )  # fmt: skip


def _check_filters(explore: Explore, query: Query) -> None:
    for name, _ in query.filters:
        if name in explore.calculations:
            made_of = ", ".join(sorted(uses(explore.calculations, name))) or "the fields it is made of"
            raise SemanticError(
                f"{explore.calculations[name].label!r} is a table calculation, computed after the query, and cannot "
                f"be filtered on. Filter on {made_of}.",
                code="filtered_calculation", field=name,
            )  # fmt: skip


def _check_sorts(explore: Explore, query: Query) -> None:
    for sort in query.sorts:
        if sort.field in explore.calculations and sort.field not in query.fields:
            raise SemanticError(
                f"The sort {sort.field!r} is not among the chosen fields; add it to them.",
                code="invalid_sort", field=sort.field,
            )  # fmt: skip


def _check_limit(explore: Explore, query: Query, chosen: Iterable[str]) -> None:
    if query.limit is None:
        labels = ", ".join(repr(explore.calculations[name].label) for name in chosen)
        raise SemanticError(
            f"All rows cannot be had together with table calculations ({labels}): they are computed from the rows "
            "that come back. Set a row limit, or remove them.",
            code="invalid_limit", field="limit",
        )  # fmt: skip
