"""Filters joined by AND and OR, as a query carries them: ``{"any": [{"field": …, "is": …}, {"all": […]}]}``. PURE."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from explores.semantic.errors import SemanticError, nearest

DEEPEST, MOST = 10, 100  # groups inside groups, and conditions in all


@dataclass(frozen=True)
class Leaf:
    """A field and its filter expression."""

    field: str
    expression: str


@dataclass(frozen=True)
class Said:
    """A formula that is yes or no."""

    text: str


@dataclass(frozen=True)
class Group:
    """Conditions of which all must hold, or ``any`` one."""

    any: bool
    parts: tuple[Node, ...]


Node = Leaf | Said | Group


def read(data: Mapping[str, Any]) -> Node | None:
    """The tree; None where nothing is asked. Conditions without an expression are none. Raises SemanticError."""
    if not data:
        return None
    found = _node(data, DEEPEST)
    if sum(1 for _ in conditions(found)) > MOST:
        raise error(f"It has more than {MOST} conditions; a longer list of values is one condition, with commas.")
    return found


def conditions(node: Node | None) -> Iterator[Leaf | Said]:
    """Every condition of a tree, in order."""
    if isinstance(node, Group):
        for part in node.parts:
            yield from conditions(part)
    elif node is not None:
        yield node


def parted(data: Mapping[str, Any], is_measure: Callable[[str], bool]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The tree in two that both apply: what rows must pass, and what groups must. Raises SemanticError."""
    if read(data) is None:
        return {}, {}
    while len(data.get("any", ())) == 1:
        data = data["any"][0]
    parts = data.get("all", [data])
    groups = [part for part in parts if any(is_measure(leaf.field) for leaf in _leaves(part))]
    rows = [part for part in parts if part not in groups]
    return ({"all": rows} if rows else {}), ({"all": groups} if groups else {})


def _leaves(data: Mapping[str, Any]) -> list[Leaf]:
    return [found for found in conditions(read(data)) if isinstance(found, Leaf)]


def _node(data: Any, depth: int) -> Node | None:
    if depth == 0:
        raise error(f"It has groups inside groups, more than {DEEPEST} deep.")
    match data:
        case {"field": str(field), "is": str(expression), **rest} if not rest:
            return Leaf(field, expression) if expression.strip() else None
        case {"expression": str(text), **rest} if not rest:
            return Said(text) if text.strip() else None
        case {"any": list(parts), **rest} if not rest:
            return _group(parts, depth, any_=True)
        case {"all": list(parts), **rest} if not rest:
            return _group(parts, depth, any_=False)
    near = next((nearest(str(key), ("any", "all", "field", "is", "expression")) for key in data), None) if isinstance(
        data, dict) else None  # fmt: skip
    raise error("Each part is {field, is}, {expression}, {any: […]} or {all: […]}, and one of them alone.", near)


def _group(parts: list[Any], depth: int, *, any_: bool) -> Node | None:
    """A group of one is that one; a group inside a group of its kind is the same group."""
    found: list[Node] = []
    for part in parts:
        node = _node(part, depth - 1)
        if isinstance(node, Group) and node.any == any_:
            found += node.parts
        elif node is not None:
            found.append(node)
    if len(found) < 2:
        return found[0] if found else None
    return Group(any_, tuple(found))


def error(message: str, suggestion: str | None = None) -> SemanticError:
    """What is wrong with the tree."""
    return SemanticError(
        f"The filters in 'where' cannot be read. {message}", code="invalid_where", field="where", suggestion=suggestion
    )
