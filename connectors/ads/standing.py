"""How a campaign, an ad set or an ad stands on its platform, as it was read back. PURE."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum


class Level(StrEnum):
    """What is switched: Google's ad groups and TikTok's are ad sets here."""

    CAMPAIGN = "campaign"
    AD_SET = "ad_set"
    AD = "ad"

    @property
    def label(self) -> str:
        """As people call it."""
        return self.value.replace("_", " ")


@dataclass(frozen=True)
class Target:
    """One object by the platform's own id. Google's ads are ``adGroupId~adId``."""

    level: Level
    id: str

    @property
    def named(self) -> str:
        """For sentences: "ad set 1200"."""
        return f"{self.level.label} {self.id}"


class Switch(StrEnum):
    """What people have set."""

    ON = "on"
    OFF = "off"
    REMOVED = "removed"  # deleted or archived
    UNKNOWN = "unknown"  # a word that we do not know; the words are kept


class Runs(StrEnum):
    """What comes of it: whether the platform delivers."""

    YES = "yes"
    NO = "no"  # it, or what it belongs to, is off, over, out of budget or was not approved
    WAITING = "waiting"  # in review, being prepared, or not begun
    UNKNOWN = "unknown"


class Learning(StrEnum):
    """Whether the platform says that it is still finding out whom to show it to."""

    YES = "yes"
    NO = "no"
    NOT_TOLD = "not_told"  # the platform says nothing of it at this level


class Span(StrEnum):
    """What a budget is for."""

    DAILY = "daily"
    LIFETIME = "lifetime"
    UNLIMITED = "unlimited"


@dataclass(frozen=True)
class Budget:
    """The budget that limits an object, wherever it sits."""

    span: Span
    amount: Decimal | None  # in units of ``currency``: 50.00 is fifty euros; None: unlimited
    currency: str  # ISO 4217
    level: Level  # whose it is: that of the object itself, or of what it belongs to
    holder: str  # the platform's id of that campaign or ad set
    sharers: int = 1  # campaigns that draw on it; Google alone has shared ones
    reference: str = ""  # the platform's own name of it, where it is an object of its own


@dataclass(frozen=True)
class Standing:
    """What the platform said at ``read_at``; nothing in here is assumed."""

    target: Target
    name: str
    set: Switch
    runs: Runs
    why: str  # a sentence on why it does not run; empty where it does
    words: tuple[str, ...]  # the platform's own: what was set, what comes of it, and its reasons
    budget: Budget | None  # None: it has none, or the platform does not tell
    learning: Learning
    changed_at: datetime | None  # aware; None: not told, or not since ``looked_back_to``
    looked_back_to: datetime | None  # None: the platform tells of the last change, however old
    read_at: datetime
    locked: str = ""  # a sentence on why it cannot be changed from here

    def edited_since(self, moment: datetime) -> bool | None:
        """Whether it was changed after ``moment``, by anyone; None where that is not told."""
        if self.changed_at is not None:
            return self.changed_at > moment
        looked = self.looked_back_to
        return False if looked is not None and looked <= moment else None
