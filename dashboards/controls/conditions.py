"""The advanced control: conditions with the operators of the explore page, several of them in one expression. PURE.

Those that let something through are joined by *or*; those that leave something out each apply: as the grammar has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dashboards.controls import terms
from explores.filtering import operators
from explores.filtering.operators import ANY, MATCHES, Operator

MOST = 20
_SPLITTING = re.compile(r'\^.|"(?:\\"|[^"])*"|[\[(][^\[\]()]*[\])]|,|[^^"\[(,]+|.', re.DOTALL)
_LEAVES_OUT = {"is_not", "not_contains", "not_starts", "not_ends", "ne"}


@dataclass(frozen=True)
class Condition:
    """An operator with its boxes filled in; of a list of texts, the ``values`` in place of a box."""

    operator: Operator
    boxes: tuple[str, ...] = ()
    values: tuple[terms.Value, ...] = ()

    @property
    def lists(self) -> bool:
        """Whether it takes values that can be picked."""
        return self.operator.boxes == ("texts",)

    @property
    def untouched(self) -> bool:
        """Whether nothing is filled in; a unit stands there by itself."""
        typed = [text for kind, text in zip(self.operator.boxes, self.boxes, strict=False) if kind != "unit"]
        return bool(self.operator.boxes) and not any(text.strip() for text in typed)

    @property
    def leaves_out(self) -> bool:
        """Whether it takes rows away from what the others let through."""
        return self.operator.key in _LEAVES_OUT


def read(grammar: str, expression: str) -> list[Condition]:
    """The conditions of an expression: one, or several; as it is written where no operator writes it."""
    if not expression.strip():
        return []
    whole = _one(grammar, expression)
    parts = [_one(grammar, part) for part in _split(expression)] if whole.operator is MATCHES else [whole]
    if len(parts) > MOST or any(part.operator is MATCHES for part in parts):
        return [whole]
    return _joined(parts)


def _one(grammar: str, expression: str) -> Condition:
    if grammar in ("string", "tier") and "{{" not in expression:
        for key, values in (("is", terms.picked(grammar, expression)), ("is_not", terms.left_out(grammar, expression))):
            if values:
                return Condition(operators.operator("text", key), values=values)
    operator, boxes = operators.read(grammar, expression)
    return Condition(operator, tuple(boxes))


def _split(expression: str) -> Iterator[str]:
    """The terms between commas that separate: not those that are escaped, quoted or inside an interval."""
    held = ""
    for found in _SPLITTING.findall(expression):
        if found == ",":
            yield held
            held = ""
        else:
            held += found
    yield held


def _joined(parts: Sequence[Condition]) -> list[Condition]:
    """Lists of one operator are one list."""
    found: list[Condition] = []
    for part in parts:
        alike = next((one for one in found if one.lists and one.operator == part.operator), None)
        if alike is None:
            found.append(part)
        else:
            merged = tuple(dict.fromkeys((*alike.values, *part.values)))
            found[found.index(alike)] = Condition(alike.operator, values=merged)
    return [part for part in found if part.operator is not ANY]


def write(grammar: str, conditions: Sequence[Condition]) -> str:
    """The expression; empty conditions are left out. Raises FilterError for a box that does not hold what it takes."""
    # A list that begins with NOT has a meaning of its own in the grammar of numbers.
    ordered = sorted(conditions, key=lambda each: each.leaves_out or each.operator.key == "not_null")
    return ",".join(text for each in ordered if (text := _written(grammar, each)))


def _written(grammar: str, each: Condition) -> str:
    if each.lists:
        sign = each.operator.form.removesuffix("{0}")
        return ",".join(dict.fromkeys(f"{sign}{terms.term(grammar, value)}" for value in each.values))
    if each.operator is ANY or each.untouched:
        return ""
    if each.operator is MATCHES:
        return each.boxes[0].strip(" \t") if not each.boxes[0].rstrip().endswith("^") else each.boxes[0]
    return each.operator.write(each.boxes)
