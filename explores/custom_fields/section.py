"""The section of the picker that lists the query's own fields, broken ones too. PURE."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from explores.custom_fields.changes import called
from explores.custom_fields.kinds import Kind, kind_of
from explores.semantic.errors import SemanticError
from explores.semantic.model import Explore

LETTERS = {"dim": "Aa", "mea": "#", "calc": "ƒx"}


@dataclass(frozen=True)
class CustomRow:
    """One field. ``error`` says why it cannot be made; empty where it can."""

    name: str
    label: str
    kind: Kind
    about: str
    used: bool
    error: str = ""

    @property
    def letters(self) -> str:
        """The glyph of its colour."""
        return LETTERS[self.kind.hue]


def rows(
    specs: Mapping[str, Any], explore: Explore, broken: Mapping[str, SemanticError], used: Collection[str]
) -> list[CustomRow]:
    """A row for each, in the order in which they were made."""
    return [_row(name, spec, explore, broken.get(name), name in used) for name, spec in specs.items()]


def _row(name: str, spec: Any, explore: Explore, error: SemanticError | None, used: bool) -> CustomRow:
    kind = kind_of(spec)
    found = explore.by_id.get(name) or explore.calculations.get(name)
    label = called(explore, name, spec)
    return CustomRow(
        name, label, kind, (found.definition if found else "") or kind.about, used, str(error) if error else ""
    )
