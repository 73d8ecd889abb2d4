"""What stands in the boxes of the page, as text: of a new alert, of one that is changed, or as it was sent back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict

from alerts.rules.rule import MOST_CONDITIONS, MOST_THRESHOLDS
from deliveries.sheet import typed as sheet

_KEY = re.compile(r"[0-9]{1,4}", re.ASCII)
_TEXTS = ("join", "watch", "volume", "least", "in_a_row", "hours", "hush_from", "hush_to", "note", "past")
_TICKS = ("running", "stays", "recovery", "reminds", "hushed")


@dataclass(frozen=True)
class Line:
    """One condition; ``by`` says in what a change is counted."""

    key: str
    field: str = ""
    op: str = "above"
    value: str = ""
    upper: str = ""
    by: str = "amount"


@dataclass(frozen=True)
class Own:
    """A threshold of its own: the values that name the row, and the amount."""

    key: str
    names: tuple[str, ...] = ()
    value: str = ""


@dataclass(frozen=True)
class Typed:
    """All boxes. ``sends`` are those it shares with schedules: what, when, to whom, its name and its filters."""

    sends: sheet.Typed
    lines: tuple[Line, ...] = (Line("1"),)
    count: int = 1  # of conditions that were sent; more than an alert takes are not kept
    join: str = "and"
    watch: str = ""
    volume: str = ""
    least: str = ""
    in_a_row: str = "1"
    running: bool = False
    own: tuple[Own, ...] = ()
    stays: bool = True  # quiet until it is fine again
    recovery: bool = True
    reminds: bool = False
    hours: str = "24"
    hushed: bool = False
    hush_from: str = "22:00"
    hush_to: str = "07:00"
    hush_days: tuple[str, ...] = ()
    note: str = ""
    past: str = "90"  # days that are tried

    def with_line(self) -> Typed:
        """One condition more, on the figure of the last."""
        last = self.lines[-1] if self.lines else Line("0")
        line = Line(_next(each.key for each in self.lines), last.field)
        return replace(self, lines=(*self.lines, line), count=self.count + 1)

    def without_line(self, key: str) -> Typed:
        """Without that condition; the last one stays."""
        left = tuple(each for each in self.lines if each.key != key) or self.lines
        return replace(self, lines=left, count=len(left))

    def with_own(self, names: int) -> Typed:
        """One threshold more of its own."""
        return replace(self, own=(*self.own, Own(_next(each.key for each in self.own), ("",) * names)))

    def without_own(self, key: str) -> Typed:
        """Without that one."""
        return replace(self, own=tuple(each for each in self.own if each.key != key))

    def at(self, value: str) -> Typed:
        """With that threshold in the first condition; a range keeps its other end."""
        first, *others = self.lines
        return replace(self, lines=(replace(first, value=value), *others))


def _next(keys: Iterator[str]) -> str:
    return str(max((int(key) for key in keys), default=0) + 1)


def of_form(sends: sheet.Typed, sent: QueryDict) -> Typed:
    """As it was sent back. Nothing is judged here: whatever stands there is shown again."""
    known: dict[str, Any] = {name: sent.get(name, "").strip() for name in _TEXTS if name in sent}
    known |= {name: name in sent for name in _TICKS}
    keys = _keys(sent, "c")
    lines = tuple(_line(sent, key) for key in keys[: MOST_CONDITIONS + 1])
    own = tuple(_own(sent, key) for key in _keys(sent, "o")[: MOST_THRESHOLDS + 1])
    days = tuple(sent.getlist("hush_day"))[:8]
    return Typed(sends, lines=lines or (Line("1"),), count=len(keys), own=own, hush_days=days, **known)


def _keys(sent: QueryDict, name: str) -> list[str]:
    return [key for key in dict.fromkeys(sent.getlist(name)) if _KEY.fullmatch(key)]


def _line(sent: QueryDict, key: str) -> Line:
    parts = ("field", "op", "value", "upper", "by")
    given = {part: sent.get(f"c{key}.{part}", "").strip() for part in parts if f"c{key}.{part}" in sent}
    return Line(key, **given)


def _own(sent: QueryDict, key: str) -> Own:
    return Own(key, tuple(sent.getlist(f"o{key}.name"))[:20], sent.get(f"o{key}.value", "").strip())
