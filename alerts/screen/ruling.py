"""The rules of the playbook as people set them: presets side by side, own thresholds, how far each may go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from alerts.health.settings import TRIED, TRYING, Ruled
from alerts.models.ads import Mode, Setting
from alerts.playbook.evidence.presets import NAME, OF_PRESET, RANGES
from alerts.playbook.figures import plain
from alerts.playbook.rule import PRESETS, Threshold
from alerts.playbook.rules import playbook
from alerts.screen import amounts

ABOUT = {
    "weak_results": "It spends and brings nothing, or each result costs clearly more than before.",
    "frequency": "The same people see it too often.",
    "ctr": "Many see it and few click.",
    "return_and_cost": "It brings in less than it costs, or a click or a result is too dear.",
    "quality_ranking": "The platform ranks it below other ads.",
    "engagement": "People like, comment and share less.",
    "overlap": "Another audience of yours holds the same people.",
    "sudden": "A figure jumps or drops far from what is usual on such a day.",
    "unspent": "The platform does not spend the budget.",
    "negative": "People hide it, report it or say bad things under it.",
    NAME: "The chance that the true cost per result is above the target. It alone groups the list.",
}
MODES = {
    Mode.OFF: ("Off", "It says nothing."),
    Mode.ADVISE: ("Suggests", "It is shown, and people decide."),
    Mode.SHADOW: ("Shadow", "It notes in the log what it would have done. Nothing is changed."),
    Mode.APPROVE: ("Approve", "It asks by mail, and acts when somebody approves."),
    Mode.AUTOMATIC: ("Automatic", "It pauses by itself, within the limits. Every pause is logged and can be undone."),
}
LEVELS = {  # of the verdict on cost: name, unit, where it comes from
    "watch": ("Watch from", "chance, 0 to 1", "Ours: at 80 % one in five of such ads is still fine."),
    "pause": ("Suggest a pause from", "chance, 0 to 1", "The usual 95 % of statistics: one in twenty may be fine."),
    "alone": ("By its own figures alone", "chance, 0 to 1", "Ours: an ad is not paused on its campaign’s word alone."),
    "error": (
        "Good ads that are ever paused", "share at most",
        "An ad at 0.8 times the target, looked at every day; measured on simulated ads.",
    ),
    "first_spend": (
        "Spent before a verdict", "times the target",
        "Arithmetic: an ad that meets its target has no result after 3 times it in 1 of 20 cases.",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Field:
    """A threshold: its presets side by side, and what is set instead. ``allowed``: ``1 to 14``."""

    key: str
    label: str
    unit: str
    presets: tuple[str, ...]
    allowed: str
    choices: tuple[str, ...]
    source: str
    own: str
    now: str


@dataclass(frozen=True)
class Line:
    """A rule in the list."""

    rule: str
    label: str
    about: str
    preset: str
    own: int
    mode: str
    since: str
    fault: str
    tried: bool


def line(ruled: Ruled, now: datetime, zone: str) -> Line:
    """``since``: ``for 3 days``, of a mode that somebody chose."""
    choice, row = ruled.choice, ruled.row
    own = len(row.own) if row else 0
    return Line(
        ruled.rule, ruled.label, ABOUT.get(ruled.rule, ""), choice.preset, own, choice.mode,
        _since(row, now) if row and row.mode in TRYING else "", choice.fault,
        choice.mode not in {Mode.OFF, Mode.ADVISE},
    )  # fmt: skip


def _since(row: Setting, now: datetime) -> str:
    whole = (now - row.mode_since).days
    return f"for {amounts.days(whole)}" if whole else "since today"


def fields(rule: str, own: Mapping[str, Any], preset: str) -> tuple[Field, ...]:
    """Every threshold of a rule; ``own``: what was typed or is kept."""
    if rule == NAME:
        return tuple(_level(key, own, preset) for key in RANGES)
    return tuple(_threshold(each, own, preset) for each in playbook()[rule].thresholds.values())


def _threshold(of: Threshold, own: Mapping[str, Any], preset: str) -> Field:
    presets = tuple(_plain(of.presets[each]) for each in PRESETS)
    allowed = f"{plain(of.allowed[0])} to {plain(of.allowed[1])}" if of.allowed else ""
    typed = str(own.get(of.key, ""))
    label = of.key.replace("_", " ").capitalize()
    unit = "" if of.choices else of.unit
    return Field(of.key, label, unit, presets, allowed, of.choices, of.source, typed, typed or _at(presets, preset))


def _level(key: str, own: Mapping[str, Any], preset: str) -> Field:
    label, unit, source = LEVELS[key]
    presets = tuple(f"{getattr(OF_PRESET[each], key):g}" for each in PRESETS)
    low, high = RANGES[key]
    typed = str(own.get(key, ""))
    return Field(
        key, label, unit, presets, f"{plain(low)} to {plain(high)}", (), source, typed, typed or _at(presets, preset)
    )


def _plain(value: Decimal | str) -> str:
    return value if isinstance(value, str) else plain(value)


def _at(presets: tuple[str, ...], preset: str) -> str:
    return presets[PRESETS.index(preset)] if preset in PRESETS else ""


def automatic_from(ruled: Ruled, now: datetime) -> str:
    """Why it may not act by itself yet; empty where it may."""
    row = ruled.row
    if row and row.mode == Mode.AUTOMATIC:
        return ""
    if row is None or row.mode not in TRYING:
        return "First let it note, or ask by mail, for 7 days."
    left = row.mode_since + TRIED - now
    return "" if left.total_seconds() <= 0 else f"Open in {amounts.days(left.days + 1)}: it has to note or ask for 7."
