"""A change from the question to the proof: asked for once, then read back until it shows or the time is over."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from connectors.ads.control import Accepted, AdPlatform, Change, shows
from connectors.ads.faults import Fault
from connectors.ads.standing import Standing, Target

WAITS = (0.0, 1.0, 2.0, 4.0)  # seconds before each look


@dataclass(frozen=True)
class Carried:
    """What is known at the end. ``accepted``: None where no answer came to the question, which may have been heard.
    ``after``: the last look; None where every look failed. ``problem``: why something is not known.

    ``shown`` alone means that it is done. Accepted and not shown: the platform is slow, or said yes and did not do it,
    or someone else changed it back; look again later with ``read`` and ``shows``."""

    accepted: Accepted | None
    after: Standing | None
    shown: bool
    problem: Fault | None = None


def carry_out(
    platform: AdPlatform,
    target: Target,
    change: Change,
    *,
    waits: Sequence[float] = WAITS,
    sleep: Callable[[float], None] = time.sleep,
) -> Carried:
    """Change it and read it back. Raises Fault where it certainly was not changed."""
    accepted, problem = None, None
    try:
        accepted = platform.change(target, change)
    except Fault as fault:
        if not fault.unsure:
            raise
        problem = fault
    after = None
    for wait in waits:
        sleep(wait)
        try:
            after = platform.read(target)
        except Fault as fault:
            problem = fault
            continue
        if shows(after, change):
            return Carried(accepted, after, shown=True)
    return Carried(accepted, after, shown=False, problem=problem)
