"""From reported rows to the days of each campaign, ad set and ad. PURE.

What a thing's own report says of a day counts; where it has none, what its parts come to. So a day that is reported
by ad and by campaign counts once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache, cached_property

from alerts.health.adding import Adding
from alerts.health.arrivals import Arrivals, arrivals
from alerts.health.facts import DAY, Ad, AdSet, Facts, Key, Version, known_at
from alerts.health.slices import COUNTS, SUMS
from alerts.health.statuses import is_on
from alerts.playbook.days import AdDay, Level
from alerts.playbook.evidence.outage import AccountDay

LATELY, JUST = 7, 2  # days: what was shown in them is on where no status says so; in the past, where none is known
LOOKED_AT = ("impressions", "clicks", "results")  # figures that tell whether something is wrong with the account
Days = Mapping[date, AdDay]
NOTHING: Days = {}


@cache
def idle(day: date, said: frozenset[str]) -> AdDay:
    """A day on which a thing was not shown that says these figures on others."""
    nothing = {name: 0 if name in COUNTS else Decimal(0) for name in said}
    return replace(AdDay.idle(day), **nothing)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Tables:
    """The days of everything in one ad account, as they were known at ``now`` (aware). ``then``: a moment of the past,
    of which no status is known; on is then what was shown in the days before."""

    facts: Facts
    now: datetime
    then: bool = False
    adding: Adding = field(default_factory=Adding)

    @cached_property
    def came(self) -> Arrivals:
        """Which days have come."""
        return arrivals(self.facts.came, self.facts.zone, self.now)

    @cached_property
    def reported(self) -> Mapping[Key, Days]:
        """Days with a report of their own or of a part, without idle ones; a today that is not over too."""
        own = self._own
        found: dict[Key, Days] = {key: days for key, days in own.items() if key[0] is Level.AD}
        for level, parts in ((Level.AD_SET, self._parts_of_sets), (Level.CAMPAIGN, self._parts_of_campaigns)):
            ids = {*parts, *(key[1] for key in own if key[0] is level)}
            found |= {
                (level, id_): self._rolled(own.get((level, id_), NOTHING), parts.get(id_, ()), found) for id_ in ids
            }
        return found

    @cached_property
    def late(self) -> frozenset[date]:
        """Days that should be there, and have no report of the account made after they were over."""
        known = [day for days in self.reported.values() for day in days]
        if not known:
            return frozenset()
        begin, through = min(known), self.came.through
        return frozenset(_between(begin, through)) - self.came.whole

    @cached_property
    def account_days(self) -> Sequence[AccountDay]:
        """All ads together, each figure over those that say it. What no day of the account says is not late: it counts
        as none."""
        said = {name for name in LOOKED_AT for parts in self._account_parts.values() if _known(parts, name)}
        return [
            AccountDay(day, **{name: sum(_known(parts, name)) if _known(parts, name) or name not in said else None
                               for name in LOOKED_AT})
            for day, parts in sorted(self._account_parts.items())
        ]  # fmt: skip

    @cached_property
    def on(self) -> Mapping[Key, bool]:
        """Whether it runs: it is on, and so is what it belongs to."""
        campaigns = {id_: self._is_on((Level.CAMPAIGN, id_), each.status, each.ended_on)
                     for id_, each in self.facts.campaigns.items()}  # fmt: skip
        sets = {id_: self._is_on((Level.AD_SET, id_), each.status) and campaigns.get(each.campaign or 0, True)
                for id_, each in self.facts.ad_sets.items()}  # fmt: skip
        ads = {id_: self._is_on((Level.AD, id_), each.status)
               and sets.get(each.ad_set or 0, campaigns.get(each.campaign or 0, True))
               for id_, each in self.facts.ads.items()}  # fmt: skip
        levels = ((Level.CAMPAIGN, campaigns), (Level.AD_SET, sets), (Level.AD, ads))
        return {(level, id_): runs for level, found in levels for id_, runs in found.items()}

    @cached_property
    def tops(self) -> Sequence[Key]:
        """What has results and belongs to nothing that has: together they are the account, each day once."""
        rolled = (self._parts_of_campaigns, self._parts_of_sets)
        inside = {part for parts in rolled for each in parts.values() for part in each}
        return [key for key in self.reported if key not in inside]

    def beside(self, key: Key) -> Sequence[Key]:
        """The others at its level in its campaign; of a campaign, those of the account with the same goal."""
        level, id_ = key
        if level is Level.CAMPAIGN:
            goal = self.goal(key)
            ids: Iterable[int] = (other.id for other in self.facts.campaigns.values() if other.goal == goal)
        else:
            ids = self._of_campaign.get((level, self.campaign(key)), ())
        return [(level, other) for other in ids if other != id_]

    def campaign(self, key: Key) -> int | None:
        """The campaign that it is, or stands in."""
        level, id_ = key
        if level is Level.CAMPAIGN:
            return id_
        place: AdSet | Ad | None = self.facts.ad_sets.get(id_) if level is Level.AD_SET else self.facts.ads.get(id_)
        return place.campaign if place else None

    def goal(self, key: Key) -> str:
        """What counts as its result; empty where the source does not say."""
        campaign = self.facts.campaigns.get(self.campaign(key) or 0)
        return campaign.goal if campaign else ""

    @cached_property
    def _of_campaign(self) -> Mapping[tuple[Level, int | None], list[int]]:
        found: dict[tuple[Level, int | None], list[int]] = defaultdict(list)
        for ad in self.facts.ads.values():
            found[Level.AD, ad.campaign].append(ad.id)
        for ad_set in self.facts.ad_sets.values():
            found[Level.AD_SET, ad_set.campaign].append(ad_set.id)
        return found

    def days(self, key: Key) -> tuple[AdDay, ...]:
        """Each day from its start on that has come: as reported, or idle where the account's report does not name it.

        What it says on other days is nothing on an idle one; what it never says stays unknown.
        """
        if key not in self._days:
            self._days[key] = self._days_of(key)
        return self._days[key]

    @cached_property
    def _days(self) -> dict[Key, tuple[AdDay, ...]]:
        return {}

    def _days_of(self, key: Key) -> tuple[AdDay, ...]:
        found = self.reported.get(key, NOTHING)
        begin = self.started(key) or min(found, default=None)
        if begin is None:
            return ()
        whole, through = self.came.whole, self.came.through
        said = frozenset(name for name in SUMS for day in found.values() if getattr(day, name) is not None)
        days = (
            found.get(day) or idle(day, said)
            for day in _between(max(begin, self.facts.back_to), through)
            if day in whole
        )
        return (*days, *(found[day] for day in sorted(found) if day > through))

    def started(self, key: Key) -> date | None:
        """Its first day: as the source says, else the first that was ever reported of it or of a part."""
        level, id_ = key
        if level is Level.CAMPAIGN and (said := self.facts.campaigns[id_].started_on):
            return said
        ads = [id_] if level is Level.AD else self._ads_of[key]
        first = [*(start for ad in ads if (start := self.facts.starts.get(ad))), *list(self.reported.get(key, ()))[:1]]
        return min(first, default=None)

    @cached_property
    def _rows(self) -> Sequence[Version]:
        return known_at(self.facts.rows, self.now)

    @cached_property
    def _own(self) -> Mapping[Key, Days]:
        """By the narrowest that a row names."""
        rows: dict[Key, dict[date, list[Version]]] = defaultdict(lambda: defaultdict(list))
        for row in self._rows:
            if (key := _named(row)) is not None:
                rows[key][row.day].append(row)
        add, currency = self.adding.day_of, self.facts.currency
        return {key: {day: add(day, days[day], currency) for day in sorted(days)} for key, days in rows.items()}

    def _rolled(self, own: Days, parts: Iterable[Key], found: Mapping[Key, Days]) -> Days:
        """Its own days, and on all others what its parts come to."""
        days: dict[date, list[AdDay]] = defaultdict(list)
        for part in parts:
            for day in found.get(part, NOTHING).values():
                if day.day not in own:
                    days[day.day].append(day)
        rolled = {day: self.adding.together(day, parts) for day, parts in days.items()}
        return dict(sorted({**own, **rolled}.items()))

    @cached_property
    def _places(self) -> Mapping[int, tuple[int | None, int | None]]:
        """Ad set and campaign of each ad; of one whose row is gone, as its results name them."""
        named = {row.ad: (row.ad_set, row.campaign) for row in self._rows if row.ad is not None}
        return named | {ad.id: (ad.ad_set, ad.campaign) for ad in self.facts.ads.values()}

    @cached_property
    def _ads_of(self) -> Mapping[Key, list[int]]:
        found: dict[Key, list[int]] = defaultdict(list)
        for ad, (ad_set, campaign) in self._places.items():
            if ad_set is not None:
                found[Level.AD_SET, ad_set].append(ad)
            if campaign is not None:
                found[Level.CAMPAIGN, campaign].append(ad)
        return found

    @cached_property
    def _parts_of_sets(self) -> Mapping[int, Sequence[Key]]:
        found: dict[int, list[Key]] = defaultdict(list)
        for ad, (ad_set, _) in self._places.items():
            if ad_set is not None:
                found[ad_set].append((Level.AD, ad))
        return found

    @cached_property
    def _parts_of_campaigns(self) -> Mapping[int, Sequence[Key]]:
        """Its ad sets, and its ads that have none."""
        found: dict[int, list[Key]] = defaultdict(list)
        for ad, (ad_set, campaign) in self._places.items():
            if ad_set is None and campaign is not None:
                found[campaign].append((Level.AD, ad))
        homes = {each.id: each.campaign for each in self.facts.ad_sets.values()}
        homes = {ad_set: campaign for ad_set, campaign in self._places.values() if ad_set is not None} | homes
        for ad_set, campaign in homes.items():
            if campaign is not None:
                found[campaign].append((Level.AD_SET, ad_set))
        return found

    @cached_property
    def _account_parts(self) -> Mapping[date, list[AdDay]]:
        """The campaigns' days that have come, and those of ads and ad sets outside of any."""
        inside = {
            part
            for parts in (self._parts_of_campaigns, self._parts_of_sets)
            for each in parts.values()
            for part in each
        }
        found: dict[date, list[AdDay]] = defaultdict(list)
        for key, days in self.reported.items():
            for day in days.values() if key not in inside else ():
                if day.day in self.came.whole:
                    found[day.day].append(day)
        return found

    def _is_on(self, key: Key, status: str, ended: date | None = None) -> bool:
        if ended is not None and ended < self.came.through:
            return False
        said = None if self.then else is_on(status)
        return self._shown_lately(key) if said is None else said

    def _shown_lately(self, key: Key) -> bool:
        """In the last days that came: of a source that is late, too."""
        found = self.reported.get(key, NOTHING)
        last = max(self.came.whole, default=self.came.through)
        days = _between(last - ((JUST if self.then else LATELY) - 1) * DAY, last)
        return any(day in found and (found[day].impressions or found[day].spend) for day in days)


def _named(row: Version) -> Key | None:
    if row.ad is not None:
        return Level.AD, row.ad
    if row.ad_set is not None:
        return Level.AD_SET, row.ad_set
    return (Level.CAMPAIGN, row.campaign) if row.campaign is not None else None


def _between(first: date, last: date) -> Iterable[date]:
    return (first + step * DAY for step in range((last - first).days + 1))


def _known(parts: Iterable[AdDay], name: str) -> list[int]:
    return [value for part in parts if (value := getattr(part, name)) is not None]
