"""Groups of filters as the panel shows them: a tree of *any of* and *all of*, whose leaves are filters as any other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from explores.custom_fields.choices import words
from explores.filtering.editor import Editor
from explores.page import Asked
from explores.semantic import json_text, where
from explores.semantic.errors import SemanticError
from explores.semantic.model import COMMON
from explores.semantic.query import Query
from explores.semantic.resolve import resolve
from explores.semantic.where_words import sentence


@dataclass(frozen=True)
class Part:
    """A filter, a formula or a group. ``join`` is any or all, and empty for what is no group."""

    join: str = ""
    parts: tuple[Part, ...] = ()
    filter: Editor | None = None
    expression: str = ""


@dataclass(frozen=True)
class Root:
    """A group that stands beside the flat filters; all of them apply. ``words`` say what it lets through."""

    group: Part
    words: str = ""
    error: str = ""


def roots(asked: Asked) -> list[Root]:
    """The groups of the address, as far as they can be read; what cannot be read is told when the query runs."""
    return [_root(asked, data) for data in _split(data_of(asked.wish.one("where")))]


def data_of(text: str) -> Any:
    """The tree that a text holds; nothing where it is no JSON."""
    try:
        return json_text.read(text) if text else {}
    except ValueError:
        return {}


def _split(data: Any) -> list[Any]:
    """An AND of groups is a list of groups; anything else is one."""
    parts = data.get("all") if isinstance(data, Mapping) else None
    if isinstance(parts, list) and parts and all(_is_group(part) for part in parts):
        return parts
    return [data] if isinstance(data, Mapping) and data else []


def _is_group(data: Any) -> bool:
    return isinstance(data, Mapping) and isinstance(data.get("any", data.get("all")), list)


def _root(asked: Asked, data: Any) -> Root:
    group = data if _is_group(data) else {"any": [data]}
    try:
        return Root(_part(asked, group, where.DEEPEST), explained(asked, data))
    except SemanticError as error:
        return Root(_part(asked, group, where.DEEPEST), error=str(error))


def _part(asked: Asked, data: Any, depth: int) -> Part:
    if not isinstance(data, Mapping) or depth == 0:
        return Part()
    if _is_group(data):
        join = "any" if "any" in data else "all"
        return Part(join, tuple(_kept(_part(asked, one, depth - 1) for one in data[join])))
    if "field" in data:
        return Part(filter=Editor.of(asked, str(data["field"]), str(data.get("is", ""))))
    return Part(expression=str(data.get("expression", "")))


def _kept(parts: Iterable[Part]) -> Iterable[Part]:
    return (part for part in parts if part != Part())


def explained(asked: Asked, data: Any) -> str:
    """What the tree lets through, in words. Raises SemanticError as running it would."""
    if not isinstance(data, Mapping):
        raise where.error("It takes an object.")
    setting = asked.setting
    resolve(asked.explore, Query(asked.explore.name, asked.wish.fields, where=data), setting)
    return sentence(asked.explore, data, setting)


def filter_words(asked: Asked) -> dict[str, Any]:
    """What completes a formula: the dimensions and the functions."""
    names = [info.id for info in asked.explore.fields() if info.kind == "dimension" and info.view != COMMON]
    return {"words": list(words(asked.explore, names, calculation=False))}
