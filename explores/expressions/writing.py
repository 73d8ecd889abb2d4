"""Nodes back to the text of an expression. PURE."""

from __future__ import annotations

from decimal import Decimal

from explores.expressions.nodes import Binary, Call, Constant, Node, Number, Ref, Text, Unary
from explores.expressions.parser import COMPARISONS, LEVELS, MINUS_LEVEL, NOT_LEVEL
from explores.expressions.tokens import CONSTANTS, quoted

_ALONE = 9  # binds tighter than any operator


def write(node: Node) -> str:
    """The expression, with no more parentheses than it needs; ``parse`` gives back the same node."""
    if isinstance(node, Unary):
        return _unary(node)
    if isinstance(node, Binary):
        return _binary(node)
    if isinstance(node, Call):
        return f"{node.name}({', '.join(write(part) for part in node.args)})"
    return _single(node)


def _single(node: Number | Text | Constant | Ref) -> str:
    match node:
        case Number(value=value):
            return f"{value:f}" if isinstance(value, Decimal) else str(value)
        case Text(value=value):
            return quoted(value)
        case Constant(value=value):
            return next(word for word, meant in CONSTANTS.items() if meant is value)
        case Ref(field=field, total=total):
            return f"${{{field}:{total}}}" if total else f"${{{field}}}"


def _level(node: Node) -> int:
    match node:
        case Binary(op=op):
            return LEVELS[op]
        case Unary(op=op):
            return NOT_LEVEL if op == "NOT" else MINUS_LEVEL
    return _ALONE


def _inside(node: Node, level: int) -> str:
    text = write(node)
    return text if _level(node) >= level else f"({text})"


def _unary(node: Unary) -> str:
    return f"NOT {_inside(node.of, NOT_LEVEL)}" if node.op == "NOT" else f"-{_inside(node.of, MINUS_LEVEL)}"


def _binary(node: Binary) -> str:
    level = LEVELS[node.op]
    left = level + 1 if node.op in COMPARISONS else level
    return f"{_inside(node.left, left)} {node.op} {_inside(node.right, level + 1)}"
