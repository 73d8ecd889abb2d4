"""A merged result on a page: what narrows each of its queries, and which of them nothing narrows. PURE."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlencode

from explores.merging.state import Merge
from explores.semantic.model import COMMON, CUSTOM, Dimension, Explore, Parameter

Fields = Sequence[str]  # a field for each query; empty for one that has none


def narrowed(merge: Merge, filters: Iterable[tuple[Fields, str]]) -> Merge:
    """The merge with each of its queries within the filters: fields and an expression."""
    filters = list(filters)

    def query(place: int, text: str) -> str:
        more = urlencode([(f"f[{fields[place]}]", said) for fields, said in filters if fields[place]])
        return f"{text}&{more}" if more else text

    sources = (replace(source, query=query(place, source.query)) for place, source in enumerate(merge.sources))
    return replace(merge, sources=tuple(sources))


def fields_for(merge: Merge, field: str, explores: Mapping[str, Explore], home: Explore | None) -> Fields:
    """What ``field`` (of a filter, known in ``home``) is in each query: the same field, else the common dimension of
    which it is."""
    names = [source.explore for source in merge.sources]
    homes = [explores[name] for name in names if name in explores and field in explores[name].by_id]
    home = next(iter(homes), home)
    return tuple(_field_in(field, home, explores[name]) if name in explores else "" for name in names)


def _field_in(field: str, home: Explore | None, explore: Explore) -> str:
    if field in explore.by_id:
        return field
    dimension = plain_dimension(home, field) if home else None
    return (common_of(dimension, home, explore) or "") if dimension and home else ""


def lacking(names: Sequence[str], fields: Fields, explores: Mapping[str, Explore]) -> str:
    """Which queries have no field, in words with their verb: "query 2 (Ads) has"; empty where all have one."""
    said = list(_lacking(names, fields, explores))
    if len(said) > 1:
        return f"queries {', '.join(said[:-1])} and {said[-1]} have"
    return f"query {said[0]} has" if said else ""


def _lacking(names: Sequence[str], fields: Fields, explores: Mapping[str, Explore]) -> Iterator[str]:
    for number, (name, field) in enumerate(zip(names, fields, strict=True), start=1):
        if not field:
            yield f"{number} ({explores[name].label if name in explores else name})"


def plain_dimension(explore: Explore, field: str) -> Dimension | None:
    """One that filters rows; a parameter, a measure and a field made in a question are none."""
    found = explore.by_id.get(field)
    is_plain = isinstance(found, Dimension) and not isinstance(found, Parameter) and found.view != CUSTOM
    return found if is_plain else None  # type: ignore[return-value]


def common_of(dimension: Dimension, home: Explore, explore: Explore) -> str | None:
    """The common dimension of ``explore`` that the field is of, by its name."""
    plain = dimension.group or dimension.id.partition(".")[2]
    names = [name for name, one in home.common.items() if one.fields.get(dimension.view) == plain]
    names += [plain] if dimension.view == COMMON else []
    suffix = f"_{dimension.timeframe}" if dimension.timeframe else ""
    ids = (f"{COMMON}.{name}{suffix}" for name in names if name in explore.common)
    return next((name for name in ids if plain_dimension(explore, name) is not None), None)
