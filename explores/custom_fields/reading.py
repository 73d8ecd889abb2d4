"""The custom fields of an address, as far as they can be read: a broken one leaves the others standing. PURE."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from explores.semantic import json_text
from explores.semantic.custom import TOO_MUCH, with_custom
from explores.semantic.errors import SemanticError
from explores.semantic.model import Explore

_WORD, _ESCAPED = re.compile(r"\w+", re.ASCII), re.compile(r"\\.")


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
    except SemanticError as error:
        if error.field == TOO_MUCH:
            return Found(explore, {}, {TOO_MUCH: error})
    good: dict[str, Any] = {}
    wrong: dict[str, SemanticError] = {}
    for name in _in_order(specs):
        try:
            with_custom(explore, {**good, name: specs[name]})
            good[name] = specs[name]
        except SemanticError as error:
            wrong[name] = error
    return Found(with_custom(explore, good), good, wrong)


def _in_order(specs: Mapping[str, Any]) -> list[str]:
    """The names, each after those that its spec mentions."""
    mentioned = {name: _WORD.findall(_ESCAPED.sub(" ", json.dumps(spec))) for name, spec in specs.items()}
    found: dict[str, None] = {}
    seen: set[str] = set()

    def visit(name: str) -> None:
        if name in specs and name not in seen:
            seen.add(name)
            for other in mentioned[name]:
                visit(other)
            found[name] = None

    for name in specs:
        visit(name)
    return list(found)
