"""The bar of a chance, with ticks where an ad is watched and where a pause is suggested. PURE."""

from __future__ import annotations

from dataclasses import dataclass

from alerts.playbook.evidence.levels import BALANCED, Levels
from alerts.screen.amounts import chance

WIDTH = 80  # px
TONES = ("good", "warn", "bad")


@dataclass(frozen=True)
class Meter:
    """``fill`` and ticks in px; ``percent`` 0 to 100 for who hears it; ``text`` beside it."""

    fill: float
    watch: float
    pause: float
    percent: int
    text: str
    tone: str


def meter(of: float | None, levels: Levels = BALANCED, width: int = WIDTH) -> Meter | None:
    """None where there is no chance to show."""
    if of is None:
        return None
    shown = min(max(of, 0.0), 1.0)
    fill = 0.0 if shown < 0.01 else max(round(shown * width, 1), 1.5)
    tone = TONES[(shown >= levels.watch) + (shown >= levels.pause)]
    percent = int(shown * 100 + 1e-9)
    return Meter(fill, round(levels.watch * width, 1), round(levels.pause * width, 1), percent, chance(shown), tone)
