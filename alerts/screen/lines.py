"""Decisions as lines of a log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from alerts.acting import words
from alerts.acting.undoing import may_be_undone
from alerts.models.ads import Decision
from alerts.models.ads.decision import Act, Stage
from alerts.screen import amounts

FACES = {
    Stage.SHADOW: ("eye-dashed", "none", "Only noted"),
    Stage.HELD: ("hand", "warn", "Held back"),
    Stage.PROPOSED: ("hourglass", "accent", "Waits for approval"),
    Stage.DECLINED: ("x", "none", "Declined"),
    Stage.LAPSED: ("clock", "none", "Not approved in time"),
    Stage.DUE: ("clock", "warn", "To be tried again"),
    Stage.ASKED: ("loader", "warn", "Asked, not seen yet"),
    Stage.DONE: ("circle-check", "good", "Done, seen on the platform"),
    Stage.FAILED: ("circle-alert", "bad", "Not done"),
}
DID = {Act.PAUSE: "Pause", Act.RESUME: "Resume", Act.BUDGET: "Daily budget"}


@dataclass(frozen=True)
class Recheck:
    """How it stood and what it cost so many hours later."""

    after: str
    said: str


@dataclass(frozen=True)
class Line:
    """A decision. ``undo``: whether a button makes sense; ``inputs``: what it rests on, for who opens it."""

    decision: Decision
    what: str
    who: str
    at: str
    icon: str
    tone: str
    word: str
    chance: str
    undo: bool
    open: bool
    rechecks: tuple[Recheck, ...]
    inputs: tuple[tuple[str, str], ...]
    basis: str
    until: str


def lines(decisions: Iterable[Decision], now: datetime, zone: str) -> list[Line]:
    """In the order given."""
    return [_line(each, now, zone) for each in decisions]


def _line(of: Decision, now: datetime, zone: str) -> Line:
    icon, tone, word = FACES[Stage(of.stage)]
    return Line(
        of, what(of), words.who(of), amounts.moment(of.decided_at, now, zone), icon, tone, word,
        amounts.chance(of.chance) if of.chance is not None else "", may_be_undone(of),
        of.stage in {Stage.DUE, Stage.ASKED}, tuple(_recheck(each) for each in of.rechecks), _inputs(of.inputs),
        _basis(of, now, zone), amounts.moment(of.expires_at, now, zone) if of.expires_at else "",
    )  # fmt: skip


def what(of: Decision) -> str:
    """``Pause``, ``Daily budget €50``, ``Undo: resume``."""
    amount = f" {amounts.exact(of.amount, of.currency)}" if of.amount is not None else ""
    said = f"{DID[Act(of.act)]}{amount}"
    return f"Undo: {said[0].lower()}{said[1:]}" if of.undoes_id else said


def _recheck(of: Mapping[str, Any]) -> Recheck:
    after = of.get("hours") or ""
    return Recheck(f"After {after} h" if after else "Later", str(of.get("said", "")))


SHOWN = ("spend", "results", "cost", "limit", "low", "high", "at_stake", "group", "day", "judged_at")


def _inputs(of: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    plain = [(name.replace("_", " "), str(of[name])) for name in SHOWN if of.get(name) is not None]
    fired = [str(each.get("label") or each.get("signal")) for each in of.get("signals") or () if _fires(each)]
    return tuple([*plain, ("signals", ", ".join(fired))] if fired else plain)


def _fires(of: Any) -> bool:
    return isinstance(of, Mapping) and of.get("state") == "fires"


def _basis(of: Decision, now: datetime, zone: str) -> str:
    parts = []
    if of.rule:
        parts.append(f"rule {of.rule.replace('_', ' ')} version {of.rule_version or 0}")
    if of.data_version is not None:
        parts.append(f"data version {of.data_version}")
    if of.data_as_of is not None:
        parts.append(f"data as of {amounts.moment(of.data_as_of, now, zone)}")
    return ", ".join(parts)
