"""One control's form: read from an expression, written as one, drawn while it is being filled in. PURE."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dashboards.controls import advanced, choices, days, numbers
from dashboards.controls.forms import Form, Parts
from dashboards.controls.kinds import Kind
from explores.semantic.errors import FilterError
from explores.semantic.filters.words import LONGEST


@dataclass(frozen=True)
class Setting:
    """The three ways of one kind of control; each takes the grammar of the filter first."""

    read: Callable[[str, str], Form | None]
    write: Callable[[str, Parts], str]
    filled: Callable[[str, Parts], Form]


SETTINGS = {
    "many": Setting(choices.read, choices.write, choices.filled),
    "one": Setting(choices.read_one, choices.write, choices.filled),
    "number": Setting(numbers.read_one, numbers.write_one, numbers.filled),
    "range": Setting(numbers.read_range, numbers.write_range, numbers.filled),
    "day": Setting(days.read_day, days.write_day, days.filled),
    "days": Setting(days.read_days, days.write_days, days.filled),
    "period": Setting(days.read_period, days.write_period, days.filled),
    "conditions": Setting(advanced.read, advanced.write, advanced.filled),
}


def read(kind: Kind, grammar: str, expression: str) -> Form | None:
    """The form that writes this expression; None where the control cannot show it."""
    return SETTINGS[kind.holds].read(grammar, expression) if expression.strip() else Form()


def write(kind: Kind, grammar: str, parts: Parts) -> str:
    """The expression that a control's parts mean. Raises FilterError for what does not belong there."""
    text = SETTINGS[kind.holds].write(grammar, parts)
    if len(text) > LONGEST:
        raise FilterError(
            f"A filter has at most {LONGEST:,} characters; this one has {len(text):,}. Choose fewer values."
        )
    return text


def filled(kind: Kind, grammar: str, parts: Parts) -> Form:
    """The form as it stands while it is being filled in. Raises FilterError for parts that no form sends."""
    return SETTINGS[kind.holds].filled(grammar, parts)
