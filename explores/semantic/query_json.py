"""Query ↔ JSON, as Looks, tiles, schedules and the API keep it. PURE."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from explores.semantic.errors import SemanticError, nearest
from explores.semantic.query import COLUMN_LIMIT, DEFAULT_LIMIT, Query, Sort
from explores.semantic.url import parse_sort

_FLAGS = ("totals", "row_totals", "subtotals")
_KNOWN = tuple(found.name for found in fields(Query))


def to_json(query: Query) -> dict[str, Any]:
    """Plain lists and objects; what has its default value is left out. Filters keep their order."""
    data: dict[str, Any] = {"explore": query.explore, "fields": list(query.fields)}
    if query.filters:
        data["filters"] = [{"field": name, "expression": text} for name, text in query.filters]
    if query.where:
        data["where"] = dict(query.where)
    if query.sorts:
        data["sorts"] = [_sort_to_json(sort) for sort in query.sorts]
    if query.pivots:
        data["pivots"] = list(query.pivots)
    if query.limit != DEFAULT_LIMIT:
        data["limit"] = query.limit
    if query.column_limit != COLUMN_LIMIT:
        data["column_limit"] = query.column_limit
    data |= {flag: True for flag in _FLAGS if getattr(query, flag)}
    if query.fill is not None:
        data["fill"] = list(query.fill)
    data |= {name: value for name in ("compare", "timezone") if (value := getattr(query, name))}
    if query.custom:
        data["custom"] = dict(query.custom)
    return data


def from_json(data: Any) -> Query:
    """The query; filters may also be an object of field and expression. Raises SemanticError naming the part."""
    if not isinstance(data, dict):
        raise _error("query", "takes an object")
    for key in data:
        if key not in _KNOWN:
            raise SemanticError(
                f"A query has no {key!r}.", code="invalid_query", field=str(key), suggestion=nearest(str(key), _KNOWN)
            )
    return Query(
        explore=_text(data, "explore"),
        fields=_texts(data, "fields"),
        filters=_filters(data.get("filters", [])),
        where=_object(data, "where"),
        sorts=tuple(_sort(entry) for entry in _list(data, "sorts")),
        pivots=_texts(data, "pivots"),
        limit=_limit(data.get("limit", DEFAULT_LIMIT)),
        column_limit=_column_limit(data.get("column_limit", COLUMN_LIMIT)),
        totals=_flag(data, "totals"),
        row_totals=_flag(data, "row_totals"),
        subtotals=_flag(data, "subtotals"),
        fill=None if data.get("fill") is None else _texts(data, "fill"),
        compare=None if data.get("compare") is None else _text(data, "compare"),
        timezone=None if data.get("timezone") is None else _text(data, "timezone"),
        custom=_object(data, "custom"),
    )


def _sort_to_json(sort: Sort) -> dict[str, Any]:
    data: dict[str, Any] = {"field": sort.field}
    if sort.descending:
        data["descending"] = True
    if sort.pivot is not None:
        data["pivot"] = sort.pivot
    return data


def _error(part: str, needs: str) -> SemanticError:
    return SemanticError(f"{part!r} {needs}.", code="invalid_query", field=part)


def _text(data: Mapping[str, Any], key: str) -> str:
    value = data.get(key)
    if not isinstance(value, str) or not value:
        raise _error(key, "takes a text")
    return value


def _list(data: Mapping[str, Any], key: str) -> list[Any]:
    value = data.get(key, [])
    if not isinstance(value, list):
        raise _error(key, "takes a list")
    return value


def _texts(data: Mapping[str, Any], key: str) -> tuple[str, ...]:
    values = _list(data, key)
    if not all(isinstance(value, str) for value in values):
        raise _error(key, "takes a list of texts")
    return tuple(values)


def _flag(data: Mapping[str, Any], key: str) -> bool:
    value = data.get(key, False)
    if not isinstance(value, bool):
        raise _error(key, "takes true or false")
    return value


def _limit(value: Any) -> int | None:
    if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 0):
        raise _error("limit", "takes a whole number from 0, or null for all rows")
    return value


def _column_limit(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise _error("column_limit", "takes a whole number")
    return value


def _object(data: Mapping[str, Any], key: str) -> dict[str, Any]:
    value = data.get(key, {})
    if not isinstance(value, dict):
        raise _error(key, "takes an object")
    return value


def _filters(value: Any) -> tuple[tuple[str, str], ...]:
    if isinstance(value, dict):
        value = [{"field": name, "expression": text} for name, text in value.items()]
    if not isinstance(value, list):
        raise _error("filters", "takes a list of {field, expression}")
    return tuple(_filter(entry) for entry in value)


def _filter(entry: Any) -> tuple[str, str]:
    is_pair = isinstance(entry, dict) and entry.keys() == {"field", "expression"}
    if is_pair and all(isinstance(part, str) for part in entry.values()):
        return entry["field"], entry["expression"]
    raise _error("filters", "takes a list of {field, expression}, both texts")


def _sort(entry: Any) -> Sort:
    if isinstance(entry, str):
        return parse_sort(entry)
    known = {"field", "descending", "pivot"}
    if not isinstance(entry, dict) or not entry.keys() <= known:
        raise _error("sorts", "takes a list of {field, descending, pivot}")
    pivot = entry.get("pivot")
    if pivot is not None and not isinstance(pivot, str):
        raise _error("sorts", "names a pivot column by a text")
    return Sort(_text(entry, "field"), _flag(entry, "descending"), pivot)
