"""What a stand-in of an ad platform holds, and how it misbehaves when it is told to."""

from __future__ import annotations

import itertools
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from connectors.ads.standing import Level, Target

TROUBLES = (
    *("throttled", "expired", "revoked", "forbidden", "broken"),  # told as the vendor tells it
    *("hang", "drop", "garbage", "half", "wrong_shape"),  # before anything is done
    *("hang_after", "drop_after"),  # after it was done
)


@dataclass
class Thing:
    """A campaign, an ad set or an ad. ``review``: None, "waiting" or "denied"."""

    level: Level
    id: str
    name: str
    parent: Thing | None = None
    on: bool = True
    removed: bool = False
    daily: Decimal | None = None
    lifetime: Decimal | None = None
    learning: bool = False
    review: str | None = None
    sharers: int = 1
    smart: bool = False
    updated: datetime = field(default_factory=lambda: datetime.now(UTC) - timedelta(days=9))
    budget_changes: list[datetime] = field(default_factory=list)
    later: tuple[int, dict[str, Any]] | None = None  # looks that are left until values show

    @property
    def target(self) -> Target:
        return Target(self.level, self.id)

    def above(self, level: Level) -> Thing | None:
        """Itself or what it belongs to."""
        return self if self.level is level else self.parent.above(level) if self.parent else None

    def look(self) -> Thing:
        """Someone reads it: what was accepted may come to show."""
        if self.later is not None:
            left, values = self.later
            self.later = (left - 1, values) if left > 0 else None
            if left <= 0:
                self.put(values)
        return self

    def put(self, values: dict[str, Any]) -> None:
        for name, value in values.items():
            setattr(self, name, value)
        self.updated = datetime.now(UTC)


@dataclass
class World:
    """``delay``: looks after which an accepted change shows. ``lies``: it says yes and does not do it. ``trouble``: one
    of TROUBLES, on what ``on`` says (any, read, change), for ``times`` calls, or until it is taken away (None)."""

    account: str = "1234567890"
    currency: str = "EUR"
    zone: str = "Europe/Paris"
    token: str = "a-good-token"
    things: dict[Target, Thing] = field(default_factory=dict)
    delay: int = 0
    lies: bool = False
    trouble: str | None = None
    on: str = "any"
    times: int | None = None
    calls: list[str] = field(default_factory=list)  # method and path
    changes: list[tuple[str, dict[str, Any]]] = field(default_factory=list)  # id and values, of those accepted
    over: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)
    _numbers: Any = field(default_factory=lambda: itertools.count(120_210_000_001))

    def add(self, level: Level, parent: Thing | None = None, id: str = "", **values: Any) -> Thing:
        made = Thing(level, id or self.next_id(level, parent), values.pop("name", level.label), parent, **values)
        self.things[made.target] = made
        return made

    def next_id(self, level: Level, parent: Thing | None) -> str:
        return str(next(self._numbers))

    def shop(self) -> list[Thing]:
        """A campaign, two ad sets, two ads in each; budgets as they usually sit on this platform."""
        campaign = self.add(Level.CAMPAIGN, name="Autumn linens", **self.campaign_budget())
        groups = [self.add(Level.AD_SET, campaign, name=f"Set {n}", **self.group_budget()) for n in (1, 2)]
        ads = [self.add(Level.AD, group, name=f"Ad {n} of {group.name}") for group in groups for n in (1, 2)]
        return [campaign, *groups, *ads]

    def campaign_budget(self) -> dict[str, Any]:
        return {}

    def group_budget(self) -> dict[str, Any]:
        return {"daily": Decimal(50)}

    def accept(self, thing: Thing, values: dict[str, Any]) -> None:
        """It says yes; the rest is as it was told to be."""
        self.changes.append((thing.id, values))
        if self.lies:
            return
        if self.delay:
            thing.later = (self.delay, values)
        else:
            thing.put(values)

    def strikes(self, *, change: bool) -> str | None:
        """The trouble that this call meets."""
        if self.trouble is None or self.on not in {"any", "change" if change else "read"}:
            return None
        if self.times is not None:
            self.times -= 1
            if self.times < 0:
                return None
        return self.trouble
