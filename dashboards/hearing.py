"""Which tiles a filter narrows, held against the catalog: a field that is gone narrows nothing, and says so. PURE."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dashboards import merges
from dashboards.filters import Values, listening
from dashboards.model import Dashboard, Filter, Tile
from explores.merging.state import Merge
from explores.semantic.choosing import explore_for
from explores.semantic.errors import SemanticError
from explores.semantic.model import Catalog, Dimension, Explore
from explores.semantic.resolve import filter_type


@dataclass(frozen=True)
class Unheard:
    """A filter with a value that a tile cannot follow, or not with all of its queries, and why."""

    filter: Filter
    why: str = "there is no such field here"


@dataclass(frozen=True)
class Heard:
    """A tile that listens only to what its explore knows; of a merged result, its queries within the page's filters."""

    tile: Tile
    unheard: tuple[Unheard, ...] = ()


def heard(tile: Tile, dashboard: Dashboard, values: Values, catalog: Catalog) -> Heard:
    """The tile with what it listens to made plain for every filter of the page."""
    set_ = [each for each in dashboard.filters if values.get(each.name)]
    if tile.merge is not None:
        return _merged(tile, tile.merge, [(each, values[each.name]) for each in set_], dashboard, catalog)
    fields = _fields(tile, catalog)
    if fields is None:
        return Heard(tile)  # asking says what is wrong with it
    told: dict[str, str | None] = {}
    unheard = []
    for each in dashboard.filters:
        field = listening(tile, each)
        told[each.name] = field if field in fields else None
        if field and field not in fields and each in set_ and _meant(tile, each, dashboard, catalog):
            unheard.append(Unheard(each))
    return Heard(replace(tile, listens=told), tuple(unheard))


def _merged(tile: Tile, merge: Merge, said: list[tuple[Filter, str]], dashboard: Dashboard, catalog: Catalog) -> Heard:
    """Each of its queries within the filters whose field it has."""
    names, found, unheard = [source.explore for source in merge.sources], [], []
    for each, expression in said:
        field = listening(tile, each)
        if not field:
            continue
        fields = merges.fields_for(merge, field, catalog.explores, home(each, dashboard, catalog))
        found.append((fields, expression))
        if lacking := merges.lacking(names, fields, catalog.explores):
            unheard.append(Unheard(each, f"{lacking} no such field"))
    return Heard(replace(tile, merge=merges.narrowed(merge, found)), tuple(unheard))


def _fields(tile: Tile, catalog: Catalog) -> set[str] | None:
    explore = catalog.explores.get(tile.query.explore)
    try:
        return None if explore is None else set(explore_for(explore, tile.query).by_id)
    except SemanticError:
        return None


def _meant(tile: Tile, each: Filter, dashboard: Dashboard, catalog: Catalog) -> bool:
    """Whether the filter is meant for this tile: by name, or since it is new here, or its field is nowhere any more."""
    named = each.added or each.name in tile.listens or each.explore == tile.query.explore
    return named or home(each, dashboard, catalog) is None


def explores_of(tile: Tile, catalog: Catalog) -> list[Explore]:
    """What a tile asks: one, or those of a merged result."""
    names = [source.explore for source in tile.merge.sources] if tile.merge else [tile.query.explore]
    return [catalog.explores[name] for name in dict.fromkeys(names) if name in catalog.explores]


def homes(dashboard: Dashboard, catalog: Catalog) -> list[Explore]:
    """The explores of the page's tiles, in their order."""
    found = {one.name: one for tile in dashboard.asking for one in explores_of(tile, catalog)}
    return list(found.values())


def home(each: Filter, dashboard: Dashboard, catalog: Catalog) -> Explore | None:
    """The explore that a filter's values come from; None where its field is nowhere any more."""
    named = catalog.explores.get(each.explore)
    listeners = (tile.query.explore for tile in dashboard.asking if listening(tile, each) == each.field)
    places = [named, *map(catalog.explores.get, listeners), *homes(dashboard, catalog)]
    return next((place for place in places if place and each.field in place.by_id), None)


def grammar(each: Filter, explore: Explore | None) -> str:
    """By which grammar its expressions are read: that of its type; of a text, also tier or location."""
    found = explore.by_id.get(each.field) if explore else None
    if each.type == "string" and isinstance(found, Dimension):
        kind = filter_type(found)
        return kind if kind in ("tier", "location") else each.type
    return each.type


def ancestors(each: Filter, dashboard: Dashboard) -> Iterator[Filter]:
    """The filters that narrow the values offered for this one: those it is linked to, and what these are linked to."""
    seen, waiting = {each.name}, list(each.linked)
    while waiting:
        name = waiting.pop(0)
        parent = dashboard.filter(name)
        if parent is None or name in seen:
            continue
        seen.add(name)
        waiting += parent.linked
        yield parent


def narrowing(each: Filter, dashboard: Dashboard, values: Values, explore: Explore) -> list[tuple[Filter, str]]:
    """Each set filter above this one, with the field by which it narrows the values here."""
    found = []
    for parent in ancestors(each, dashboard):
        tiles = (tile for tile in dashboard.asking if tile.query.explore == explore.name)
        fields = [parent.field, *(listening(tile, parent) or "" for tile in tiles)]
        field = next((field for field in fields if field in explore.by_id), None)
        if field and values.get(parent.name):
            found.append((parent, field))
    return found
