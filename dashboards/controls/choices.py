"""Controls that pick values: many or one of them. PURE."""

from __future__ import annotations

from dashboards.controls import terms
from dashboards.controls.forms import Form, Parts, listed, one


def write(grammar: str, parts: Parts) -> str:
    """The expression that lets the picked values through."""
    return one(parts, "value") if grammar == "parameter" else listed(parts)


def read(grammar: str, expression: str) -> Form | None:
    """The values that are picked, where the expression is a list of them."""
    values = terms.picked(grammar, expression)
    return None if values is None else Form(values)


def read_one(grammar: str, expression: str) -> Form | None:
    """The value that is picked, where the expression is one value."""
    found = read(grammar, expression)
    return found if found and len(found.values) == 1 else None


def filled(grammar: str, parts: Parts) -> Form:
    """As far as it is filled in."""
    return Form(terms.picked(grammar, write(grammar, parts)) or (), searches=(one(parts, "search"),))
