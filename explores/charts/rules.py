"""Rules that give a figure its tone: the first that fits wins. PURE."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from explores.formatting import formats

BOUNDED = frozenset({"between", "not_between"})


def fits(rule: Mapping[str, Any], value: Any) -> bool:
    """Whether a value passes a rule (when, value, to). Bounds are out; a missing value passes ``null`` alone."""
    when = str(rule.get("when"))
    there = formats.is_number(value)
    if when in {"null", "not_null"}:
        return (value is None) == (when == "null")
    low, high = rule.get("value"), rule.get("to")
    if not there or low is None or (when in BOUNDED and high is None):
        return False
    figure, least = float(value), float(low)
    if when in BOUNDED:
        most = float(high or 0)
        return (min(least, most) < figure < max(least, most)) == (when == "between")
    passed = {"equal": figure == least, "not_equal": figure != least, "greater": figure > least, "less": figure < least}
    return passed.get(when, False)


def tone(rules: Iterable[Mapping[str, Any]], value: Any) -> str:
    """The tone of the first rule that fits; empty where none does."""
    return next((str(rule.get("tone") or "") for rule in rules if fits(rule, value)), "")
