"""The advanced control: any number of conditions, each an operator with its boxes. PURE."""

from __future__ import annotations

from dataclasses import replace

from dashboards.controls import conditions, terms
from dashboards.controls.conditions import MOST, Condition
from dashboards.controls.forms import Form, Parts, listed, one
from explores.filtering import operators
from explores.semantic.errors import FilterError


def write(grammar: str, parts: Parts) -> str:
    """The expression of all conditions. Raises FilterError."""
    return conditions.write(grammar, _sent(grammar, parts))


def read(grammar: str, expression: str) -> Form:
    """Any expression can be shown: as it is written, where nothing else fits."""
    return Form(conditions=tuple(conditions.read(grammar, expression)))


def filled(grammar: str, parts: Parts) -> Form:
    """As far as it is filled in, with one condition more or less where that is asked for. Raises FilterError."""
    found = _sent(grammar, parts)
    less = one(parts, "less")[:3]
    if less.isdecimal() and int(less) < len(found):
        del found[int(less)]
    if "more" in parts and len(found) < MOST:
        found.append(Condition(operators.first(grammar)))
    return Form(conditions=tuple(found), searches=tuple(one(parts, f"search.{place}") for place in range(MOST)))


def _sent(grammar: str, parts: Parts) -> list[Condition]:
    """The conditions as sent: ``op.0``, ``box.0``, ``value.0``, …"""
    return [_condition(grammar, parts, place) for place in range(MOST) if f"op.{place}" in parts]


def _condition(grammar: str, parts: Parts, place: int) -> Condition:
    """One condition. What was filled in for another operator stays where the new one has such boxes."""
    made = Condition(_operator(grammar, one(parts, f"op.{place}")))
    boxes = tuple(parts.get(f"box.{place}", ()))
    if made.lists:
        picked = terms.picked(grammar, listed(parts, f"value.{place}"))
        if picked is None:
            raise FilterError("One of the values is none. Choose them from the list.")
        return replace(made, values=picked or tuple(box.strip() for box in boxes[:1] if box.strip()))
    before = one(parts, f"for.{place}")
    if before and _operator(grammar, before).boxes != made.operator.boxes:
        boxes = ()
    return replace(made, boxes=(*boxes, *[""] * len(made.operator.boxes))[: len(made.operator.boxes)])


def _operator(grammar: str, key: str) -> operators.Operator:
    return operators.operator(grammar, key[:40])
