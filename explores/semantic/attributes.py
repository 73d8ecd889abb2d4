"""Custom attributes as fields: each becomes a dimension by itself, a number also its measures. PURE."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from explores.semantic.dimensions import DEFAULT_TIMEFRAMES
from explores.semantic.model import Dimension, Explore, Measure, View
from explores.semantic.sources import Attribute, Named
from explores.semantic.timeframes import TIMEFRAMES
from explores.semantic.trees import own
from explores.semantic.views import SUBACCOUNT

GROUP = "Attributes"
_FORMATS = {"number": "decimal", "text": "text", "yesno": "yesno"}
_MEASURES = (("sum", "Sum"), ("average", "Average"), ("median", "Median"))


@dataclass(frozen=True)
class Definition:
    """One custom attribute as the import found it. ``type``: text, number, date, yesno."""

    entity: str
    name: str
    type: str
    label: str = ""


def with_attributes(explore: Explore, definitions: Iterable[Definition], subaccounts: Mapping[int, str]) -> Explore:
    """The explore with the attributes of every view it joins, and sub-accounts by their names."""
    merged = list(_merged(definitions))
    views = {name: _extended(view, merged, subaccounts) for name, view in explore.views.items()}
    named = tuple(_renamed(found, subaccounts) for found in explore.common_dimensions)
    return replace(explore, views=views, common_dimensions=named)


def _merged(definitions: Iterable[Definition]) -> Iterator[Definition]:
    """One definition for each name: where sub-accounts disagree on the type, it is read as text."""
    found: dict[tuple[str, str], Definition] = {}
    for definition in definitions:
        key = (definition.entity, definition.name)
        known = found.setdefault(key, definition)
        if known.type != definition.type:
            found[key] = replace(known, type="text")
    yield from (found[key] for key in sorted(found))


def _renamed(dimension: Dimension, subaccounts: Mapping[int, str]) -> Dimension:
    if not isinstance(dimension.source, Named):
        return dimension
    return replace(dimension, source=Named(dimension.source.sql, subaccounts))


def _extended(view: View, definitions: Iterable[Definition], subaccounts: Mapping[int, str]) -> View:
    dimensions = [_renamed(d, subaccounts) if d.id.endswith(f".{SUBACCOUNT}") else d for d in view.dimensions]
    measures = list(view.measures)
    taken: set[str] = set()
    for definition in definitions:
        if definition.entity == view.entity and "attributes" in view.columns:
            slug = _slug(definition.name, taken)
            dimensions += _dimensions(view.name, slug, definition)
            measures += _measures(view.name, slug, definition)
    return replace(view, dimensions=tuple(dimensions), measures=tuple(measures))


def _slug(name: str, taken: set[str]) -> str:
    plain = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:60] or "attribute"
    slug, number = f"attr_{plain}", 2
    while slug in taken:
        slug, number = f"attr_{plain}_{number}", number + 1
    taken.add(slug)
    return slug


def _dimensions(view: str, slug: str, definition: Definition) -> Iterator[Dimension]:
    column = own("attributes", view)
    label = definition.label or definition.name
    said = f"The custom attribute “{definition.name}”."
    if definition.type != "date":
        source = Attribute(column, definition.name, definition.type)
        yield Dimension(
            f"{view}.{slug}", view, label, definition.type, source, _FORMATS[definition.type], said, group_label=GROUP
        )
        return
    for name in DEFAULT_TIMEFRAMES["date"]:
        frame = TIMEFRAMES[name]
        yield Dimension(
            id=f"{view}.{slug}_{name}",
            view=view,
            label=frame.label,
            type="text" if frame.named else frame.type,
            source=Attribute(column, definition.name, "date", name),
            format=frame.format,
            definition=said,
            group=slug,
            group_label=label,
            timeframe=name,
        )


def _measures(view: str, slug: str, definition: Definition) -> Iterator[Measure]:
    if definition.type != "number":
        return
    label = definition.label or definition.name
    source = Attribute(own("attributes", view), definition.name, "number")
    for kind, word in _MEASURES:
        said = f"{word} of the custom attribute “{definition.name}”."
        yield Measure(
            f"{view}.{slug}_{kind}",
            view,
            f"{word} of {label}",
            kind,
            "number",
            "decimal",
            said,
            source=source,
            group_label=GROUP,
        )
