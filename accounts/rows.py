"""Rows by the numbers that addresses, forms and files call them by."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model, QuerySet

DIGITS = 18  # that every number of a row fits in
Row = TypeVar("Row", bound=Model)


def number_of(given: object) -> int | None:
    """The number that is given; None for what cannot be one."""
    text = str(given)
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= DIGITS else None


def numbered(rows: QuerySet[Row], given: object, by: str = "pk") -> Row | None:
    """The one of ``rows`` that has this number in the column ``by``; None where none has."""
    number = number_of(given)
    return None if number is None else rows.filter(**{by: number}).first()
