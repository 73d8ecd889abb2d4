"""What an expression is made of. PURE.

Each part knows between which characters it stands (``start`` up to ``end``); two parts that say the same are equal
wherever they stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal


def _place() -> int:
    return field(default=0, compare=False)


@dataclass(frozen=True)
class Number:
    """A number as written: 12 is an int, 1.5 a Decimal."""

    value: int | Decimal
    start: int = _place()
    end: int = _place()


@dataclass(frozen=True)
class Text:
    """A text in quotes, without them."""

    value: str
    start: int = _place()
    end: int = _place()


@dataclass(frozen=True)
class Constant:
    """``yes``, ``no`` or ``null``."""

    value: bool | None
    start: int = _place()
    end: int = _place()


@dataclass(frozen=True)
class Ref:
    """``${orders.revenue}``; ``total`` is empty, ``total`` or ``row_total``."""

    field: str
    total: str = ""
    start: int = _place()
    end: int = _place()


@dataclass(frozen=True)
class Unary:
    """``-value`` or ``NOT value``."""

    op: str
    of: Node
    start: int = _place()
    end: int = _place()


@dataclass(frozen=True)
class Binary:
    """Two values and what stands between them: OR AND = != < > <= >= + - * /."""

    op: str
    left: Node
    right: Node
    start: int = _place()
    end: int = _place()


@dataclass(frozen=True)
class Call:
    """A function and its arguments. ``case`` holds calls of ``when`` and, where there is one, the value for else."""

    name: str
    args: tuple[Node, ...]
    start: int = _place()
    end: int = _place()


Node = Number | Text | Constant | Ref | Unary | Binary | Call


def parts(node: Node) -> tuple[Node, ...]:
    """What the node is made of, from left to right."""
    match node:
        case Unary(of=of):
            return (of,)
        case Binary(left=left, right=right):
            return (left, right)
        case Call(args=args):
            return args
    return ()


def walk(node: Node) -> Iterator[Node]:
    """The node and everything in it, outermost first."""
    waiting = [node]
    while waiting:
        found = waiting.pop()
        yield found
        waiting.extend(reversed(parts(found)))


def references(node: Node) -> tuple[Ref, ...]:
    """Every reference in the expression, in order."""
    return tuple(found for found in walk(node) if isinstance(found, Ref))
