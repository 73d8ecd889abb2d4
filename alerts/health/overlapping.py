"""Which of what runs holds the same people: of ad sets, and of campaigns by their ad sets. PURE."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from alerts.health.arrivals import local_day
from alerts.health.audiences import Audiences, Target
from alerts.health.facts import Key
from alerts.health.tables import Tables
from alerts.playbook.audiences import Aim, Both, Shared
from alerts.playbook.days import Level, Overlap

Aims = frozenset[Aim]


@dataclass(frozen=True)
class Overlapping:
    """Of one ad account. Only what runs on the same platform is compared; an ad has the people of its ad set."""

    tables: Tables

    def of(self, key: Key) -> tuple[Overlap, ...] | None:
        """With every other one that could be compared; None where it was compared with nothing."""
        level, id_ = key
        if level is Level.AD:
            home = self.tables.facts.ads[id_].ad_set
            return None if home is None else self.of((Level.AD_SET, home))
        return (*self._counted(key), *self._told(key)) or None

    @property
    def _audiences(self) -> Audiences:
        return self.tables.facts.audiences

    @cached_property
    def _today(self) -> date:
        return local_day(self.tables.now, self.tables.facts.zone)

    def _counted(self, key: Key) -> Iterator[Overlap]:
        """Counted in own contacts."""
        shared = self._shared.get((key[0], self._channel(key)))
        if shared is None or key not in shared.aims or not (people := shared.people(key)):
            return
        for each in shared.beside(key):
            day = self._exported_on(shared.aims[key] | shared.aims[each.other])
            if day is not None and day <= self._today:
                share, exclude = Decimal(each.common) / people, self._names(shared.aims[each.other])
                on = min(day, self.tables.came.today)  # days of ads may come later than people
                yield Overlap(self._name(each, key), share, on, "contacts", people, each.people, exclude)

    def _told(self, key: Key) -> Iterator[Overlap]:
        """The newest of each pair, as the platform measured it by this day."""
        if key[0] is not Level.AD_SET:
            return
        mine = (each for each in self._audiences.measured if each.ad_set == key[1] and each.day <= self._today)
        for each in {each.other: each for each in mine}.values():
            if self.tables.on.get((Level.AD_SET, each.other)):
                other = self.tables.facts.ad_sets[each.other]
                yield Overlap(other.name, each.share, min(each.day, self.tables.came.today), exclude=other.audience)

    @cached_property
    def _shared(self) -> Mapping[tuple[Level, str], Shared[Key]]:
        """By level and platform, of all whose people are known."""
        found: dict[tuple[Level, str], dict[Key, Aims]] = defaultdict(dict)
        for key, on in self.tables.on.items():
            if on and (aims := self._aims(key)):
                found[key[0], self._channel(key)][key] = aims
        return {place: Shared(aims, self._audiences.profiles) for place, aims in found.items()}

    def _aims(self, key: Key) -> Aims:
        """Whom it is shown to; empty where that is not known of all its ad sets."""
        level, id_ = key
        if level is Level.AD:
            return frozenset()
        if level is Level.AD_SET:
            aims = [self._aim(id_, self.tables.campaign(key))]
        else:
            aims = [self._aim(each, id_) for each in self._running.get(id_, [None])]
        return frozenset() if None in aims else frozenset(each for each in aims if each)

    @cached_property
    def _running(self) -> Mapping[int, Sequence[int]]:
        """The ad sets of each campaign that run."""
        found: dict[int, list[int]] = defaultdict(list)
        for each in self.tables.facts.ad_sets.values():
            if each.campaign is not None and self.tables.on[Level.AD_SET, each.id]:
                found[each.campaign].append(each.id)
        return found

    def _aim(self, ad_set: int | None, campaign: int | None) -> Aim | None:
        """Its own audiences, else its campaign's; both keep people out. None where nobody knows who is in one."""
        own, above = self._of_sets.get(ad_set, []), self._of_campaigns.get(campaign, [])
        included = _ids(own, excluded=False) or _ids(above, excluded=False)
        aim = Aim(included, _ids(own, excluded=True) | _ids(above, excluded=True))
        known = all(self._exported(each) for each in aim.audiences)
        return aim if included and known else None

    @cached_property
    def _of_sets(self) -> Mapping[int | None, Sequence[Target]]:
        found: dict[int | None, list[Target]] = defaultdict(list)
        for each in self._standing():
            if each.ad_set is not None:
                found[each.ad_set].append(each)
        return found

    @cached_property
    def _of_campaigns(self) -> Mapping[int | None, Sequence[Target]]:
        found: dict[int | None, list[Target]] = defaultdict(list)
        for each in self._standing():
            if each.ad_set is None and each.campaign is not None:
                found[each.campaign].append(each)
        return found

    def _standing(self) -> Iterator[Target]:
        return (each for each in self._audiences.targets if each.ended_on is None or each.ended_on > self._today)

    def _exported(self, audience: int) -> date | None:
        known = self._audiences.named.get(audience)
        return local_day(known.exported, self.tables.facts.zone) if known and known.exported else None

    def _exported_on(self, aims: Aims) -> date | None:
        """The day of the oldest: none of what is compared is older."""
        return min((day for aim in aims for each in aim.audiences if (day := self._exported(each))), default=None)

    def _names(self, aims: Aims) -> str:
        """What is to be excluded so that they part."""
        named = self._audiences.named
        return ", ".join(sorted({named[each].name for aim in aims for each in aim.included}))

    def _name(self, found: Both[Key], own: Key) -> str:
        """Of an ad set elsewhere with its campaign."""
        facts, (level, id_) = self.tables.facts, found.other
        if level is Level.CAMPAIGN:
            name = facts.campaigns[id_].name
        else:
            name, home = facts.ad_sets[id_].name, self.tables.campaign(found.other)
            if home != self.tables.campaign(own) and (campaign := facts.campaigns.get(home or 0)):
                name = f"{name} ({campaign.name})"
        return f"{name} and {found.alike - 1} more" if found.alike > 1 else name

    def _channel(self, key: Key) -> str:
        campaign = self.tables.facts.campaigns.get(self.tables.campaign(key) or 0)
        return (campaign.channel if campaign else "") or self.tables.facts.channel


def _ids(targets: Sequence[Target], *, excluded: bool) -> frozenset[int]:
    return frozenset(each.audience for each in targets if each.excluded is excluded)
