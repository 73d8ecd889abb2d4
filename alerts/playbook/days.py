"""What is known of one campaign, ad set or ad at a stated moment: its days, and what they are measured against. PURE.

Every figure may be None: the platform did not say. None is never zero. Money is in the account's currency.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum

Span = tuple[date, date]  # first and last day, both included


LARGEST = 10**15  # above any count or amount of a day, in any currency


class BadTable(ValueError):
    """Figures that nobody can mean. The message names the day or thing, the field and the figure."""


def check(what: object, name: str, value: object, most: int = LARGEST) -> None:
    """Raises BadTable for a number that is below zero, above ``most``, or none at all; None and texts pass."""
    if value is None or isinstance(value, str):  # told first: of each day of each ad this is asked a dozen times
        return
    finite = isinstance(value, int) or (isinstance(value, Decimal) and value.is_finite())
    if isinstance(value, int | Decimal) and not (finite and 0 <= value <= most):
        raise BadTable(f"{what}: {name} is {value}; it is a number from 0 to {most}, or not known.")


class Level(StrEnum):
    """What is watched, and can be paused."""

    CAMPAIGN = "campaign"
    AD_SET = "ad_set"  # ad group on Google and TikTok
    AD = "ad"


class Platform(StrEnum):
    """Whose ads the playbook knows."""

    META = "meta"
    GOOGLE = "google"
    TIKTOK = "tiktok"

    @classmethod
    def of(cls, channel: str) -> Platform | None:
        """The platform of a channel as accounts and campaigns name it; None for one the playbook does not know."""
        return _CHANNELS.get(channel.strip().lower())


_CHANNELS = {
    **dict.fromkeys(("facebook", "instagram", "meta", "fb", "ig"), Platform.META),
    **dict.fromkeys(("google", "google_ads", "adwords", "youtube"), Platform.GOOGLE),
    **dict.fromkeys(("tiktok", "tiktok_ads"), Platform.TIKTOK),
}


@dataclass(frozen=True, slots=True)  # of large accounts there are half a million
class AdDay:
    """One calendar day, in the account's zone. Raises BadTable for a figure that no platform can mean."""

    day: date
    impressions: int | None = None
    reach: int | None = None  # people of this day alone: it can't be added up, over days or over ads
    clicks: int | None = None
    spend: Decimal | None = None
    results: Decimal | None = None  # of the campaign's goal; platforms give fractions
    purchases: Decimal | None = None
    purchase_value: Decimal | None = None
    engagements: int | None = None  # likes, comments, shares and saves
    negative_feedback: int | None = None  # negative comments, hides and reports
    quality_ranking: str | None = None
    engagement_ranking: str | None = None
    conversion_ranking: str | None = None
    daily_budget: Decimal | None = None  # as it was on the day, where that is known

    def __post_init__(self) -> None:
        for name in self.__slots__:
            check(self.day, name, getattr(self, name))

    @classmethod
    def idle(cls, day: date) -> AdDay:
        """A day on which it was not shown.

        Right only where the account's report of the day is whole and does not name it; a day without a report is late.
        """
        nothing = Decimal(0)
        return cls(day, impressions=0, reach=0, clicks=0, spend=nothing, results=nothing)

    def figure(self, name: str) -> Decimal | None:
        """A figure by its name, as an exact number."""
        value = getattr(self, name)
        return None if value is None else Decimal(value)


FIELDS = frozenset(each.name for each in fields(AdDay)) - {"day"}


@dataclass(frozen=True)
class Entity:
    """A campaign, ad set or ad as the platform describes it now."""

    level: Level
    platform: Platform
    id: str
    name: str = ""
    status: str = ""
    campaign: str = ""  # names of what it stands in
    ad_set: str = ""
    currency: str = ""
    daily_budget: Decimal | None = None  # None: it has none of its own
    audience_size: int | None = None
    started_on: date | None = None  # days before it are not missed; where it is not known, the first day reported
    edited_on: date | None = None  # the last significant edit: budget, audience, creative
    learning: bool | None = None

    def __post_init__(self) -> None:
        check(self.id, "daily_budget", self.daily_budget)
        check(self.id, "audience_size", self.audience_size)


@dataclass(frozen=True)
class Spending:
    """What is planned to be spent from a day to another, both included, evenly. Raises BadTable."""

    first: date
    last: date
    amount: Decimal

    def __post_init__(self) -> None:
        check("plan", "amount", self.amount)
        if self.first > self.last:
            raise BadTable(f"plan: {self.first} comes after {self.last}; begin with the earlier day.")


@dataclass(frozen=True)
class Aims:
    """What people want of it. None: nobody has said. Raises BadTable for an aim that can't be."""

    cost_per_result: Decimal | None = None
    margin: Decimal | None = None  # share of a sale that is left after the goods, above 0 and at most 1
    sector_cpc: Decimal | None = None
    plan: Spending | None = None

    def __post_init__(self) -> None:
        check("aims", "cost_per_result", self.cost_per_result)
        check("aims", "sector_cpc", self.sector_cpc)
        check("aims", "margin", self.margin, most=1)
        if self.margin == 0:
            raise BadTable("aims: margin is 0; nothing can pay for ads then. Write the share of a sale that is left.")


@dataclass(frozen=True)
class Norms:
    """The account's own usual figures, of its other ads or of its past."""

    cpc: Decimal | None = None
    cost_per_result: Decimal | None = None

    def __post_init__(self) -> None:
        check("norms", "cpc", self.cpc)
        check("norms", "cost_per_result", self.cost_per_result)


@dataclass(frozen=True)
class Overlap:
    """The share (0 to 1) of its audience that another one holds too. Counts of people are None where the platform
    measured it; ``exclude``: the audiences of the other one, by name."""

    other: str
    share: Decimal
    measured_on: date
    by: str = "platform"  # or "contacts": counted in own exports
    people: int | None = None
    other_people: int | None = None
    exclude: str = ""

    def __post_init__(self) -> None:
        check(self.other, "share", self.share, most=1)
        check(self.other, "people", self.people)
        check(self.other, "other_people", self.other_people)

    @property
    def smaller(self) -> int | None:
        """People of the smaller of both; None: not known."""
        return None if self.people is None or self.other_people is None else min(self.people, self.other_people)


@dataclass(frozen=True)
class Table:
    """All that a signal may look at. Raises BadTable where days are not in order, each once.

    A day up to ``complete_through`` without a row, or named in ``late``, is missing: nothing is concluded from it.
    ``window_reach`` holds the people reached over a span of days, as only the platform can count them.
    ``since`` is the day on which a new normal began: nothing before it is looked at.
    """

    entity: Entity
    days: tuple[AdDay, ...]
    complete_through: date
    late: frozenset[date] = frozenset()
    window_reach: Mapping[Span, int] = field(default_factory=dict)
    aims: Aims = Aims()
    norms: Norms = Norms()
    overlaps: tuple[Overlap, ...] | None = None  # None: not measured
    since: date | None = None

    def __post_init__(self) -> None:
        for before, after in zip(self.days, self.days[1:], strict=False):
            if before.day >= after.day:
                raise BadTable(f"{after.day} comes after {before.day}; give each day once, the oldest first.")
        for span, people in self.window_reach.items():
            check(f"{span[0]} to {span[1]}", "window_reach", people)

    @property
    def begins(self) -> date | None:
        """The first day that can be looked at: its start, or that of the new normal. None: as far as there are rows."""
        return max((day for day in (self.entity.started_on, self.since) if day), default=None)
