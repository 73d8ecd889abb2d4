"""Functions that look at other rows and other pivot columns. PURE."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from explores.calculations.arithmetic import add
from explores.calculations.cellwise import Strict
from explores.calculations.held import Held, spread
from explores.calculations.summaries import first_places


@dataclass(frozen=True)
class Size:
    """Of the table: rows, pivot columns, and columns with the one for row totals."""

    rows: int
    keys: int
    width: int


Pick = Callable[[list[Any], int, Any, Any], Any]


def _at(values: list[Any], place: int) -> Any:
    return values[place] if 0 <= place < len(values) else None


_number = Strict(int)


def one_of(values: list[Any], here: int, offset: Any, _: Any = None) -> Any:
    """The value so many places after ``here``; null outside."""
    step = _number(offset)
    return None if step is None else _at(values, here + step)


def some_of(values: list[Any], here: int, offset: Any, count: Any) -> Any:
    """So many values, the first of them so many places after ``here``; null in places outside."""
    step, wanted = _number(offset), _number(count)
    if step is None or wanted is None:
        return None
    return [_at(values, here + step + place) for place in range(max(wanted, 0))]


def along_rows(pick: Pick, size: Size, column: Held, offset: Held, count: Held) -> Held:
    """For each row, from the same column."""
    by_column = column.by_column or offset.by_column or count.by_column
    if pick is one_of and not (offset.by_row or offset.by_column):
        moved = [_moved(values, _number(offset.value(0, 0))) for values in spread(column, size.rows)]
        return Held(moved, by_row=True, by_column=by_column)
    made = []
    for place in range(size.width if by_column else 1):
        values = column.column(place) if column.by_row else column.column(place) * size.rows
        if pick is some_of and not (offset.by_row or count.by_row):
            made.append(_windows(values, offset.value(0, place), count.value(0, place)))
            continue
        rows = range(size.rows)
        made.append([pick(values, row, offset.value(row, place), count.value(row, place)) for row in rows])
    return Held(made, by_row=True, by_column=by_column)


def along_columns(pick: Pick, size: Size, expression: Held, offset: Held, count: Held) -> Held:
    """For each pivot column, from the same row; null in the row's total."""
    by_row = expression.by_row or offset.by_row or count.by_row
    if pick is one_of and expression.by_column and not (offset.by_row or offset.by_column):
        nothing = [None] * (size.rows if by_row else 1)
        moved = _moved(expression.columns[: size.keys], _number(offset.value(0, 0)))
        filled = [column or nothing for column in moved]
        return Held(filled + [nothing] * (size.width - size.keys), by_row=by_row, by_column=True)
    height = size.rows if by_row else 1
    across = _in_rows(expression, size) if expression.by_row else _in_rows(expression, size) * height
    if pick is some_of and not any(each.by_row or each.by_column for each in (offset, count)):
        windows = [_windows(values, offset.value(0, 0), count.value(0, 0)) for values in across]
        made = _turned(windows, size.keys)
    else:
        made = [
            [pick(across[row], place, offset.value(row, place), count.value(row, place)) for row in range(height)]
            for place in range(size.keys)
        ]
    made += [[None] * height for _ in range(size.keys, size.width)]
    return Held(made, by_row=by_row, by_column=True)


def running_along(size: Size, expression: Held) -> Held:
    """The sum from the first pivot column to each; null before the first value, and in the row's total."""
    height = size.rows if expression.by_row else 1
    so_far, made = [None] * height, list[list[Any]]()
    for place in range(size.keys):
        so_far = [_added(before, value) for before, value in zip(so_far, expression.column(place), strict=True)]
        made.append(so_far)
    made += [[None] * height for _ in range(size.keys, size.width)]
    return Held(made, by_row=expression.by_row, by_column=True)


def _added(before: Any, value: Any) -> Any:
    return value if before is None else before if value is None else add(before, value)


def _moved(values: list[Any], step: int | None) -> list[Any]:
    """Each value so many places earlier, null where none comes."""
    if step is None or abs(step) >= len(values):
        return [None] * len(values)
    return values[step:] + [None] * step if step >= 0 else [None] * -step + values[:step]


def _windows(values: list[Any], offset: Any, count: Any) -> list[Any]:
    """``some_of`` for every place, where offset and count are the same in all of them."""
    step, wanted = _number(offset), _number(count)
    if step is None or wanted is None:
        return [None] * len(values)
    wanted = max(wanted, 0)
    step = max(-len(values) - wanted, min(step, len(values)))  # farther away there is no more than null either
    before, after = max(-step, 0), max(step + wanted, 0)
    padded, first = [*[None] * before, *values, *[None] * after], before + step
    return [padded[place : place + wanted] for place in range(first, first + len(values))]


def _turned(lines: list[list[Any]], length: int) -> list[list[Any]]:
    """Rows as columns, or columns as rows; each of ``lines`` is so long."""
    return [list(across) for across in zip(*lines, strict=True)] if lines else [[] for _ in range(length)]


def _in_rows(expression: Held, size: Size) -> list[list[Any]]:
    """Its values in each row (in one, where all are the same), pivot column by pivot column."""
    height = size.rows if expression.by_row else 1
    return _turned([expression.column(place) for place in range(size.keys)], height)


def pivot_index(size: Size, expression: Held, number: Held) -> Held:
    """The value in one pivot column, counted from 1."""
    by_row = expression.by_row or number.by_row
    made = []
    for row in range(size.rows if by_row else 1):
        place = _number(number.value(row, 0))
        made.append(expression.value(row, place - 1) if place is not None and 1 <= place <= size.keys else None)
    return Held([made], by_row=by_row)


def pivot_row(size: Size, expression: Held) -> Held:
    """All values of the row as a list."""
    return Held([_in_rows(expression, size)], by_row=expression.by_row)


def pivot_where(size: Size, condition: Held, expression: Held) -> Held:
    """The value in the only pivot column that meets the condition."""
    by_row = condition.by_row or expression.by_row
    made = []
    for row in range(size.rows if by_row else 1):
        met = [place for place in range(size.keys) if condition.value(row, place) is True]
        made.append(expression.value(row, met[0]) if len(met) == 1 else None)
    return Held([made], by_row=by_row)


def lookups(size: Size, column: Held, result: Held) -> tuple[list[Callable[[Any], Any]], bool]:
    """For each pivot column, what finds a value's row and gives its result; and whether columns differ."""
    by_column = column.by_column or result.by_column
    spread_column, spread_result = spread(column, size.rows), spread(result, size.rows)
    found = []
    for place in range(size.width if by_column else 1):
        values = spread_column[place if column.by_column else 0]
        results = spread_result[place if result.by_column else 0]
        found.append(_finder(first_places(values), results))
    return found, by_column


def _finder(places: dict[Any, int], results: Sequence[Any]) -> Callable[[Any], Any]:
    return lambda value: results[places[value]] if value is not None and value in places else None
