"""Rows sorted by calculations, which the engine knows nothing of. PURE."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from explores.answer import Answer, Row
from explores.calculations.cellwise import moment
from explores.export import pivot_name, plain
from explores.semantic.errors import SemanticError, nearest
from explores.semantic.query import Query, Sort

ValueOf = Callable[[int], Any]


def sorted_by(answer: Answer, sorts: tuple[Sort, ...], asked: Query) -> Answer:
    """The answer in the order of ``sorts``, calculations among them; it comes in the order of the others.

    Raises SemanticError where the row limit cut the rows: those that should come first may be missing.
    """
    if not sorts:
        return answer
    calculations = {field.id: field for field in answer.fields if field.kind == "calculation"}
    by_calculation = [sort for sort in sorts if sort.field in calculations]
    if asked.limit != 0 and answer.returned < answer.total_rows:
        raise _cut(answer, calculations[by_calculation[0].field].label)
    order = list(range(len(answer.rows)))
    for place in reversed(range(len(sorts))):
        sort = sorts[place]
        if sort.field in calculations:
            value_of = _value_of(answer, sort, by_pivot=calculations[sort.field].by_pivot)
        else:
            value_of = _as_sorted(answer, [one for one in sorts[: place + 1] if one.field not in calculations])
        order = ordered(order, value_of, descending=sort.descending and sort.field in calculations)
    filled = frozenset(answer.filled)
    return replace(
        answer,
        filled=tuple(now for now, before in enumerate(order) if before in filled),
        rows=[answer.rows[place] for place in order],
        row_totals=None if answer.row_totals is None else [answer.row_totals[place] for place in order],
    )


def ordered(order: list[int], value_of: ValueOf, *, descending: bool) -> list[int]:
    """The places in the order of their values. Stable; missing values stand last either way."""
    there = [place for place in order if value_of(place) is not None]
    missing = [place for place in order if value_of(place) is None]
    return [*sorted(there, key=lambda place: moment(value_of(place)), reverse=descending), *missing]


def _as_sorted(answer: Answer, sorts: list[Sort]) -> ValueOf:
    """Where the rows with the same values first stand: as the engine has sorted them by these keys."""
    first: dict[tuple[Any, ...], int] = {}
    places = []
    for place, row in enumerate(answer.rows):
        key = tuple(_held(answer, row, sort, place) for sort in sorts)
        places.append(first.setdefault(key, place))
    return lambda place: places[place]


def _held(answer: Answer, row: Row, sort: Sort, place: int) -> Any:
    value = row.get(sort.field)
    if not isinstance(value, dict):
        return value
    if sort.pivot is None:
        return answer.row_totals[place].get(sort.field) if answer.row_totals else None
    return value.get(_key(answer, sort))


def _value_of(answer: Answer, sort: Sort, *, by_pivot: bool) -> ValueOf:
    if not by_pivot:
        if sort.pivot is not None:
            raise SemanticError(
                f"The sort by {sort.field!r} names a pivot column, but it has one column for all of them.",
                code="invalid_sort", field="sorts",
            )  # fmt: skip
        return lambda place: answer.rows[place].get(sort.field)
    if sort.pivot is None:
        totals = answer.row_totals or []
        return lambda place: totals[place].get(sort.field)
    key = _key(answer, sort)
    return lambda place: answer.rows[place][sort.field].get(key)


def _key(answer: Answer, sort: Sort) -> tuple[Any, ...]:
    """The pivot column that the sort names. Raises SemanticError with the nearest name."""
    fields = [field for field in answer.fields if field.pivoted]
    names = {pivot_name(key): key for key in answer.pivots}
    for key in answer.pivots:
        names[pivot_name(tuple(plain(value, field) for value, field in zip(key, fields, strict=True)))] = key
    found = names.get(sort.pivot or "")
    if found is None and answer.pivots:
        raise SemanticError(
            f"There is no pivot column {sort.pivot!r} to sort by.",
            code="invalid_sort", field="sorts", suggestion=nearest(sort.pivot or "", names),
        )  # fmt: skip
    return found or ()


def _cut(answer: Answer, label: str) -> SemanticError:
    return SemanticError(
        f"The rows cannot be sorted by the calculation {label!r}: the row limit left {answer.returned:,} of "
        f"{answer.total_rows:,}, and those that should come first may be missing. Raise the limit, or sort by a field.",
        code="invalid_sort", field="sorts",
    )  # fmt: skip
