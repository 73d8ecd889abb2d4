"""The page's filters and a tile's own question, put together. PURE."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from dashboards import zones
from dashboards.model import Dashboard, Filter, Tile
from explores.semantic.query import Query

Values = Mapping[str, str]  # filter name → expression; empty: any
Pairs = tuple[tuple[str, str], ...]  # field, expression


HIDE = "hide_filter"  # in the address: ?hide_filter=country, several times for several
TAB = "tab"  # in the address: the tab that is looked at


def hiding(dashboard: Dashboard, names: Collection[str]) -> Dashboard:
    """The same page without the chips of the filters of these names (or labels); what they say applies all the same."""
    found = (replace(each, hidden=each.name in names or each.label in names) for each in dashboard.filters)
    return replace(dashboard, filters=tuple(found))


def on_tab(dashboard: Dashboard, name: str) -> Dashboard:
    """The same page with that tab looked at; the first one where there is none of that name."""
    first = next(iter(dashboard.tabs), "")
    return replace(dashboard, shown=name if name in dashboard.tabs and name != first else "")


def values_of(dashboard: Dashboard, params: Mapping[str, str]) -> dict[str, str]:
    """Each filter's expression: from the address where it is named there (empty means any), else its default."""
    given = {each.name: params.get(each.name, each.default) for each in dashboard.filters}
    return {name: value.lstrip() for name, value in given.items()}  # at the end a space may be meant, escaped by ^


def params_of(dashboard: Dashboard, values: Values) -> list[tuple[str, str]]:
    """The address of these values, shortest: what stands at its default is left out, and what is hidden stays so."""
    told = (each for each in dashboard.filters if each.added or values.get(each.name) != each.default)
    changed = [(each.name, values[each.name]) for each in told if each.name in values]
    here = [*dashboard.state, *([(TAB, dashboard.shown)] if dashboard.shown else [])]
    zone = [(zones.ZONE, dashboard.zone)] if dashboard.zone else []
    return [*changed, *((HIDE, each.name) for each in dashboard.filters if each.hidden), *here, *zone]


PASSING = {"pin", "now", "run", "open", "find"}  # of one showing of the page; an address that leads on does not keep it


def rest_of(dashboard: Dashboard, params: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """What else stands in an address, beside the filters, the parts of their forms and what passes."""
    names = {each.name for each in dashboard.filters}
    known = {*names, *PASSING, HIDE, TAB, zones.ZONE, *(key for key, _ in dashboard.state)}
    return [(key, value) for key, value in params if key not in known and not _is_part(key, names)]


def _is_part(key: str, names: Collection[str]) -> bool:
    return any(key.startswith(f"{name}.") for name in names)


def missing(dashboard: Dashboard, values: Values) -> tuple[Filter, ...]:
    """The required filters without a value: while there is one, nothing on the page is asked, sent or refreshed."""
    return tuple(each for each in dashboard.filters if each.required and not values.get(each.name, "").strip())


def narrowed(tile: Tile, dashboard: Dashboard, values: Values, crossed: Pairs = ()) -> Query:
    """The tile's question within the page's filters; what the tile asks for itself still applies.

    ``crossed``: what clicks on marks narrow it to, for who looks at the page; nothing else is asked with them.
    """
    ours = [
        (field, values[each.name])
        for each in dashboard.filters
        if (field := listening(tile, each)) and values.get(each.name)
    ]
    return replace(tile.query, filters=(*tile.query.filters, *ours, *crossed))


def listening(tile: Tile, each: Filter) -> str | None:
    """The dimension that a filter narrows in this tile; None where the tile does not listen to it."""
    return tile.listens.get(each.name, each.field)


ANY_TIMEFRAME = "_*"  # orders.ordered_*: the time frame that fits the page's period


def fitted(query: Query, timeframe: str) -> Query:
    """The question with every open time frame filled in."""

    def named(field: str) -> str:
        return f"{field.removesuffix('*')}{timeframe}" if field.endswith(ANY_TIMEFRAME) else field

    sorts = tuple(replace(sort, field=named(sort.field)) for sort in query.sorts)
    return replace(query, fields=tuple(map(named, query.fields)), sorts=sorts)


def without_time(query: Query) -> Query:
    """The same figures without their open time frame: one row for the whole period."""
    fields = tuple(field for field in query.fields if not field.endswith(ANY_TIMEFRAME))
    return replace(query, fields=fields, sorts=(), totals=False)
