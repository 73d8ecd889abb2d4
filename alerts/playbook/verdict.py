"""What a signal says: each of its tests, and all of them as one. PURE."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from alerts.playbook.days import Span
from alerts.playbook.figures import Figure, days
from alerts.playbook.windows import Window


class State(StrEnum):
    """Where a test stands."""

    FIRES = "fires"
    FINE = "fine"
    WAITING = "waiting"  # days are late, or not whole
    NOT_AVAILABLE = "not_available"  # nobody gives what it needs
    TOO_EARLY = "too_early"  # not enough happened to judge


class Reason(StrEnum):
    """Why there is no verdict. Texts are in ``texts.REASONS``."""

    NONE = ""
    LATE = "late_days"
    PARTLY_REPORTED = "partly_reported"
    OLD_MEASURE = "old_measure"
    NOT_REPORTED = "not_reported"
    NOT_GIVEN = "not_given"
    OTHER_LEVEL = "other_level"
    OTHER_PLATFORM = "other_platform"
    NO_AIM = "no_aim"
    NO_BUDGET = "no_budget"
    NO_WINDOW_REACH = "no_window_reach"
    NOT_MEASURED = "not_measured"
    UNKNOWN_WORD = "unknown_word"
    FEW = "too_few"
    YOUNG = "too_young"
    EDITED = "edited"


@dataclass(frozen=True)
class Part:
    """One test of a signal. ``inputs`` are the figures it was worked out from, as texts, for the log of decisions."""

    check: str
    state: State
    now: Figure
    rule: Figure
    days: Span | None = None
    reason: Reason = Reason.NONE
    late: tuple[date, ...] = ()
    inputs: Mapping[str, str] = field(default_factory=dict)
    shown_first: Figure | None = None  # what to look at before it


@dataclass(frozen=True)
class Signal:
    """All tests of one rule. ``why`` is a key of ``texts.WHY``, ``do`` are acts with texts in ``texts.DO``."""

    name: str
    state: State
    now: Figure
    rule: Figure
    parts: tuple[Part, ...]
    why: str
    do: tuple[str, ...]
    reason: Reason = Reason.NONE
    preset: str = ""
    version: int = 0

    @property
    def firing(self) -> tuple[Part, ...]:
        """The tests that fire."""
        return tuple(part for part in self.parts if part.state is State.FIRES)

    def part(self, check: str) -> Part | None:
        """A test by its name."""
        return next((part for part in self.parts if part.check == check), None)


@dataclass(frozen=True)
class Trial:
    """A test about to be answered: its name, the rule as shown, and the days it looks at."""

    check: str
    rule: Figure
    seen: Window

    def says(self, fires: bool, now: Figure, **inputs: object) -> Part:
        """A verdict with the exact figures it was worked out from."""
        state = State.FIRES if fires else State.FINE
        return Part(self.check, state, now, self.rule, self._span, inputs=_texts(inputs))

    def not_available(self, reason: Reason, now: str, **inputs: object) -> Part:
        """Nobody gives the figures."""
        return self._held(State.NOT_AVAILABLE, reason, now, inputs)

    def too_early(self, now: str, reason: Reason = Reason.FEW, **inputs: object) -> Part:
        """There is too little to go by; ``now`` says how little: ``1 result``."""
        return self._held(State.TOO_EARLY, reason, f"too early: {now}", inputs)

    def waits(self, reason: Reason, now: str, **inputs: object) -> Part:
        """Something is still to come."""
        return self._held(State.WAITING, reason, now, inputs)

    def lacks(self, *fields: str, whole: bool = False) -> Part | None:
        """The answer where the days do not hold all that is needed; None where they do.

        A figure that no day says is not available, once all days have come; one that some days do not say is waited
        for, as a late day is. ``whole``: it needs as many days as were asked for.
        """
        if whole and self.seen.short:
            return self.too_early(f"{days(self.seen.length)} so far", Reason.YOUNG)
        if not self.seen.length:
            return self.too_early("no whole day yet", Reason.YOUNG)
        if any(len(self.seen.unsaid(name)) == self.seen.length for name in fields):
            return self.not_available(Reason.NOT_REPORTED, "not reported")
        missing = {*self.seen.late, *(day for name in fields for day in self.seen.unsaid(name))}
        return self._late(tuple(sorted(missing))) if missing else None

    def _late(self, missing: tuple[date, ...]) -> Part:
        reason = Reason.LATE if self.seen.late else Reason.PARTLY_REPORTED
        words = Figure(None, f"waiting for {len(missing)} late {'day' if len(missing) == 1 else 'days'}")
        return Part(self.check, State.WAITING, words, self.rule, self._span, reason, missing)

    def _held(self, state: State, reason: Reason, now: str, inputs: Mapping[str, object]) -> Part:
        return Part(self.check, state, Figure(None, now), self.rule, self._span, reason, inputs=_texts(inputs))

    @property
    def _span(self) -> Span | None:
        return self.seen.span if self.seen.length else None


def _texts(figures: Mapping[str, object]) -> dict[str, str]:
    return {name: "not known" if value is None else str(value) for name, value in figures.items()}


def deciding(parts: Sequence[Part], leading: Sequence[str]) -> Part:
    """The test that speaks for all: one that fires, one that waits, else the first leading one that is available.

    So a signal is fine only where its main question has an answer, never because a lesser test found nothing.
    """
    for state in (State.FIRES, State.WAITING):
        for part in parts:
            if part.state is state:
                return part
    leaders = [part for part in parts if part.check in leading]
    return next((part for part in leaders if part.state is not State.NOT_AVAILABLE), leaders[0])
