"""Filters that a viewer adds to the page they look at: they stand in the address alone, as ``f[orders.channel]=Email``;
a second one on the same field, which must be met too, as ``f[orders.channel][2]=-SMS``.

PURE.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import count

from dashboards import hearing
from dashboards.model import Dashboard, Filter
from explores.semantic.field_info import FieldInfo
from explores.semantic.model import Catalog, Dimension, Parameter
from explores.semantic.resolve import filter_type

_NAME = re.compile(r"f\[([^\[\]]{1,200})\](?:\[([2-9]|[12][0-9]|30)\])?")
_TYPES = {"boolean": "yesno", "tier": "string", "location": "string"}
MOST = 30


def name_of(field: str, number: int = 1) -> str:
    """The filter's name, which is its parameter in the address; ``number`` tells those on one field apart."""
    return f"f[{field}]" if number == 1 else f"f[{field}][{number}]"


def free_name(field: str, taken: Container[str]) -> str:
    """The first on that field that is not taken."""
    return next(name for number in count(1) if (name := name_of(field, number)) not in taken)


def with_added(dashboard: Dashboard, names: Iterable[str], catalog: Catalog) -> Dashboard:
    """The page with a filter for each ``f[field]`` among the parameters, after its own."""
    found = {name: match[1] for name in names if (match := _NAME.fullmatch(name))}
    more = [_added(name, field, dashboard, catalog) for name, field in list(found.items())[:MOST]]
    return replace(dashboard, filters=(*dashboard.filters, *more)) if more else dashboard


def _added(name: str, field: str, dashboard: Dashboard, catalog: Catalog) -> Filter:
    for explore in hearing.homes(dashboard, catalog):
        found = explore.by_id.get(field)
        if found is not None:
            label = next((info.short_label for info in explore.fields() if info.id == field), field)
            return Filter(name, label, type_of(found), field, added=True)
    return Filter(name, field, "string", field, added=True)


def type_of(field: object) -> str:
    """The type of a filter on that field."""
    if isinstance(field, Parameter):
        return "parameter"
    kind = filter_type(field) if isinstance(field, Dimension) else "number"
    return _TYPES.get(kind, kind)


@dataclass(frozen=True)
class Group:
    """Fields under one heading of the list to choose from."""

    label: str
    fields: tuple[FieldInfo, ...]


def choices(dashboard: Dashboard, catalog: Catalog, search: str = "") -> Iterator[Group]:
    """The fields that a viewer may filter by: the dimensions of the page's explores, each once."""
    words = search.lower().split()
    seen: set[str] = set()
    groups: dict[str, list[FieldInfo]] = {}
    for explore in hearing.homes(dashboard, catalog):
        for info in explore.fields():
            text = f"{info.label} {info.short_label}".lower()
            if info.id not in seen and info.kind in ("dimension", "parameter") and all(word in text for word in words):
                seen.add(info.id)
                groups.setdefault(info.view_label, []).append(info)
    return (Group(label, tuple(fields)) for label, fields in groups.items())
