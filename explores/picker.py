"""The fields of an explore as the picker shows them: views, groups with their time frames, measures after. PURE."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from explores.semantic.model import CUSTOM, FieldInfo

GLYPHS = {"date": "calendar", "timestamp": "calendar", "yesno": "toggle-left"}
PLACES = ("country", "city", "region", "postcode", "postal", "zip", "latitude", "longitude")


@dataclass(frozen=True)
class Entry:
    """One field to pick. ``name`` is what its row says, inside a group without the group's name."""

    field: FieldInfo
    name: str

    @property
    def hue(self) -> str:
        """The colour class: dimension, measure or calculation."""
        return {"dimension": "dim", "measure": "mea"}.get(self.field.kind, "calc")

    @property
    def icon(self) -> str:
        """A Lucide icon where the type has one; else empty, and ``letters`` stand there."""
        if self.field.kind != "dimension":
            return ""
        if self.field.view != CUSTOM and any(part in PLACES for part in self.field.id.split(".")[-1].split("_")):
            return "map-pin"
        return GLYPHS.get(self.field.type, "")

    @property
    def letters(self) -> str:
        """The glyph for what has no icon."""
        return {"dimension": "Aa", "measure": "#"}.get(self.field.kind, "ƒx")


@dataclass(frozen=True)
class Group:
    """Fields under one heading, such as the time frames of a date; a field without a group stands alone."""

    label: str
    entries: tuple[Entry, ...]

    @property
    def alone(self) -> Entry | None:
        """The one field that needs no heading."""
        return self.entries[0] if not self.label else None

    @property
    def icon(self) -> str:
        """The glyph of the heading."""
        return self.entries[0].icon


@dataclass(frozen=True)
class Section:
    """The fields under one label: a view, or several that people see as one thing."""

    label: str
    dimensions: tuple[Group, ...]
    measures: tuple[Group, ...]


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
        measures=_groups([field for field in fields if field.kind != "dimension"]),
    )


def _groups(fields: Sequence[FieldInfo]) -> tuple[Group, ...]:
    found: dict[str, list[Entry]] = {}
    for field in fields:
        label = field.group_label or ""
        name = field.short_label.removeprefix(f"{label} › ") if label else field.short_label
        found.setdefault(label or f"\x00{field.id}", []).append(Entry(field, name))
    return tuple(Group("" if key.startswith("\x00") else key, tuple(entries)) for key, entries in found.items())
