"""Where an alert stands, and what it wants done. PURE."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from alerts.rules.condition import Figure
from alerts.rules.judging import Judged
from alerts.rules.quiet import Quiet
from alerts.rules.reading import Key


class Phase(StrEnum):
    """The states of an alert; the value is what is kept."""

    OK = "ok"
    PENDING = "pending"  # in breach, not yet often enough in a row
    FIRING = "firing"
    ACKNOWLEDGED = "acknowledged"  # firing, and somebody looks after it: no reminders
    SNOOZED = "snoozed"  # watched without a word until a moment
    NO_DATA = "no_data"  # the question has nothing to judge
    ERROR = "error"  # the question can't be asked


BLIND = frozenset({Phase.NO_DATA, Phase.ERROR})  # nothing was judged: what was known before still stands
LOUD = frozenset({Phase.FIRING, Phase.ACKNOWLEDGED})


class What(StrEnum):
    """What is to be told."""

    FIRED = "fired"
    RECOVERED = "recovered"
    REMINDER = "reminder"
    NO_DATA = "no_data"
    BROKE = "broke"
    MENDED = "mended"  # it can be asked again


TO_OWNER = frozenset({What.NO_DATA, What.BROKE, What.MENDED})  # nobody else is told of what is wrong with the alert


@dataclass(frozen=True)
class Effect:
    """One thing to tell: of these rows, as of ``at``. ``said``: of an error, in words."""

    what: What
    at: datetime
    rows: tuple[Judged, ...] = ()
    gone: tuple[Key, ...] = ()  # of RECOVERED: those that are no longer in the answer
    said: str = ""

    @property
    def to_owner(self) -> bool:
        """Whether the owner alone is told."""
        return self.what in TO_OWNER


@dataclass(frozen=True)
class Policy:
    """How an alert behaves. ``repeat``: it tells of every new breach, also before it was fine again. ``recovery``: it
    tells when all is fine again. ``remind_every``: while it fires and nobody acknowledged it."""

    repeat: bool = False
    recovery: bool = True
    remind_every: timedelta | None = None
    quiet: Quiet | None = None


@dataclass(frozen=True)
class State:
    """What is remembered from check to check. ``firing``: the rows that people were told of and that are not fine
    again. ``resting``: of NO_DATA and ERROR, the phase that was before. ``seen``: of a series, the newest time of each
    key; None before the first check. ``figures`` and ``streaks``: of rows without times, the last figure and how many
    breaches in a row. ``late``: why the last check did not judge. ``held``: what waits for the end of quiet hours."""

    phase: Phase = Phase.OK
    since: datetime | None = None
    firing: frozenset[Key] = frozenset()
    resting: Phase = Phase.OK
    seen: Mapping[Key, str] | None = None
    figures: Mapping[Key, Figure] = field(default_factory=dict)
    streaks: Mapping[Key, int] = field(default_factory=dict)
    told_at: datetime | None = None  # of the last message about a breach
    snoozed_until: datetime | None = None
    late: str = ""
    held: tuple[Effect, ...] = ()

    @property
    def standing(self) -> Phase:
        """The phase as if nothing hid it."""
        return self.resting if self.phase in BLIND else self.phase
