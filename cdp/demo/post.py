"""The way out: every message goes through here, meets its fate, and leaves its events behind. PURE."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cdp.demo.buying import Orders
from cdp.demo.incident import Incident
from cdp.demo.outcomes import Appeal, deliver
from cdp.demo.waves import EventBuffer, Wave
from cdp.demo.world import World


@dataclass(frozen=True)
class Stretch:
    """Some days (day numbers [start, end)) and the orders placed on them."""

    days: tuple[int, int]
    orders: Orders


class Post:
    """Hands over e-mail; ``buffer`` collects what comes of it (and of the SMS)."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.incident = Incident.of(world.plan)
        self.buffer = EventBuffer(world)

    def mail(self, rng: np.random.Generator, wave: Wave, appeal: Appeal) -> None:
        """Send a wave of e-mail."""
        self.buffer.add(wave, deliver(self.world, rng, wave, appeal, self.incident))
