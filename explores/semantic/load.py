"""Catalog files to explores, checked as a whole: views first, then the explores that join them. PURE.

``views/*.yaml`` describe views, ``explores/*.yaml`` explores, ``calendar.yaml`` weeks and fiscal years; a later folder
(a site's own) replaces files of the same name and adds its own. Nothing dangling gets past here, so nothing below has
to ask again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from explores.semantic import calendars
from explores.semantic import explores as explore_files
from explores.semantic.errors import nearest
from explores.semantic.model import Catalog
from explores.semantic.section import CatalogError, Section
from explores.semantic.snippets import Columns

RESERVED = frozenset({"merge"})  # addresses beside those of explores


def load(folders: Iterable[Path], tables: Columns) -> Catalog:
    """The catalog in ``folders``. ``tables`` are the warehouse's: name → column → type. Raises CatalogError."""
    views: dict[str, Any] = {}
    found: dict[str, Any] = {}
    calendar: dict[str, Any] = {}
    for folder in folders:
        views |= _read(folder / "views")
        found |= _read(folder / "explores")
        calendar |= _read(folder, "calendar").get("calendar") or {}
    return from_data(views, found, tables, calendar)


def from_data(
    views: Mapping[str, Any], explores: Mapping[str, Any], tables: Columns, calendar: Mapping[str, Any] | None = None
) -> Catalog:
    """As ``load``, from what the files hold: name → content."""
    catalog = {}
    counted = calendars.read(calendar or {})
    for name, data in explores.items():
        section = Section(data, f"explores/{name}.yaml")
        if section.text("explore") != name:
            raise CatalogError(
                f"the file is named {name!r}, 'explore' says {section.text('explore')!r}.", section.place
            )
        if name in RESERVED:
            raise CatalogError(f"{name!r} is the address of another page; name the explore otherwise.", section.place)
        catalog[name] = replace(explore_files.read(name, section, _Views(views), tables), calendar=counted)
    return Catalog(catalog)


class _Views(Mapping[str, Section]):
    """The view files, each given out as a fresh section; a missing one is named with the nearest."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._data = data

    def __getitem__(self, name: str) -> Section:
        if name not in self._data:
            raise CatalogError(f"there is no file views/{name}.yaml.", "views", nearest(name, self._data))
        return Section(self._data[name], f"views/{name}.yaml")

    def __iter__(self) -> Any:
        return iter(self._data)

    def __len__(self) -> int:
        return len(self._data)


def _read(folder: Path, name: str = "*") -> dict[str, Any]:
    found = {}
    for file in sorted(folder.glob(f"{name}.yaml")):
        try:
            found[file.stem] = yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)  # eight times as quick
        except yaml.YAMLError as error:
            raise CatalogError(f"this is not YAML ({error}).", f"{folder.name}/{file.name}") from None
    return found
