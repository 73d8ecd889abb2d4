"""What an expression is once it is read. PURE."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


class ExpressionError(ValueError):
    """An expression that cannot be read: says what and at which character."""


@dataclass(frozen=True)
class Literal:
    """A number (Decimal), a text, true or false, or nothing at all (None)."""

    value: Any


@dataclass(frozen=True)
class Column:
    """A column of the file, or one computed before."""

    name: str


@dataclass(frozen=True)
class Operation:
    """An operator with its operands, or a function with its arguments."""

    name: str
    arguments: tuple[Node, ...]


Node = Literal | Column | Operation


def columns_of(node: Node) -> set[str]:
    """The names of all columns an expression needs."""
    if isinstance(node, Column):
        return {node.name}
    if isinstance(node, Operation):
        return set().union(*(columns_of(each) for each in node.arguments))
    return set()
