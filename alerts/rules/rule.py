"""What an alert watches: rows of a question, and the conditions on them. PURE."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from alerts.rules.condition import BARE, MOVES, RANGES, Condition, Op

MOST_CONDITIONS, MOST_IN_A_ROW = 10, 60
MOST_THRESHOLDS = 500  # categories with a threshold of their own


class Kind(StrEnum):
    """Which rows of the answer are looked at."""

    SINGLE = "single"  # the first row
    SERIES = "series"  # each row is a time: those not seen before, and the latest again
    CATEGORY = "category"  # each row is something of its own (a campaign, a sub-account)
    CATEGORY_SERIES = "category_series"  # each something has times of its own


SERIES = frozenset({Kind.SERIES, Kind.CATEGORY_SERIES})
CATEGORIES = frozenset({Kind.CATEGORY, Kind.CATEGORY_SERIES})


class Join(StrEnum):
    """How several conditions make one."""

    ALL = "and"
    ANY = "or"


@dataclass(frozen=True)
class Volume:
    """A row with less of ``field`` than this is not judged."""

    field: str
    least: Decimal


@dataclass(frozen=True)
class Rule:
    """``time`` and ``categories`` name the dimensions whose values tell rows apart. ``in_a_row``: how many breaches it
    takes, of rows of a series, of checks otherwise. ``running``: also judge the period that is not over yet.
    ``own``: the first condition's threshold by category, where it has one of its own."""

    kind: Kind
    conditions: tuple[Condition, ...]
    join: Join = Join.ALL
    time: str = ""
    categories: tuple[str, ...] = ()
    volume: Volume | None = None
    in_a_row: int = 1
    running: bool = False
    own: Mapping[tuple[str, ...], Decimal] = field(default_factory=dict)

    @property
    def fields(self) -> tuple[str, ...]:
        """Every figure that is looked at, each once, the conditions' first."""
        volume = (self.volume.field,) if self.volume else ()
        return tuple(dict.fromkeys([*(one.field for one in self.conditions), *volume]))

    @property
    def watches_silence(self) -> bool:
        """Whether missing figures are themselves what it fires on."""
        return any(one.op == Op.NO_DATA for one in self.conditions)

    def conditions_of(self, key: tuple[str, ...]) -> tuple[Condition, ...]:
        """The conditions as they are for one category."""
        if key not in self.own:
            return self.conditions
        return (replace(self.conditions[0], value=self.own[key]), *self.conditions[1:])

    def at_threshold(self, value: Decimal) -> Rule:
        """The same rule with another threshold of its first condition; a range keeps its width."""
        first = self.conditions[0]
        upper = first.upper + (value - first.value)
        return replace(self, conditions=(replace(first, value=value, upper=upper), *self.conditions[1:]))


class BadRule(ValueError):
    """A rule that can't be kept. ``field`` names the box to mend, the message says how."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message


def check(rule: Rule) -> Rule:
    """The rule, if it can be kept. Raises BadRule for the first thing that is wrong."""
    if not rule.conditions:
        raise BadRule("conditions", "An alert takes at least one condition.")
    if len(rule.conditions) > MOST_CONDITIONS:
        raise BadRule("conditions", f"An alert takes {MOST_CONDITIONS} conditions at most.")
    for condition in rule.conditions:
        _check_condition(condition, rule)
    _check_rows(rule)
    _check_amounts(rule)
    return rule


def _check_condition(condition: Condition, rule: Rule) -> None:
    if not condition.field:
        raise BadRule("field", "Choose the figure that is watched.")
    if not (condition.value.is_finite() and condition.upper.is_finite()):
        raise BadRule("value", "The threshold is a number, such as 0.4.")
    if condition.op in RANGES and condition.value > condition.upper:
        raise BadRule("upper", f"The range ends at {condition.upper}, before it begins at {condition.value}.")
    if condition.op in MOVES and condition.value <= 0:
        raise BadRule("value", "A change is at least a little above 0.")
    if condition.op == Op.UNUSUAL and condition.value < 1:
        raise BadRule("value", "What is unusual lies at least 1 usual spread away.")
    if condition.op == Op.UNUSUAL and rule.kind not in SERIES:
        raise BadRule("op", "What is usual is learned from earlier days: add a date to the question first.")
    if condition.percent and condition.op not in MOVES:
        raise BadRule("percent", "Only a change is counted in percent of the figure before.")


def _check_rows(rule: Rule) -> None:
    if (rule.kind in SERIES) != bool(rule.time):
        raise BadRule("kind", "A series has a date in its rows, and only a series has.")
    if (rule.kind in CATEGORIES) != bool(rule.categories):
        raise BadRule("kind", "Rows are told apart by a dimension, and only where each is watched by itself.")
    if rule.own and (rule.kind not in CATEGORIES or rule.conditions[0].op in BARE):
        raise BadRule("own", "Thresholds of their own are for rows that are watched by themselves.")


def _check_amounts(rule: Rule) -> None:
    if not 1 <= rule.in_a_row <= MOST_IN_A_ROW:
        raise BadRule("in_a_row", f"It takes 1 to {MOST_IN_A_ROW} breaches in a row.")
    if rule.volume and not (rule.volume.field and rule.volume.least.is_finite() and rule.volume.least >= 0):
        raise BadRule("volume", "The least volume is a figure of the question and a number from 0 on.")
    if len(rule.own) > MOST_THRESHOLDS:
        raise BadRule("own", f"At most {MOST_THRESHOLDS} rows have a threshold of their own.")
    if any(len(key) != len(rule.categories) or not value.is_finite() for key, value in rule.own.items()):
        raise BadRule("own", "A threshold of its own names its row and is a number.")
