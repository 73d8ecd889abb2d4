"""The ten signals of one ad as lines: now, rule, and what stands behind each. PURE."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from alerts.screen.chips import label

# What is not known is never drawn as healthy: a dashed circle, and words.
FACES = {
    "fires": ("circle-alert", "bad", "fires"),
    "fine": ("circle-check", "good", "fine"),
    "waiting": ("clock", "warn", "waiting"),
    "too_early": ("hourglass", "none", "too early"),
    "not_available": ("circle-dashed", "none", "not available"),
    "off": ("circle-dashed", "none", "off"),
    "broken": ("triangle-alert", "warn", "its setting can't be read"),
}
UNKNOWN = ("circle-dashed", "none", "not known")
COUNTED = {  # what folds together on a phone
    "fine": "fine", "waiting": "waiting", "too_early": "too early", "not_available": "not reported", "off": "off",
    "broken": "broken",
}  # fmt: skip


@dataclass(frozen=True)
class Check:
    """One test within a signal. ``shown_first``: what to look at before it."""

    label: str
    now: str
    rule: str
    state: str
    said: str
    shown_first: str


@dataclass(frozen=True)
class Line:
    """A signal. ``own``: the account's own thresholds; ``word``: its state, for who does not see the icon."""

    name: str
    label: str
    icon: str
    tone: str
    word: str
    state: str
    now: str
    rule: str
    said: str
    advice: tuple[str, ...]
    checks: tuple[Check, ...]
    basis: str
    shared: str  # of an overlap that fires: with whom, and whom to keep out

    @property
    def fires(self) -> bool:
        """Whether it speaks against the ad."""
        return self.state == "fires"


@dataclass(frozen=True)
class Signals:
    """Those that fire, and the rest."""

    firing: tuple[Line, ...]
    rest: tuple[Line, ...]

    @property
    def total(self) -> int:
        """All of them."""
        return len(self.firing) + len(self.rest)

    @property
    def shared(self) -> str:
        """With whom it holds the same people, where that fires."""
        return next((line.shared for line in self.firing if line.shared), "")

    @property
    def rest_icon(self) -> str:
        """Of what folds together: a check only where something of it was found fine."""
        return FACES["fine"][0] if any(line.state == "fine" for line in self.rest) else UNKNOWN[0]

    @property
    def rest_said(self) -> str:
        """``6 signals fine, 1 not reported``."""
        states = [line.state for line in self.rest]
        counts = [(states.count(state), word) for state, word in COUNTED.items() if state in states]
        if not counts:
            return ""
        (count, word), *others = counts
        said = f"{count} {'signal' if count == 1 else 'signals'} {word}"
        return ", ".join([said, *(f"{count} {word}" for count, word in others)])


def signals(records: Sequence[Mapping[str, Any]]) -> Signals:
    """From the rows that were kept; those that fire first."""
    lines = [_line(each) for each in records]
    return Signals(tuple(line for line in lines if line.fires), tuple(line for line in lines if not line.fires))


def _line(of: Mapping[str, Any]) -> Line:
    state = str(of.get("state", ""))
    icon, tone, word = FACES.get(state, UNKNOWN)
    return Line(
        str(of.get("signal", "")),
        label(of),
        icon,
        tone,
        word,
        state,
        str(of.get("now", "")),
        str(of.get("rule", "")),
        str(of.get("said", "")),
        tuple(str(each) for each in of.get("advice", ())),
        tuple(_check(each) for each in of.get("tests", ())),
        _basis(of),
        _shared(of) if state == "fires" else "",
    )


def _check(of: Mapping[str, Any]) -> Check:
    state = FACES.get(str(of.get("state", "")), UNKNOWN)[2]
    texts = {name: str(of.get(name) or "") for name in ("now", "rule", "said", "shown_first")}
    named = str(of.get("label") or of.get("check", "")).replace("_", " ")
    return Check(named, texts["now"], texts["rule"], state, texts["said"], texts["shown_first"])


def _shared(of: Mapping[str, Any]) -> str:
    """``Shared with Catalogue visitors. Keep out: All customers. Counted in own contacts, as of 22 Nov 2026.``"""
    tests: Sequence[Mapping[str, Any]] = of.get("tests", ())
    inputs: Mapping[str, str] = next((each.get("inputs", {}) for each in tests if each.get("check") == "share"), {})
    if not inputs.get("other"):
        return ""
    out = f" Keep out: {inputs['exclude']}." if inputs.get("exclude") else ""
    how = "Counted in own contacts" if inputs.get("by") == "contacts" else "As the platform measured it"
    day = date.fromisoformat(inputs["measured_on"])
    return f"Shared with {inputs['other']}.{out} {how}, as of {day.day} {day:%b %Y}."


def _basis(of: Mapping[str, Any]) -> str:
    """``Balanced preset, rule version 1.``"""
    preset = str(of.get("preset", ""))
    if not preset:
        return ""
    own = ", with thresholds of your own" if of.get("own") else ""
    return f"{preset.capitalize()} preset{own}, rule version {of.get('version', '')}."
