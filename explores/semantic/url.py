"""Query ↔ URL parameters: the URL of a page is the query. PURE.

``fields=a,b  f[orders.status]=paid  sorts=a desc,b  limit=500|all  pivots=a  total=1  row_total=1  subtotal=1
column_limit=50  fill_fields=a|none  compare=previous|year  tz=Europe/Paris  where={…}  custom={…}``. A sort by a
pivot column is ``sorts=orders.revenue desc [2024-01]``, its name quoted as in a URL where it holds a comma or bracket.
``c[…]``, a setting of the chart, is of the page alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote, unquote

from explores.semantic import json_text
from explores.semantic.errors import SemanticError, nearest
from explores.semantic.numerals import count
from explores.semantic.query import COLUMN_LIMIT, DEFAULT_LIMIT, Query, Sort

Params = list[tuple[str, str]]

_FLAGS = {"total": "totals", "row_total": "row_totals", "subtotal": "subtotals"}
_TEXTS = {"compare": "compare", "tz": "timezone"}
_NAMES = ("fields", "sorts", "limit", "pivots", "column_limit", *_FLAGS, "fill_fields", *_TEXTS, "where", "custom")
_OBJECTS = {"where": "a JSON object of filters joined by any and all", "custom": "a JSON object of custom fields"}
_FILTER = re.compile(r"f\[([^\[\]]+)\]")
_SORT = re.compile(r"(?P<field>\S+)(?: +(?P<direction>asc|desc))?(?: +\[(?P<pivot>[^\[\]]*)\])?", re.IGNORECASE)
# what is not of the query is passed over in silence
OF_THE_PAGE = frozenset({"vis", "stack", "trend", "run", "tab", "q", "format", "head", "toggle", "look", "merge"})


def to_params(query: Query) -> Params:
    """The query as parameters, what has its default value left out."""
    params: Params = [("fields", ",".join(query.fields))] if query.fields else []
    params += [(f"f[{name}]", text) for name, text in query.filters]
    if query.sorts:
        params.append(("sorts", sorts_text(query.sorts)))
    if query.pivots:
        params.append(("pivots", ",".join(query.pivots)))
    if query.limit != DEFAULT_LIMIT:
        params.append(("limit", "all" if query.limit is None else str(query.limit)))
    if query.column_limit != COLUMN_LIMIT:
        params.append(("column_limit", str(query.column_limit)))
    params += [(name, "1") for name, flag in _FLAGS.items() if getattr(query, flag)]
    if query.fill is not None:
        params.append(("fill_fields", ",".join(query.fill) or "none"))
    params += [(name, text) for name, part in _TEXTS.items() if (text := getattr(query, part))]
    params += [(name, _object_text(found)) for name in _OBJECTS if (found := getattr(query, name))]
    return params


def from_params(explore: str, params: Iterable[tuple[str, str]]) -> Query:
    """The query of a URL. Raises SemanticError naming the parameter that is wrong."""
    filters: list[tuple[str, str]] = []
    found: dict[str, str] = {}
    for name, value in params:
        match = _FILTER.fullmatch(name)
        if match:
            filters.append((match[1], value))
        elif name in _NAMES:
            found[name] = value
        elif name not in OF_THE_PAGE and not name.startswith("c["):
            raise SemanticError(
                f"The address has a parameter {name!r} that means nothing.",
                code="invalid_url", field=name, suggestion=nearest(name, (*_NAMES, "f[view.field]")),
            )  # fmt: skip
    return Query(
        explore=explore,
        fields=_words(found.get("fields", "")),
        filters=tuple(filters),
        sorts=tuple(parse_sort(word) for word in _words(found.get("sorts", ""))),
        pivots=_words(found.get("pivots", "")),
        limit=_limit(found.get("limit")),
        column_limit=_column_limit(found.get("column_limit")),
        fill=_fill(found.get("fill_fields")),
        compare=found.get("compare") or None,
        timezone=found.get("tz") or None,
        where=_object("where", found.get("where")),
        custom=_object("custom", found.get("custom")),
        **{flag: _flag(name, found.get(name)) for name, flag in _FLAGS.items()},
    )


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def sorts_text(sorts: Iterable[Sort]) -> str:
    """The sorts as an address names them."""
    return ",".join(sort_text(sort) for sort in sorts)


def sort_text(sort: Sort) -> str:
    """One sort as an address names it."""
    text = f"{sort.field} desc" if sort.descending else sort.field
    return text if sort.pivot is None else f"{text} [{quote(sort.pivot, safe=' ')}]"


def parse_sort(text: str) -> Sort:
    """``orders.revenue desc``, with a pivot column in brackets where one is meant. Raises SemanticError."""
    match = _SORT.fullmatch(text.strip())
    if match is None:
        raise _error("sorts", text, "a field, then asc or desc")
    pivot = match["pivot"]
    descending = (match["direction"] or "").lower() == "desc"
    return Sort(match["field"], descending, None if pivot is None else unquote(pivot))


def _limit(text: str | None) -> int | None:
    if text is None or text == "":
        return DEFAULT_LIMIT
    if text == "all":
        return None
    if (found := count(text)) is not None:
        return found
    raise _error("limit", text, "a whole number, or all")


def _fill(text: str | None) -> tuple[str, ...] | None:
    """``none`` fills nothing; without the parameter the rule decides."""
    return () if text == "none" else _words(text or "") or None


def _flag(name: str, text: str | None) -> bool:
    if text in {None, "", "0"}:
        return False
    if text == "1":
        return True
    raise _error(name, text or "", "1 or 0")


def _column_limit(text: str | None) -> int:
    if not text:
        return COLUMN_LIMIT
    if (found := count(text)) is not None:
        return found
    raise _error("column_limit", text, "a whole number")


def _object(name: str, text: str | None) -> dict[str, Any]:
    if not text:
        return {}
    try:
        found = json_text.read(text)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise _error(name, text, _OBJECTS[name])
    return found


def _object_text(data: Mapping[str, Any]) -> str:
    return json.dumps(data, separators=(",", ":"), ensure_ascii=False)


def _error(name: str, value: str, takes: str) -> SemanticError:
    return SemanticError(f"The parameter {name!r} is {value[:80]!r}; it takes {takes}.", code="invalid_url", field=name)
