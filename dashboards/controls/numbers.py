"""Controls of numbers: one, or a range with both ends in it. PURE."""

from __future__ import annotations

from dataclasses import replace

from dashboards.controls import choices, terms
from dashboards.controls.forms import Form, Parts, one
from explores.filtering.operators import operator
from explores.semantic.errors import FilterError
from explores.semantic.filters.numbers import NumberReader, combine
from explores.semantic.spans import Span


def write_one(grammar: str, parts: Parts) -> str:
    """Just this number. Raises FilterError for what is none."""
    text = one(parts, "value")
    return operator("number", "eq").write([text]) if text else ""


def read_one(grammar: str, expression: str) -> Form | None:
    """The number, where the expression is one."""
    found = choices.read_one(grammar, expression)
    return replace(found, low=found.values[0]) if found and found.values[0] is not None else None


def write_range(grammar: str, parts: Parts) -> str:
    """From one number to the other; an end that is left out is open. Raises FilterError."""
    low, high = one(parts, "from"), one(parts, "to")
    if low and high:
        found = operator("number", "between").write([low, high])
        if not combine(NumberReader(found).read())[0]:
            raise FilterError(f"From {low} to {high} there is nothing; the smaller number comes first.")
        return found
    return operator("number", "ge" if low else "le").write([low or high]) if low or high else ""


def read_range(grammar: str, expression: str) -> Form | None:
    """The ends of a single stretch of numbers, as far as both are in it."""
    span = _span(expression)
    if span is None:
        return None
    low, high = span
    if (low is not None and low[1]) or (high is not None and not high[1]) or low is high:
        return None
    return Form(low=terms.plain(low[0]) if low else "", high=terms.plain(high[0]) if high else "")


def _span(expression: str) -> Span | None:
    if "{{" in expression:
        return None
    try:
        spans, null = combine(NumberReader(expression).read())
    except FilterError:
        return None
    return spans[0] if len(spans) == 1 and not null else None


def filled(grammar: str, parts: Parts) -> Form:
    """As far as it is filled in."""
    return Form(low=one(parts, "from") or one(parts, "value"), high=one(parts, "to"))
