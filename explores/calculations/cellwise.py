"""Functions of the values in one place, applied to whole columns at once where that comes to the same. PURE."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal, DecimalException
from types import NoneType
from typing import Any

LARGEST = 10**28  # whole numbers beyond it become floats, as decimals are exact to 28 digits
FARTHEST = 56  # digits before or after the point of a decimal
FAILURES = (ArithmeticError, ValueError, TypeError, AttributeError, DecimalException)
Column = list[Any]  # a value for each row
_NUMBERS = {int, float, Decimal}


def tidy(value: Any) -> Any:
    """The number in the form the answer keeps; None for what is none, such as infinity."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, int) and not -LARGEST <= value <= LARGEST:
        return _float(value)
    if isinstance(value, Decimal):
        return _decimal(value)
    return value


def _decimal(value: Decimal) -> Decimal | float | None:
    """A decimal far from 1 has lost its last digits anyway, and written out would fill pages: it becomes a float."""
    if not value.is_finite():
        return None
    return value if -FARTHEST <= value.adjusted() <= FARTHEST else _float(value)


def _float(value: int | Decimal) -> float | None:
    try:
        found = float(value)
    except OverflowError:
        return None
    return found if math.isfinite(found) else None


class Strict:
    """``apply``, null where an argument is null or the result is no number.

    Down a column the guards stand around the whole of it; where anything fails, each place is computed by itself.
    """

    def __init__(self, apply: Callable[..., Any]) -> None:
        self.apply = apply

    def __call__(self, *values: Any) -> Any:
        """In one place."""
        for value in values:
            if value is None:
                return None
        try:
            return tidy(self.apply(*values))
        except FAILURES:
            return None

    def down(self, *columns: Column) -> list[Any]:
        """In every row."""
        try:
            return tidied(self._computed(*columns))
        except FAILURES:
            return self.by_place(*columns)

    def by_place(self, *columns: Column) -> list[Any]:
        """In every row, one after the other."""
        return list(map(self, *columns))

    def _computed(self, *columns: Column) -> list[Any]:
        apply = self.apply
        if len(columns) == 1:
            return [None if value is None else apply(value) for value in columns[0]]
        if len(columns) == 2:
            pairs = zip(*columns, strict=True)
            return [None if left is None or right is None else apply(left, right) for left, right in pairs]
        return [None if None in values else apply(*values) for values in zip(*columns, strict=True)]


def tidied(values: list[Any]) -> list[Any]:
    """``tidy`` of each; the same list where the sum of their sizes, and the least of them, tell that none needs it."""
    kinds = _kinds(values)
    if not _NUMBERS & kinds:
        return values
    fine = sum(map(abs, filter(None, values))) <= LARGEST and (Decimal not in kinds or _near(values))
    return values if fine else list(map(tidy, values))


def _near(values: list[Any]) -> bool:
    return all(value.adjusted() >= -FARTHEST for value in values if type(value) is Decimal)


class Mixed(Strict):
    """Of two numbers: a decimal beside a float counts as one."""

    def __call__(self, left: Any, right: Any) -> Any:
        """In one place."""
        if left is None or right is None:
            return None
        try:
            return tidy(self.apply(left, right))
        except TypeError:
            return Strict(self.apply)(_real(left), _real(right))
        except FAILURES:
            return None

    def by_place(self, *columns: Column) -> list[Any]:
        """In every row; a column of decimals beside one of floats is made one of floats first."""
        if [*map(_kinds, columns)] in ([{Decimal}, {float}], [{float}, {Decimal}]):
            return Strict(self.apply).down(*([_real(value) for value in column] for column in columns))
        return super().by_place(*columns)


class Compared(Strict):
    """Of two values of one type; a day beside a moment is its midnight."""

    def __call__(self, left: Any, right: Any) -> bool | None:
        """In one place."""
        if left is None or right is None:
            return None
        try:
            if isinstance(left, datetime) is not isinstance(right, datetime):
                left, right = moment(left), moment(right)
            found: bool = self.apply(left, right)
        except FAILURES:
            return None
        return found

    def down(self, *columns: Column) -> list[Any]:
        """In every row."""
        return super().down(*columns) if datetime not in _kinds(itertools.chain(*columns)) else self.by_place(*columns)


def _kinds(values: Iterable[Any]) -> set[type]:
    return {*map(type, values)} - {NoneType}


def _real(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float | Decimal) else None


def moment(value: Any) -> Any:
    """A day as its midnight; other values are left alone."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day)  # noqa: DTZ001 - on the clocks of the query's zone
    return value
