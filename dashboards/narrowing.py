"""What a cross-filter means in each tile of its page: a field that narrows it, or why it can't. PURE.

The page's own filters say best what a field means elsewhere, so a mark of November narrows a tile just as the page's
period set to November would. Then comes the field itself, where the tile's explore has it, and then the common
dimension that it is of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from dashboards import merges
from dashboards.crossing import Crossed
from dashboards.filters import Pairs, listening
from dashboards.merges import common_of, plain_dimension
from dashboards.model import Dashboard, Filter, Tile
from explores.filtering import operators
from explores.merging.state import Merge
from explores.semantic.errors import SemanticError
from explores.semantic.info import short_name
from explores.semantic.model import Dimension, Explore
from explores.semantic.periods import Period, period_of
from explores.semantic.resolve import filter_type, read, read_as
from explores.semantic.settings import Setting
from explores.semantic.timeframes import TIMEFRAMES

OFF = "cross-filtering is switched off for it"


@dataclass(frozen=True)
class Known:
    """A cross-filter as people read it, on the page. ``fault``: why it narrows nothing."""

    crossed: Crossed
    label: str
    words: str
    home: Explore | None = None
    dimension: Dimension | None = None
    fault: str = ""


@dataclass(frozen=True)
class Part:
    """A cross-filter as one tile takes it: ``fields`` of its question, and ``why`` not, or not everywhere.

    Of a merged result there is a field for each query, empty for one that has none.
    """

    known: Known
    fields: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True)
class Narrowing:
    """All that is crossed, in one tile. ``source``: what was clicked here; it keeps all its marks."""

    parts: tuple[Part, ...] = ()
    source: tuple[Known, ...] = ()

    @property
    def by(self) -> tuple[Part, ...]:
        """What narrows it."""
        return tuple(part for part in self.parts if any(part.fields))

    @property
    def not_by(self) -> tuple[Part, ...]:
        """What can't, or not all of it."""
        return tuple(part for part in self.parts if part.why)

    @property
    def filters(self) -> Pairs:
        """As filters of its question."""
        return tuple((part.fields[0], part.known.crossed.expression) for part in self.by)

    def apart(self, date: str | None) -> tuple[Pairs, Pairs]:
        """The stretches of the date that ``date`` is of, and the other filters: days of the week are no stretch."""
        group = _group_of(date) if date else None
        dated = tuple(pair for pair in self.filters if group and _group_of(pair[0]) == group and _is_stretch(pair[0]))
        return dated, tuple(pair for pair in self.filters if pair not in dated)

    def merged(self, merge: Merge) -> Merge:
        """A merge with each of its queries narrowed."""
        filters = [(part.fields, part.known.crossed.expression) for part in self.by]
        return merges.narrowed(merge, filters)


NONE = Narrowing()


def _group_of(field: str) -> str:
    """The date group of a field's id, told by its name: orders.ordered_month → orders.ordered."""
    stem, _, frame = field.rpartition("_")
    return stem if frame in TIMEFRAMES else field


def _is_stretch(field: str) -> bool:
    frame = TIMEFRAMES.get(field.rpartition("_")[2])
    return frame is None or frame.chronological


def known(
    crossed: Crossed, dashboard: Dashboard, explores: Mapping[str, Explore], setting: Callable[[Explore], Setting]
) -> Known:
    """The cross-filter read: which explore it is of, what it says, and what is wrong with it."""
    tile = dashboard.tile(crossed.by)
    names = [one.query.explore for one in ([tile] if tile else []) + list(dashboard.asking)]
    homes = [explores[name] for name in names if name in explores and plain_dimension(explores[name], crossed.field)]
    if not homes:
        return Known(crossed, crossed.field, "", fault="No tile of this page has such a field.")
    dimension = plain_dimension(homes[0], crossed.field)
    assert dimension is not None  # that is how its home was found
    found = Known(crossed, short_name(dimension), "", homes[0], dimension, crossed.fault)
    if found.fault:
        return found
    try:
        read(dimension, crossed.expression, setting(homes[0]))
    except SemanticError as error:
        return replace(found, fault=str(error))
    return replace(found, words=_words(dimension, crossed))


def _words(dimension: Dimension, crossed: Crossed) -> str:
    said = (operators.condition(filter_type(dimension), term) for term in crossed.terms)
    return ", ".join(one.removeprefix("in ").removeprefix("is ") for one in said)


def narrowing(tile: Tile, dashboard: Dashboard, crossed: Iterable[Known], explores: Mapping[str, Explore]) -> Narrowing:
    """What the page's cross-filters do to one tile."""
    there = [each for each in crossed if not each.fault]
    own = tuple(each for each in there if each.crossed.by == tile.id)
    others = (each for each in there if each.crossed.by != tile.id)
    return Narrowing(tuple(_part(each, tile, dashboard, explores) for each in others), own)


def _part(each: Known, tile: Tile, dashboard: Dashboard, explores: Mapping[str, Explore]) -> Part:
    if not tile.cross_filter:
        return Part(each, why=OFF)
    names = [source.explore for source in tile.merge.sources] if tile.merge else [tile.query.explore]
    found = [_mapped(each, tile, dashboard, explores[name]) if name in explores else None for name in names]
    if any(found):
        fields = tuple(name or "" for name in found)
        lacking = merges.lacking(names, fields, explores)
        return Part(each, fields, f"{lacking} no {each.label}" if lacking else "")
    if "" in found:
        return Part(each, why=f"it does not listen to {each.label}")
    return Part(each, why=f"it has no {each.label}")


def _mapped(each: Known, tile: Tile, dashboard: Dashboard, explore: Explore) -> str | None:
    """The field it means in a question to ``explore``; None where there is none, "" where the page says there isn't."""
    assert each.dimension is not None and each.home is not None  # it has no fault
    field = each.crossed.field
    for one in dashboard.filters:
        if not _is_of(one, each, dashboard):
            continue
        target = listening(tile, one)
        if target is None:
            return ""
        if (found := _as_framed(target, each.dimension, explore)) is not None:
            return found
    if plain_dimension(explore, field) is not None:
        return field
    return common_of(each.dimension, each.home, explore)


def _is_of(one: Filter, each: Known, dashboard: Dashboard) -> bool:
    """Whether the page's filter is on that field (or date) where it was clicked."""
    if one.type == "parameter":
        return False
    home = dashboard.tile(each.crossed.by)
    meant = {listening(home, one) if home else None, one.field}
    field = each.crossed.field
    return field in meant or (one.type == "date" and _group_of(field) in {_group_of(name) for name in meant if name})


def _as_framed(target: str, dimension: Dimension, explore: Explore) -> str | None:
    """The target by the same time frame: a month narrows any frame of a date, a weekday its own alone."""
    found = plain_dimension(explore, target)
    if found is None or dimension.timeframe is None or found.group is None:
        return target if found is not None and filter_type(found) == filter_type(dimension) else None
    same = f"{found.view}.{found.group}_{dimension.timeframe}"
    if plain_dimension(explore, same) is not None:
        return same
    return target if TIMEFRAMES[dimension.timeframe].chronological else None


def period_of_tile(whole: Period | None, dated: Pairs, setting: Setting) -> Period | None:
    """The stretch of time a tile is about, where the page is about ``whole``; None where it is not one."""
    if not dated:
        return whole
    own = [period_of(read_as("date", expression, setting).explain()) for _, expression in dated]
    if len(own) > 1 or own[0] is None:
        return None
    if whole is None:
        return own[0]
    both = Period(max(own[0].start, whole.start), min(own[0].end, whole.end))
    return both if both.start < both.end else None
