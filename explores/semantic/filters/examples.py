"""Explains a list of filters with the values they should and should not let through: the ``explain_filters`` contract.

PURE.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from explores.semantic.errors import SemanticError
from explores.semantic.filters import Condition, parse
from explores.semantic.zones import zone_named

_RESULT = ("kind", "start", "end", "intervals", "matched", "accepts_null", "sentence", "error", "position")
_DATES = ("date", "date_time", "timestamp")
_PYTHON: dict[str, tuple[type, ...]] = {
    "number": (int, float),
    "boolean": (bool,),
    "yesno": (bool,),
    "location": (list,),
}


def explain(item: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """The item with {kind, start, end, intervals, accepts_null, sentence, matched?}, or with {error, position?}.

    ``now`` stands in where the item names none.
    """
    asked = {key: value for key, value in item.items() if key not in _RESULT}
    try:
        return {**asked, **_explained(item, now)}
    except SemanticError as error:
        position = getattr(error, "position", None)
        return {**asked, "error": str(error), **({} if position is None else {"position": position})}


def _explained(item: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    kind, zone = _text(item, "type"), _text(item, "timezone", "UTC")
    condition = parse(
        kind,
        _text(item, "expression"),
        now=_time(item["now"], "now") if item.get("now") else now,
        timezone=zone,
        week_start=_text(item, "week_start", "monday"),
        fiscal_month_offset=_whole(item, "fiscal_month_offset"),
        case_sensitive=bool(item.get("case_sensitive", False)),
    )
    result = {**condition.explain(), "accepts_null": condition.accepts_null, "sentence": condition.sentence}
    if "matches" in item or "not_matches" in item:
        values = [*(item.get("matches") or []), *(item.get("not_matches") or [])]
        result["matched"] = [_matches(condition, value, kind, zone_named(zone)) for value in values]
    return result


def _matches(condition: Condition, value: Any, kind: str, zone: ZoneInfo) -> bool:
    if kind not in _DATES or value is None:
        return condition.matches(_comparable(value, kind))
    moment = _time(value, "a date to match")
    return condition.matches(moment if moment.tzinfo else moment.replace(tzinfo=zone))


def _comparable(value: Any, kind: str) -> Any:
    wanted = _PYTHON.get(kind, (str,))
    if value is None or (isinstance(value, wanted) and not (kind == "number" and isinstance(value, bool))):
        return value
    raise SemanticError(f"{value!r} can't be matched by a filter of type {kind}.", code="wrong_type", field="matches")


def _time(value: Any, field: str) -> datetime:
    """An ISO date or time; a date is its midnight, a time without offset is local."""
    try:
        return datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise SemanticError(
            f"{value!r} is no ISO time for {field}.", code="wrong_type", suggestion="'2024-05-15T10:20:30'"
        ) from None


def _text(item: Mapping[str, Any], key: str, default: str | None = None) -> str:
    value = item.get(key, default)
    if value is None and default is not None:
        return default
    if not isinstance(value, str):
        raise SemanticError(f"{key!r} is missing or no text: {value!r}.", code="wrong_type", field=key)
    return value


def _whole(item: Mapping[str, Any], key: str) -> int:
    value = item.get(key) or 0
    if not isinstance(value, int):
        raise SemanticError(f"{key!r} is no whole number: {value!r}.", code="wrong_type", field=key)
    return value
