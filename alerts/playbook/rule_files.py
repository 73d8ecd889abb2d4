"""From the text of a rule file to a rule; what is unknown, missing or wrong in it is named with its place. PURE."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from alerts.playbook import strict_yaml
from alerts.playbook.acts import Act
from alerts.playbook.days import FIELDS, Level, Platform
from alerts.playbook.rule import (
    CHOICE,
    LONGEST_WINDOW,
    PRESETS,
    BadRule,
    Check,
    RuleFile,
    Threshold,
    as_number,
    try_one,
)

ORDER = (
    "weak_results",
    "frequency",
    "ctr",
    "return_and_cost",
    "quality_ranking",
    "engagement",
    "overlap",
    "sudden",
    "unspent",
    "negative",
)
KEYS = ("rule", "title", "version", "levels", "platforms", "fields", "window", "checks", "thresholds")
NUMBER_KEYS = ("unit", "allowed", *PRESETS, "source")
CHOICE_KEYS = ("unit", "choices", *PRESETS, "source")

Word = TypeVar("Word", bound=StrEnum)


def read(name: str, text: str, like: RuleFile | None = None) -> RuleFile:
    """The rule in a file's text; with ``like``, one whose tests and thresholds are those of another. Raises BadRule."""
    place = f"{name}.yaml"
    try:
        data = strict_yaml.read(text)
    except strict_yaml.NotYaml as error:
        raise BadRule(place, "the file", str(error), "Mend the file.") from None
    section = _Section(data, place, "")
    section.only(KEYS)
    if section.text("rule") != name or name not in ORDER:
        raise section.wrong(
            "rule", f"{data['rule']!r} is not the rule of this file.", f"Name it {name!r}, a known rule."
        )
    return RuleFile(
        name=name,
        title=section.text("title"),
        version=_version(section),
        levels=section.words("levels", Level),
        platforms=section.words("platforms", Platform),
        fields=_fields(section),
        window=_window(section.section("window")),
        checks=_checks(section.section("checks"), like),
        thresholds=_thresholds(section.section("thresholds"), like),
    )


class _Section:
    """A mapping of the file and where it stands."""

    def __init__(self, data: Any, place: str, path: str) -> None:
        self.place, self.path = place, path
        if not isinstance(data, dict) or not data:
            raise BadRule(place, path or "the file", f"{_short(data)} is not a mapping.", "Write keys with values.")
        self.data: Mapping[Any, Any] = data

    def wrong(self, key: str, wrong: str, do: str) -> BadRule:
        return BadRule(self.place, self.at(key), wrong, do)

    def at(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def only(self, keys: tuple[str, ...]) -> None:
        for key in self.data:
            if key not in keys:
                raise self.wrong(_short(key).strip("'"), "this key is not known.", try_one(str(key), keys))
        for key in keys:
            if key not in self.data:
                raise self.wrong(key, "it is missing.", "Add it.")

    def text(self, key: str) -> str:
        value = self.data[key]
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(key, f"{_short(value)} is not a text.", "Write a text.")
        return value

    def list(self, key: str) -> list[Any]:
        value = self.data[key]
        if not isinstance(value, list):
            raise self.wrong(key, f"{_short(value)} is not a list.", "Write a list in [ ].")
        return value

    def words(self, key: str, kind: type[Word]) -> tuple[Word, ...]:
        """Words of a kind, at least one, each once."""
        known = {word.value: word for word in kind}
        values = self.list(key)
        for value in values:
            if not isinstance(value, str) or value not in known:
                raise self.wrong(key, f"{_short(value)} is not known.", try_one(str(value), known))
        if not values or len(set(values)) < len(values):
            raise self.wrong(key, "each is named once, at least one.", f"Use of: {', '.join(known)}.")
        return tuple(known[value] for value in values)

    def section(self, key: str) -> _Section:
        return _Section(self.data[key], self.place, self.at(key))


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def _version(section: _Section) -> int:
    value = section.data["version"]
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise section.wrong("version", f"{_short(value)} is not a version.", "Write 1, 2, 3 …")
    return value


def _fields(section: _Section) -> tuple[str, ...]:
    fields = section.list("fields")
    for field in fields:
        if not isinstance(field, str) or field not in FIELDS:
            raise section.wrong(
                "fields", f"ad days have no field {_short(field)} (any more).", try_one(str(field), sorted(FIELDS))
            )
    return tuple(fields)


def _window(section: _Section) -> dict[Level, int]:
    section.only(tuple(Level))
    for key, value in section.data.items():
        if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= LONGEST_WINDOW:
            raise section.wrong(key, f"{_short(value)} is not a window.", f"Write 1 to {LONGEST_WINDOW} days.")
    return {level: section.data[level.value] for level in Level}


def _checks(section: _Section, like: RuleFile | None) -> tuple[Check, ...]:
    if like:
        section.only(tuple(check.name for check in like.checks))
    found = tuple(_check(section.section(name), str(name)) for name in section.data)
    if not any(check.leading for check in found):
        raise BadRule(section.place, section.path, "no test answers the main question.", "Write leading: true at one.")
    return found


def _check(section: _Section, name: str) -> Check:
    leading = section.data.get("leading", False)
    section.only(("leading", "do") if "leading" in section.data else ("do",))
    if not isinstance(leading, bool):
        raise section.wrong("leading", f"{_short(leading)} is neither true nor false.", "Write true, or leave it out.")
    return Check(name, leading, section.words("do", Act))


def _thresholds(section: _Section, like: RuleFile | None) -> dict[str, Threshold]:
    if like:
        section.only(tuple(like.thresholds))
    found = {str(key): _threshold(section.section(key), str(key)) for key in section.data}
    for key, threshold in found.items() if like else ():
        known = like.thresholds[key] if like else threshold
        if (threshold.unit, threshold.choices) != (known.unit, known.choices):
            choices = f" and choices {', '.join(known.choices)}" if known.choices else ""
            raise section.wrong(key, "its unit or its choices are others.", f"Keep the unit {known.unit!r}{choices}.")
    return found


def _threshold(section: _Section, key: str) -> Threshold:
    choice = section.data.get("unit") == CHOICE
    section.only(CHOICE_KEYS if choice else NUMBER_KEYS)
    bare = Threshold(
        key=key,
        unit=section.text("unit"),
        source=section.text("source"),
        presets={},
        allowed=None if choice else _allowed(section),
        choices=_choices(section) if choice else (),
    )
    presets = {preset: bare.read(section.data[preset], section.place, section.at(preset)) for preset in PRESETS}
    return Threshold(key, bare.unit, bare.source, presets, bare.allowed, bare.choices)


def _allowed(section: _Section) -> tuple[Decimal, Decimal]:
    numbers = [number for each in section.list("allowed") if (number := as_number(each)) is not None]
    if len(numbers) != 2 or len(section.list("allowed")) != 2 or numbers[0] >= numbers[1]:
        raise section.wrong("allowed", f"{_short(section.data['allowed'])} is not a range.", "Write [lowest, highest].")
    return numbers[0], numbers[1]


def _choices(section: _Section) -> tuple[str, ...]:
    values = section.list("choices")
    if len(values) < 2 or not all(isinstance(value, str) for value in values):
        raise section.wrong("choices", f"{_short(values)} are not choices.", "Write two words or more.")
    return tuple(values)
