"""A question as YAML, in the form that a tile of a dashboard's file takes. PURE."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from explores.charts.options.read import of_address
from explores.semantic import query_json
from explores.semantic.query import Query
from explores.semantic.url import sort_text

STACKS: dict[str, bool | str] = {"1": True, "percent": "percent"}


def model_code(title: str, query: Query, settings: Mapping[str, str]) -> str:
    """The tile, its place aside: title, kind of picture with its settings, and the query."""
    tile = {"title": title, "vis": picture(settings), "query": question(query, settings.get("vis") or "table")}
    return yaml.safe_dump(tile, sort_keys=False, allow_unicode=True, width=110)


def picture(settings: Mapping[str, str]) -> str | dict[str, Any]:
    """The kind of picture; with its settings where it has some."""
    kind = settings.get("vis") or "table"
    rest: dict[str, Any] = {"stack": STACKS[settings["stack"]]} if settings.get("stack") in STACKS else {}
    if settings.get("trend"):
        rest["trend"] = settings["trend"]
    rest |= of_address(settings.items())
    return {"type": kind, **rest} if rest else kind


def question(query: Query, kind: str) -> dict[str, Any]:
    """The query of a tile that is shown as ``kind``: a table tile that names no limit has more rows than a query."""
    data = query_json.to_json(query)
    names = [name for name, _ in query.filters]
    if names and len(set(names)) == len(names):
        data["filters"] = dict(query.filters)
    if query.sorts:
        data["sorts"] = [sort_text(sort) for sort in query.sorts]
    if kind == "table" or query.limit is None:
        data["limit"] = "all" if query.limit is None else query.limit
    return data
