"""The fields of an explore as the picker shows them: views, groups with their time frames, measures after. PURE."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from explores.semantic.field_info import FieldInfo
from explores.semantic.model import CUSTOM

GLYPHS = {"date": "calendar", "timestamp": "calendar", "yesno": "toggle-left"}
TYPE_WORDS = {"yesno": "yes/no", "timestamp": "date time"}
OFTEN = ("date", "week", "month", "quarter", "year", "time", "hour")
PLACES = ("country", "city", "region", "postcode", "postal", "zip", "latitude", "longitude")


@dataclass(frozen=True)
class Entry:
    """One field to pick. ``name`` is what its row says, inside a group without the group's name."""

    field: FieldInfo
    name: str

    @property
    def hue(self) -> str:
        """The colour class: dimension, measure, calculation or parameter."""
        return {"dimension": "dim", "measure": "mea", "parameter": "fil"}.get(self.field.kind, "calc")

    @property
    def icon(self) -> str:
        """A Lucide icon where the type has one; else empty, and ``letters`` stand there."""
        if self.field.kind != "dimension":
            return "list-filter" if self.field.kind == "parameter" else ""
        if self.field.view != CUSTOM and any(part in PLACES for part in self.field.id.split(".")[-1].split("_")):
            return "map-pin"
        return GLYPHS.get(self.field.type, "")

    @property
    def type_words(self) -> str:
        """What one may type to find fields of this type: "measure number", "dimension yes/no"."""
        return f"{self.field.kind} {TYPE_WORDS.get(self.field.type, self.field.type)}"

    @property
    def letters(self) -> str:
        """The glyph for what has no icon."""
        return {"dimension": "Aa", "measure": "#"}.get(self.field.kind, "ƒx")


@dataclass(frozen=True)
class Group:
    """Fields under one heading, such as the time frames of a date; a field without a group stands alone."""

    label: str
    entries: tuple[Entry, ...]
    more: tuple[Entry, ...] = ()  # time frames that few ask for

    @property
    def alone(self) -> Entry | None:
        """The one field that needs no heading."""
        return self.entries[0] if not self.label else None

    @property
    def icon(self) -> str:
        """The glyph of the heading."""
        return self.entries[0].icon

    @property
    def count(self) -> int:
        """How many fields a person sees in it: a date with all its time frames is one."""
        return 1 if self.entries[0].field.timeframe else len(self.entries)


@dataclass(frozen=True)
class Section:
    """The fields under one label: a view, or several that people see as one thing."""

    label: str
    dimensions: tuple[Group, ...]
    measures: tuple[Group, ...]
    parameters: tuple[Group, ...] = ()  # filtered by only

    @property
    def count(self) -> int:
        """How many fields it offers."""
        return sum(group.count for group in (*self.dimensions, *self.measures, *self.parameters))


def sections(fields: Iterable[FieldInfo]) -> list[Section]:
    """Custom fields first, then the views in the catalog's order."""
    by_label: dict[str, list[FieldInfo]] = {}
    for field in sorted(fields, key=lambda field: field.view != CUSTOM):
        by_label.setdefault(field.view_label, []).append(field)
    return [_section(label, members) for label, members in by_label.items()]


def _section(label: str, fields: Sequence[FieldInfo]) -> Section:
    return Section(
        label=label,
        dimensions=_groups([field for field in fields if field.kind == "dimension"]),
        measures=_groups([field for field in fields if field.kind not in {"dimension", "parameter"}]),
        parameters=_groups([field for field in fields if field.kind == "parameter"]),
    )


def _groups(fields: Sequence[FieldInfo]) -> tuple[Group, ...]:
    found: dict[str, list[Entry]] = {}
    for field in fields:
        label = field.group_label or ""
        found.setdefault(label or f"\x00{field.id}", []).append(Entry(field, _name(field)))
    return tuple(_group("" if key.startswith("\x00") else key, entries) for key, entries in found.items())


def _name(field: FieldInfo) -> str:
    """Its own name under the group's heading, else the label without what stands above it in the picker."""
    if field.item_label:
        return field.item_label
    above = [part for part in (field.view_label, field.group_label) if part]
    return field.label.removeprefix("".join(f"{part} › " for part in above))


def _group(label: str, entries: Sequence[Entry]) -> Group:
    """Time frames in the order people reach for them; the rest where it is in nobody's way."""
    often = [entry for frame in OFTEN for entry in entries if entry.field.timeframe == frame]
    if not often:
        return Group(label, tuple(entries))
    return Group(label, tuple(often), tuple(entry for entry in entries if entry not in often))
