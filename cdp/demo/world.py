"""What every part of the demo looks at: the plan, the ids, the people, and the rows' owners. PURE."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cdp.demo.clock import DAY, Ints
from cdp.demo.company import SHOPS, SOURCES
from cdp.demo.keys import Keys
from cdp.demo.people import People
from cdp.demo.plan import Plan


@dataclass(frozen=True)
class Owners:
    """Ids that the database gave: of the sub-accounts, and of the sources of each (by kind)."""

    subaccounts: tuple[int, ...]
    sources: dict[str, tuple[int, ...]]

    def of(self, kind: str, shops: Ints) -> tuple[Ints, Ints]:
        """Sub-account and source of each row, by its shop."""
        return np.array(self.subaccounts)[shops], np.array(self.sources[kind])[shops]

    @classmethod
    def sample(cls) -> Owners:
        """Ids as an empty database would give them."""
        count = len(SHOPS)
        sources = {kind: tuple(range(1 + at * count, 1 + (at + 1) * count)) for at, kind in enumerate(SOURCES)}
        return cls(tuple(range(1, count + 1)), sources)


@dataclass(frozen=True)
class Stage:
    """As much as a part needs that knows no people: the ads."""

    plan: Plan
    keys: Keys
    owners: Owners


@dataclass(frozen=True)
class World(Stage):
    """The sample company while it is being told."""

    people: People

    @property
    def end(self) -> int:
        """The instant at which the history stops."""
        return self.plan.end_day * DAY
