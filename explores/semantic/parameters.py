"""Parameters of a catalog: values that whoever asks may choose, by a filter of their own. PURE.

``$name`` in an expression of the view stands for the value: a bound parameter of the statement, never its text.
``choosing`` makes the explore that a query's choices mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from explores.semantic.errors import FilterError, nearest
from explores.semantic.filters.condition import Anything
from explores.semantic.model import Explore, Parameter

_NUMBER = re.compile(r"-?\d{1,18}(?:\.\d{1,10})?", re.ASCII)
_YES_NO = {"yes": True, "no": False}
_TAKES = {"number": "a number such as 0.15", "date": "a day such as 2026-11-22", "yesno": "yes or no", "text": "a text"}
MOST_LETTERS = 500


def value_of(parameter: Parameter, text: str) -> Any:
    """What the engine is given for that choice. Raises FilterError naming the parameter and what it takes."""
    text = text.strip()
    values = [value for value, _ in parameter.allowed]
    if values and text not in values:
        near = nearest(text, values) or nearest(text, [label for _, label in parameter.allowed])
        found = {label: value for value, label in parameter.allowed}.get(near or "", near)
        raise _refused(parameter, text, f"one of {', '.join(values)}", found)
    value = _read(parameter.type, text)
    if value is None:
        raise _refused(parameter, text, _TAKES[parameter.type])
    return value


def _refused(parameter: Parameter, text: str, takes: str, suggestion: str | None = None) -> FilterError:
    shown = text if len(text) <= 80 else f"{text[:80]}…"
    said = f"The parameter {parameter.id} is {shown!r}; it takes {takes}."
    return FilterError(said, suggestion=suggestion, field=parameter.id)


def _read(kind: str, text: str) -> Any:
    if kind == "number":
        return Decimal(text) if _NUMBER.fullmatch(text) else None
    if kind == "date":
        try:
            return date.fromisoformat(text) if len(text) == 10 else None
        except ValueError:
            return None
    if kind == "yesno":
        return _YES_NO.get(text.lower())
    return text if len(text) <= MOST_LETTERS and "\x00" not in text else None


def label_of(parameter: Parameter, text: str) -> str:
    """What people read for that choice; for none, the default's."""
    value = text.strip() or parameter.default
    return dict(parameter.allowed).get(value, value)


def sentence(parameter: Parameter, text: str) -> Anything:
    """What a filter on a parameter means: it lets everything pass, and says what is chosen. Raises FilterError."""
    if text.strip():
        value_of(parameter, text)
    usual = "" if text.strip() and text.strip() != parameter.default else ", as usual"
    return Anything(sentence=f"{label_of(parameter, text)}{usual}")


def parameter_in(expression: str, view: str) -> str:
    """The id of the parameter that a measure's filter is, where it is one: ``$name``."""
    name = expression.strip()
    return f"{view}.{name[1:]}" if re.fullmatch(r"\$[a-z]\w*", name) else ""


def choices(explore: Explore, filters: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Those of the filters that choose a parameter, for another question about the same."""
    return ((name, text) for name, text in filters if name in explore.parameters and text.strip())
