"""A rule of the playbook: its tests, its thresholds with their presets, and one chosen to run. PURE."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from alerts.playbook.acts import Act
from alerts.playbook.days import Level, Platform
from explores.semantic.errors import nearest

PRESETS = ("strict", "balanced", "lenient")
DEFAULT = "balanced"
LONGEST_WINDOW = 90  # days
CHOICE = "choice"


class BadRule(ValueError):
    """A rule that cannot be used. The message names the file, the key, what was wrong and what to do."""

    def __init__(self, place: str, key: str, wrong: str, do: str) -> None:
        super().__init__(f"{place}: {key}: {wrong} {do}".replace(" : ", " "))
        self.place, self.key = place, key


Value = Decimal | str


@dataclass(frozen=True)
class Threshold:
    """A number with its range, or a choice; ``presets`` holds it by preset. ``source`` says who says so."""

    key: str
    unit: str
    source: str
    presets: Mapping[str, Value]
    allowed: tuple[Decimal, Decimal] | None = None
    choices: tuple[str, ...] = ()

    def read(self, value: Any, place: str, key: str) -> Value:
        """A value for it. Raises BadRule for what is not a number, out of range, or not among the choices."""
        return self._chosen(value, place, key) if self.choices else self._number(value, place, key)

    def _chosen(self, value: Any, place: str, key: str) -> str:
        if not isinstance(value, str) or value not in self.choices:
            raise BadRule(place, key, f"{value!r} is not a choice.", f"Choose one of: {', '.join(self.choices)}.")
        return value

    def _number(self, value: Any, place: str, key: str) -> Decimal:
        assert self.allowed  # by construction: a threshold without choices has a range
        low, high = self.allowed
        number = as_number(value)
        if number is None:
            raise BadRule(place, key, f"{value!r} is not a number.", f"Write a number from {low} to {high}.")
        if not low <= number <= high:
            raise BadRule(place, key, f"{number} is out of range.", f"Write a number from {low} to {high}.")
        if self.unit == "days" and number != number.to_integral_value():
            raise BadRule(place, key, f"{number} is not a whole number of days.", f"Write {low} to {high}, whole.")
        return number


@dataclass(frozen=True)
class Check:
    """One test of a rule: whether it answers the rule's main question, and what to do when it fires."""

    name: str
    leading: bool
    do: tuple[Act, ...]


@dataclass(frozen=True)
class RuleFile:
    """A rule as its file says it."""

    name: str
    title: str
    version: int
    levels: tuple[Level, ...]
    platforms: tuple[Platform, ...]
    fields: tuple[str, ...]
    window: Mapping[Level, int]
    checks: tuple[Check, ...]
    thresholds: Mapping[str, Threshold]

    def choose(self, preset: str = DEFAULT, own: Mapping[str, Any] | None = None) -> Rule:
        """The rule to run: a preset, with own thresholds in place of its own. Raises BadRule."""
        place = f"{self.name}.yaml"
        if preset not in PRESETS:
            raise BadRule(place, "preset", f"there is no preset {preset!r}.", f"Choose {', '.join(PRESETS)}.")
        values = {key: threshold.presets[preset] for key, threshold in self.thresholds.items()}
        for key, value in (own or {}).items():
            if key not in self.thresholds:
                raise BadRule(place, str(key), "there is no such threshold.", try_one(str(key), self.thresholds))
            values[key] = self.thresholds[key].read(value, place, key)
        return Rule(self, preset, values)


@dataclass(frozen=True)
class Rule:
    """A rule with its thresholds: what a signal is asked with."""

    file: RuleFile
    preset: str
    values: Mapping[str, Value]

    @property
    def name(self) -> str:
        """As its file is named."""
        return self.file.name

    def number(self, key: str) -> Decimal:
        """A threshold in its own unit."""
        value = self.values[key]
        assert isinstance(value, Decimal)  # by construction
        return value

    def share(self, key: str) -> Decimal:
        """A threshold given in percent, as a share: 1 % is 0.01."""
        return self.number(key) / 100

    def days(self, key: str) -> int:
        """A threshold given in days."""
        return int(self.number(key))

    def choice(self, key: str) -> str:
        """A chosen word."""
        return str(self.values[key])

    def window(self, level: Level) -> int:
        """How many days it looks at on a level."""
        return self.file.window[level]


def as_number(value: Any) -> Decimal | None:
    """An exact number; None for what only looks like one: texts, yes and no, infinity."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    number = Decimal(str(value))
    return number if number.is_finite() else None


def try_one(name: str, choices: Iterable[str]) -> str:
    """What was probably meant, or all that there is."""
    known = list(choices)
    meant = nearest(name, known)
    return f"Did you mean {meant!r}?" if meant else f"Use one of: {', '.join(known)}."
