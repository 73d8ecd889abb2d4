"""The line that a check leaves in the history of its alert."""

from __future__ import annotations

from dataclasses import dataclass

from alerts.checking.round import Round
from alerts.models import Alert, Check
from alerts.rules.judging import Judged
from alerts.rules.reading import Observation
from alerts.rules.rule import Rule
from alerts.rules.state import Effect, State
from alerts.rules.state_form import judged_to_json

MOST_ROWS = 20  # that a line keeps


@dataclass(frozen=True)
class Step:
    """What a check made of an alert. ``shown``: the rows that tell why, the first most of all."""

    state: State
    effects: tuple[Effect, ...] = ()
    shown: tuple[Judged, ...] = ()
    rule: Rule | None = None  # None: it could not be read


def line(alert: Alert, made: Step, seen: Observation, at: Round) -> Check:
    """Not written yet. ``alert`` is as it was before the check."""
    return Check(
        alert=alert,
        due=alert.next_at or at.now,
        at=at.now,
        phase=made.state.phase,
        rows=[judged_to_json(row) for row in made.shown[:MOST_ROWS]],
        told=[str(effect.what) for effect in made.effects],
        late=seen.late,
        fault=seen.fault,
        rule_version=alert.rule_version,
        data_version=at.pin.id if at.pin else None,
        data_as_of=at.pin.data_as_of if at.pin else None,
    )
