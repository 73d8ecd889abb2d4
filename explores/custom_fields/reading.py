"""The custom fields of an address, as far as they can be read: a broken one leaves the others standing. PURE."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from explores.semantic import json_text
from explores.semantic.custom import with_custom
from explores.semantic.errors import SemanticError
from explores.semantic.model import Explore


@dataclass(frozen=True)
class Found:
    """The explore with the fields that can be read, their specs, and what is wrong with the others."""

    explore: Explore
    custom: Mapping[str, Any] = field(default_factory=dict)
    broken: Mapping[str, SemanticError] = field(default_factory=dict)


def specs_of(text: str) -> dict[str, Any]:
    """The specs by name that the parameter ``custom`` holds; none where it is no object."""
    try:
        found = json_text.read(text) if text else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def readable(explore: Explore, specs: Mapping[str, Any]) -> Found:
    """The fields that can be made, those first that others are made of; the others with their errors."""
    try:
        return Found(with_custom(explore, specs), specs)
    except SemanticError:
        pass
    good: dict[str, Any] = {}
    wrong: dict[str, SemanticError] = {}
    while True:
        before = len(good)
        for name in [name for name in specs if name not in good]:
            try:
                with_custom(explore, {**good, name: specs[name]})
                good[name] = specs[name]
                wrong.pop(name, None)
            except SemanticError as error:
                wrong[name] = error
        if len(good) == before:
            return Found(with_custom(explore, good), good, wrong)
