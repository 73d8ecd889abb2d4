"""A question as YAML, in the form that a tile of a dashboard's file takes. PURE."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from explores.semantic import query_json
from explores.semantic.query import Query
from explores.semantic.url import sort_text


def model_code(title: str, query: Query, settings: Mapping[str, str]) -> str:
    """The tile, its place aside: title, kind of picture with its settings, and the query."""
    rest = {name: value for name, value in settings.items() if name != "vis"}
    tile: dict[str, Any] = {"title": title, "vis": settings.get("vis") or "table"}
    if rest:
        tile["settings"] = rest
    tile["query"] = _query(query)
    return yaml.safe_dump(tile, sort_keys=False, allow_unicode=True, width=110)


def _query(query: Query) -> dict[str, Any]:
    data = query_json.to_json(query)
    names = [name for name, _ in query.filters]
    if names and len(set(names)) == len(names):
        data["filters"] = dict(query.filters)
    if query.sorts:
        data["sorts"] = [sort_text(sort) for sort in query.sorts]
    if query.limit is None:
        data["limit"] = "all"
    return data
