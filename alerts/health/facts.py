"""What is known of one ad account: its campaigns, ad sets and ads, and every version of their daily results. PURE."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple
from zoneinfo import ZoneInfo

from alerts.health.audiences import Audiences
from alerts.playbook.days import Level

HISTORY = timedelta(days=7)  # a first version later than this was brought in, not reported; as explores take it
DAY = timedelta(days=1)
DAYS = 62  # that are looked at: sixty days of evidence, and every window that comes with the product
HORIZON, FINAL = 28, 28  # days after which a day is final; final days that say how results come in late
Key = tuple[Level, int]  # what is watched: its level, and the id of its row


class Version(NamedTuple):
    """One version of one reported row. ``slices``: a bit for each slice that is filled; ``first``: of its versions."""

    external: str
    ad: int | None
    ad_set: int | None
    campaign: int | None
    day: date
    received: datetime
    superseded: datetime | None
    first: bool
    slices: int
    impressions: int | None
    reach: int | None
    clicks: int | None
    spend: Decimal | None
    results: Decimal | None
    purchases: Decimal | None
    purchase_value: Decimal | None
    engagements: Decimal | None
    negative_feedback: int | None
    quality_ranking: str | None
    engagement_ranking: str | None
    conversion_ranking: str | None
    currency: str


def known_since(row: Version) -> datetime:
    """When it became known. History that was brought in counts as known when its day was over."""
    over = datetime.combine(row.day, datetime.min.time(), row.received.tzinfo)
    return over + DAY if row.first and row.received > over + HISTORY else row.received


def known_at(rows: Sequence[Version], moment: datetime) -> list[Version]:
    """The versions that stood at a moment (aware): what ``explores.semantic.knowing`` says of the same rows."""
    return [row for row in rows if (row.superseded is None or row.superseded > moment) and known_since(row) <= moment]


class Told(NamedTuple):
    """The results of a row's day as they were told: for how results come in late."""

    external: str
    day: date
    received: datetime
    results: Decimal


class Came(NamedTuple):
    """That something of a day was received at a moment. ``brought_in``: with a history, so nobody knows when it was
    reported first."""

    day: date
    received: datetime
    brought_in: bool = False


class Campaign(NamedTuple):
    """``goal``: what counts as its result."""

    id: int
    name: str
    status: str
    channel: str
    goal: str
    account: int | None
    daily_budget: Decimal | None
    started_on: date | None
    ended_on: date | None
    learning: bool | None = None
    edited_on: date | None = None


class AdSet(NamedTuple):
    """``campaign``: the row it belongs to, if that is known."""

    id: int
    name: str
    status: str
    campaign: int | None
    audience: str
    audience_size: int | None
    daily_budget: Decimal | None
    learning: bool | None = None
    edited_on: date | None = None


class Ad(NamedTuple):
    """``campaign``: also where it is only known by its ad set."""

    id: int
    name: str
    status: str
    ad_set: int | None
    campaign: int | None
    learning: bool | None = None
    edited_on: date | None = None


@dataclass(frozen=True)
class Facts:
    """Of one ad account of one source; ``ad_account`` is None for ads that name none. Money is in ``currency``;
    ``starts``: the first day ever reported, by ad; ``edits``: the days on which a thing was edited; ``back_to``: the
    first day that was loaded."""

    account: int
    subaccount: int
    source: int
    ad_account: int | None
    name: str
    channel: str
    currency: str
    zone: ZoneInfo
    back_to: date
    campaigns: Mapping[int, Campaign] = field(default_factory=dict)
    ad_sets: Mapping[int, AdSet] = field(default_factory=dict)
    ads: Mapping[int, Ad] = field(default_factory=dict)
    rows: Sequence[Version] = ()
    came: Sequence[Came] = ()
    told: Sequence[Told] = ()
    starts: Mapping[int, date] = field(default_factory=dict)
    audiences: Audiences = field(default_factory=Audiences)
    edits: Mapping[Key, Sequence[date]] = field(default_factory=dict)


def first_day(now: datetime, days: int = DAYS) -> date:
    """The first day that is looked at, at a moment."""
    return (now.astimezone(UTC) - timedelta(days=days)).date()


def told_days(now: datetime) -> tuple[date, date]:
    """The final days that say how results come in late."""
    return first_day(now, HORIZON + FINAL), first_day(now, HORIZON - 1)


def at(facts: Facts, moment: datetime) -> Facts:
    """What had come in by an earlier moment, as far back as one looked then."""
    first, (told_from, told_to) = first_day(moment), told_days(moment)
    return replace(
        facts,
        back_to=first,
        rows=known_at([row for row in facts.rows if row.day >= first], moment),
        came=[each for each in facts.came if each.day >= first and (each.received <= moment or each.brought_in)],
        told=[each for each in facts.told if told_from <= each.day <= told_to and each.received <= moment],
    )
