"""Amounts, counts, days and chances as the pages of ads write them. PURE."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from alerts.playbook.evidence.verdict_words import chance_words
from explores.formatting.formats import NONE, THIN, Style, cell, local, month_name

Number = Decimal | float
CENTS_BELOW = 10  # of an amount whose cents say nothing beside hundreds of others
NO_CENTS_FROM = 10_000


def exact(value: Number | None, currency: str) -> str:
    """A price: ``€53.45``; from ten thousand on without cents."""
    places = 0 if value is not None and abs(float(value)) >= NO_CENTS_FROM else 2
    return cell(value, "money", Style(currency=currency or None), decimals=places)


def rounded(value: Number | None, currency: str) -> str:
    """A sum: ``€588``; below ten with its cents."""
    places = 2 if value is not None and 0 < abs(float(value)) < CENTS_BELOW else 0
    return cell(value, "money", Style(currency=currency or None), decimals=places)


def count(value: Number | None) -> str:
    """``11``, or ``2.5`` where a platform shares a result out."""
    return cell(value, "decimal", decimals=0 if value is None or value == int(value) else 1)


def chance(value: float | None) -> str:
    """``99 %`` with the thin space of the house; never rounded up over a level."""
    return NONE if value is None else chance_words(value).replace(" %", f"{THIN}%")


def day(value: date | None, today: date) -> str:
    """``21 Oct``, with its year where it is another one."""
    if value is None:
        return NONE
    year = f" {value.year}" if value.year != today.year else ""
    return f"{value.day} {month_name(value.month)}{year}"


def moment(value: datetime, now: datetime, zone: str) -> str:
    """``12:06`` today, ``21 Oct 12:06`` before, with its year where it is another one."""
    there, here = local(value, zone), local(now, zone)
    if there.date() == here.date():
        return f"{there:%H:%M}"
    return f"{day(there.date(), here.date())} {there:%H:%M}"


def days(number: int) -> str:
    """``1 day``, ``7 days``."""
    return f"{number} day" if number == 1 else f"{number} days"
