"""A filter tree in words: "Country: is “FR” OR (Revenue: more than 1000 AND Age: 3 to 10)". PURE."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from explores.semantic import where
from explores.semantic.model import Explore
from explores.semantic.resolve import read
from explores.semantic.settings import Setting


def sentence(explore: Explore, data: Mapping[str, Any], setting: Setting) -> str:
    """What the tree lets through; empty where it asks nothing. Raises SemanticError as running it would."""
    node = where.read(data)
    return "" if node is None else _said(explore, node, setting)


def _said(explore: Explore, node: where.Node, setting: Setting) -> str:
    match node:
        case where.Group(any=any_, parts=parts):
            word = " OR " if any_ else " AND "
            return word.join(_inside(part, _said(explore, part, setting)) for part in parts)
        case where.Said(text=text):
            return text
        case where.Leaf(field=name, expression=expression):
            field = explore.field(name)
            label = explore.labels.get(name, name).rpartition(" › ")[2] or name
            return f"{label}: {read(field, expression, setting).sentence}"


def _inside(part: where.Node, words: str) -> str:
    return f"({words})" if isinstance(part, where.Group) else words
