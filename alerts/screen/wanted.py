"""What the page is narrowed to: platform, sub-account, status, level, any words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.http import QueryDict

from accounts.rows import number_of
from alerts.models.ads import Group
from alerts.models.ads.entity import Level

PLATFORMS = {"meta": "Meta", "google": "Google", "tiktok": "TikTok"}
STATUSES = {"active": "Active", "paused": "Paused", "snoozed": "Snoozed", "any": "any"}
LEVELS = {Level.AD.value: "Ads", Level.AD_SET.value: "Ad sets", Level.CAMPAIGN.value: "Campaigns"}
NOUNS = {Level.AD.value: "ads", Level.AD_SET.value: "ad sets", Level.CAMPAIGN.value: "campaigns"}
LONGEST = 200  # characters of a search
NAMES = ("platform", "subaccount", "status", "level", "q", "more")


@dataclass(frozen=True)
class Wanted:
    """As an address gives it. ``strange``: what it names and nobody knows, which is left out and told."""

    platforms: tuple[str, ...] = ()
    subaccounts: tuple[int, ...] = ()
    status: str = "active"
    level: str = Level.AD.value
    text: str = ""
    more: tuple[str, ...] = ()  # groups that are shown further
    query: str = ""  # all of it again, for links
    strange: tuple[str, ...] = ()

    @property
    def channel(self) -> str:
        """The platforms in words."""
        return ", ".join(PLATFORMS[each] for each in self.platforms) or "any"

    @property
    def how(self) -> str:
        """The status in words."""
        return STATUSES[self.status]

    @property
    def what(self) -> str:
        """The level in words."""
        return LEVELS[self.level]

    @property
    def noun(self) -> str:
        """``active ads``, as the foot counts them."""
        return NOUNS[self.level] if self.status == "any" else f"{self.how.lower()} {NOUNS[self.level]}"

    @property
    def narrowed(self) -> bool:
        """Whether it leaves out more than the page does by itself."""
        return bool(self.platforms or self.subaccounts or self.text or self.status not in {"active", "any"})

    def condition(self, now: datetime) -> Q:
        """The same as a condition on rows of Health."""
        found = Q(level=self.level) & self._status(now)
        if self.platforms:
            found &= Q(platform__in=self.platforms)
        if self.subaccounts:
            found &= Q(subaccount_id__in=self.subaccounts)
        if self.text:
            named = (Q(**{f"{name}__icontains": self.text}) for name in ("name", "campaign_name", "ad_set_name"))
            found &= next(named) | next(named) | next(named)
        return found

    def _status(self, now: datetime) -> Q:
        if self.status == "any":
            return Q()
        if self.status == "snoozed":
            return Q(status="on", snoozed_until__gt=now)
        return Q(status="off") if self.status == "paused" else Q(status="on")


def of(given: QueryDict) -> Wanted:
    """What is not known is left out and named."""
    strange: list[str] = []
    query = QueryDict(mutable=True)
    for name in NAMES:
        query.setlist(name, [value for value in given.getlist(name) if value])
    numbers = _kept(given, "subaccount", "sub-account", lambda value: number_of(value) is not None, strange)
    return Wanted(
        _kept(given, "platform", "platform", PLATFORMS.__contains__, strange),
        tuple(int(each) for each in numbers),
        next(iter(_kept(given, "status", "status", STATUSES.__contains__, strange)), "active"),
        next(iter(_kept(given, "level", "level", LEVELS.__contains__, strange)), Level.AD.value),
        given.get("q", "").strip()[:LONGEST].replace("\0", ""),
        _kept(given, "more", "group", Group.values.__contains__, strange),
        query.urlencode(),
        tuple(strange),
    )


def _kept(given: QueryDict, name: str, noun: str, known: Callable[[str], bool], strange: list[str]) -> tuple[str, ...]:
    values = [value for value in dict.fromkeys(given.getlist(name)) if value]
    strange += [f"the {noun} “{value[:40]}”" for value in values if not known(value)]
    return tuple(value for value in values if known(value))
