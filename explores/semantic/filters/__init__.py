"""Filter expressions, in the grammar that Looker users know (``docs/filters.md``). PURE.

``parse("date", "last 3 months", now=…, timezone="Europe/Paris")`` gives a ``Condition``: the same question in Python
(``matches``), in SQL (``sql``) and in words (``sentence``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from explores.semantic.errors import SemanticError, nearest
from explores.semantic.filters.booleans import BooleanCondition, read_booleans
from explores.semantic.filters.condition import Anything, Condition, Presence
from explores.semantic.filters.date_condition import DateCondition
from explores.semantic.filters.dates import DateReader
from explores.semantic.filters.location import read_location
from explores.semantic.filters.number_condition import NumberCondition
from explores.semantic.filters.numbers import NumberReader, combine
from explores.semantic.filters.strings import TextReader
from explores.semantic.filters.text_condition import TextCondition
from explores.semantic.filters.words import refuse_oddities, terms
from explores.semantic.spans import ALL
from explores.semantic.timerange import WEEKDAYS, Calendar
from explores.semantic.zones import zone_named

__all__ = ["TYPES", "Condition", "parse"]


@dataclass(frozen=True)
class Context:
    """What an expression is read with: the moment and place it is asked, and how the account counts."""

    now: datetime  # local wall clock time
    zone: ZoneInfo
    calendar: Calendar
    case_sensitive: bool


def parse(
    type: str,
    expression: str,
    *,
    now: datetime,
    timezone: str = "UTC",
    week_start: str = "monday",
    fiscal_month_offset: int = 0,
    case_sensitive: bool = False,
) -> Condition:
    """Read ``expression`` as a filter of ``type`` (a key of TYPES).

    ``now`` is aware, or wall clock time in ``timezone``. Raises FilterError for an expression that does not parse,
    SemanticError for an unknown type, zone or week day.
    """
    read = TYPES.get(type)
    if read is None:
        raise SemanticError(f"There is no filter type {type!r}.", code="unknown_type", suggestion=nearest(type, TYPES))
    refuse_oddities(expression)
    if not expression.replace(",", "").strip():
        return Anything()
    zone = zone_named(timezone)
    local = now.astimezone(zone).replace(tzinfo=None) if now.tzinfo else now
    return read(expression, Context(local, zone, _calendar(week_start, fiscal_month_offset), case_sensitive))


def _calendar(week_start: str, fiscal_month_offset: int) -> Calendar:
    if week_start.lower() not in WEEKDAYS:
        raise SemanticError(
            f"A week can't start on {week_start!r}.", code="unknown_weekday", suggestion=nearest(week_start, WEEKDAYS)
        )
    if not -12 < fiscal_month_offset < 12:
        raise SemanticError(f"A fiscal year can't start {fiscal_month_offset} months off; −11 to 11 can be.")
    return Calendar(week_start.lower(), fiscal_month_offset)


def _dates(expression: str, context: Context) -> Condition:
    found = DateReader(context.now, context.calendar).read(terms(expression))
    if not found.include and not found.exclude and found.null != found.not_null:
        return Presence(null=found.null)
    return DateCondition.of(found, context.zone)


def _numbers(expression: str, context: Context) -> Condition:
    spans, null = combine(NumberReader(expression).read())
    if null == (not spans) and (not spans or spans == ALL):
        return Presence(null=null)
    return NumberCondition(spans, null)


def _texts(expression: str, context: Context) -> Condition:
    found = TextReader(expression).read()
    if len(found) == 1 and found[0].keyword == "null":
        return Presence(null=not found[0].negated)
    return TextCondition(tuple(found), context.case_sensitive)


def _tiers(expression: str, context: Context) -> Condition:
    return TextCondition(tuple(TextReader(expression, tier=True).read()), context.case_sensitive)


def _booleans(expression: str, context: Context) -> Condition:
    allowed = read_booleans(expression)
    presence = {frozenset({None}): True, frozenset({True, False}): False}.get(allowed)
    if presence is not None:
        return Presence(null=presence)
    return BooleanCondition(allowed)


def _locations(expression: str, context: Context) -> Condition:
    return read_location(expression)


TYPES: dict[str, Callable[[str, Context], Condition]] = {
    "date": _dates,
    "date_time": _dates,
    "timestamp": _dates,
    "number": _numbers,
    "string": _texts,
    "text": _texts,
    "tier": _tiers,
    "boolean": _booleans,
    "yesno": _booleans,
    "location": _locations,
}
