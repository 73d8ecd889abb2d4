"""Amounts and days as people type them, or as a program sends them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from explores.keeping.refused import Refused

MOST = Decimal(10) ** 12


def amount(value: object, field: str, most: Decimal = MOST) -> Decimal | None:
    """Above zero, or empty: nobody says. Raises Refused."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    found = number(value)
    if found is None or not 0 < found <= most:
        raise Refused(
            f"{value!s:.40} is no amount. Write a number above 0, at most {most:f}, or leave it empty.", field
        )
    return found


def number(value: Any) -> Decimal | None:
    """An exact number; None for what is none: yes and no, infinity, words."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        return None
    try:
        found = Decimal(str(value).strip().replace("\u00a0", ""))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def day(value: object, field: str) -> date | None:
    """A day as 2026-11-20, or empty. Raises Refused."""
    if value is None or value == "":
        return None
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise Refused(f"{value!s:.40} is no day. Write it as 2026-11-20.", field) from error
