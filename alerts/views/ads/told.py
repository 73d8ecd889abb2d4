"""What came of something, in a sentence with its tone."""

from __future__ import annotations

from dataclasses import dataclass

from alerts.models.ads import Decision
from alerts.models.ads.decision import Stage

TONES = {Stage.DONE: "good", Stage.FAILED: "bad"}


@dataclass(frozen=True)
class Told:
    """``tone``: good, warn or bad."""

    text: str
    tone: str


def told_of(decision: Decision) -> Told:
    """Only what the platform has shown is told as done."""
    return Told(decision.said or str(decision.get_stage_display()), TONES.get(Stage(decision.stage), "warn"))
