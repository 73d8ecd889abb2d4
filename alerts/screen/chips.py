"""Signals in a row's last column: those that fire, the most serious first. PURE."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

SHOWN = 1  # of them in a row; the rest as a number


@dataclass(frozen=True)
class Chip:
    """``title``: what it says in full."""

    text: str
    title: str
    bad: bool = False


def firing(signals: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Those that fire: first those that a pause would answer, else in the order of the playbook."""
    found = [each for each in signals if each.get("state") == "fires"]
    return sorted(found, key=lambda each: "pause" not in each.get("do", ()))


def chips(signals: Sequence[Mapping[str, Any]], *, pressing: bool) -> tuple[Chip, ...]:
    """``pressing``: a pause is suggested, so the first stands out."""
    return tuple(
        Chip(str(each.get("chip") or label(each)), _title(each), pressing and place == 0)
        for place, each in enumerate(firing(signals))
    )


def label(signal: Mapping[str, Any]) -> str:
    """The rule as people call it."""
    return str(signal.get("label") or signal.get("signal", "")).replace("_", " ")


def _title(signal: Mapping[str, Any]) -> str:
    return f"{label(signal)}: {signal.get('now', '')}; rule: {signal.get('rule', '')}. {signal.get('said', '')}".strip()
