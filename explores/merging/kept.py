"""A merged result as Looks and tiles keep it, and back to its address. PURE.

``{"explore": "merge", "sources": [{"query": {…}, "match": [["orders.ordered_month", "ads.day_month"]]}, …]}``, each
query as ``semantic.query_json`` has it; an empty ``match`` is on what speaks for itself. Beside them ``sorts``,
``limit``, ``totals`` and ``custom`` over the merged rows, as those of a query.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from explores.merging.columns import NAME
from explores.merging.state import Merge, Source
from explores.semantic import query_json, url
from explores.semantic.errors import SemanticError, nearest
from explores.semantic.query import Query
from explores.wish import Wish

_OVER = ("sorts", "limit", "totals", "custom")  # of a query over the merged rows
_KNOWN = ("explore", "sources", *_OVER)
_PARAMS = {"sorts", "limit", "total", "custom"}


def is_merge(data: Any) -> bool:
    """Whether what is kept is a merged result."""
    return isinstance(data, Mapping) and data.get("explore") == NAME


def to_json(merge: Merge) -> dict[str, Any]:
    """Plain lists and objects. Raises SemanticError for an address that cannot be read."""
    over = query_json.to_json(url.from_params(NAME, [pair for pair in merge.rest if pair[0] in _PARAMS]))
    sources = [
        {"query": _query_json(source), "match": [list(pair) for pair in source.pairs]} for source in merge.sources
    ]
    return {"explore": NAME, "sources": sources} | {name: over[name] for name in _OVER if name in over}


def _query_json(source: Source) -> dict[str, Any]:
    return query_json.to_json(url.from_params(source.explore, source.wish.query_params()))


def from_json(data: Mapping[str, Any], settings: Mapping[str, str] | None = None) -> Merge:
    """The same as an address, with the settings of its picture. Raises SemanticError naming the part."""
    if strange := [str(name) for name in data if name not in _KNOWN]:
        near = nearest(strange[0], _KNOWN)
        raise SemanticError(
            f"A merged result has no {strange[0]!r}.", code="invalid_query", field=strange[0], suggestion=near
        )
    sources = data.get("sources")
    if not isinstance(sources, list) or not sources:
        raise _error("takes a list of {query, match}, the first query's rows first")
    over = query_json.from_json({"explore": NAME} | {name: data[name] for name in _OVER if name in data})
    pairs = [("source", text) for text in map(_source, sources)] + [
        ("match", text) for text in map(_match, sources[1:])
    ]
    return Merge.of([*pairs, *url.to_params(_over(over)), *(settings or {}).items()])


def _over(query: Query) -> Query:
    return Query(NAME, sorts=query.sorts, limit=query.limit, totals=query.totals, custom=query.custom)


def _source(entry: Any) -> str:
    if not isinstance(entry, Mapping) or not entry.keys() <= {"query", "match"}:
        raise _error("takes a list of {query, match}")
    query = query_json.from_json(entry.get("query"))
    return f"{query.explore}?{urlencode(url.to_params(query), safe='[],.:/')}"


def _match(entry: Mapping[str, Any]) -> str:
    pairs = entry.get("match", [])
    if not isinstance(pairs, list) or not all(_is_pair(pair) for pair in pairs):
        raise _error("matches on pairs of texts: a dimension of the first query, and one of this")
    return Source("", "", tuple((one, other) for one, other in pairs)).match


def _is_pair(pair: Any) -> bool:
    return isinstance(pair, list) and len(pair) == 2 and all(isinstance(one, str) and one for one in pair)


def _error(needs: str) -> SemanticError:
    return SemanticError(f"'sources' {needs}.", code="invalid_query", field="sources")


def wish_of(data: Mapping[str, Any], settings: Mapping[str, str]) -> Wish:
    """The address of what was kept. Raises SemanticError where it cannot be read."""
    return Wish.of(from_json(data, settings).params)
