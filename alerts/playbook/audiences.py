"""How far the audiences of what runs overlap, counted in own contacts. PURE."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Generic, TypeVar

Thing = TypeVar("Thing", bound=Hashable)
Profiles = Mapping[frozenset[int], int]  # how many people are in just these audiences


@dataclass(frozen=True)
class Aim:
    """Whom one ad set is shown to: people of any included audience who are in no excluded one. Ids of audiences."""

    included: frozenset[int]
    excluded: frozenset[int] = frozenset()

    @property
    def audiences(self) -> frozenset[int]:
        """All that it depends on."""
        return self.included | self.excluded

    def holds(self, profile: Set[int]) -> bool:
        """Whether somebody who is in just these audiences is among them."""
        return not self.included.isdisjoint(profile) and self.excluded.isdisjoint(profile)


@dataclass(frozen=True)
class Both(Generic[Thing]):
    """One that may hold the same people: how many it has, and how many of them are in common. ``alike``: how many
    things have just its aims; it is the first of them."""

    other: Thing
    people: int
    common: int
    alike: int = 1


@dataclass(frozen=True)
class Shared(Generic[Thing]):
    """What things have in common. A thing reaches whoever any of its aims holds; exact, by sets.

    Things with the same aims are counted as one, so effort grows with profiles and with different aims, not with
    things.
    """

    aims: Mapping[Thing, frozenset[Aim]]
    profiles: Profiles

    def people(self, thing: Thing) -> int:
        """How many it reaches."""
        return self._counts[0][self._place[self.aims[thing]]]

    def beside(self, thing: Thing) -> Iterator[Both[Thing]]:
        """Every other one, those with the same aims as one."""
        own, (people, pairs) = self._place[self.aims[thing]], self._counts
        for place, things in enumerate(self._kinds.values()):
            others = [each for each in things if each != thing]
            if others:
                common = people[own] if place == own else pairs[min(own, place), max(own, place)]
                yield Both(others[0], people[place], common, len(others))

    @cached_property
    def _kinds(self) -> Mapping[frozenset[Aim], Sequence[Thing]]:
        found: dict[frozenset[Aim], list[Thing]] = defaultdict(list)
        for thing, aims in self.aims.items():
            found[aims].append(thing)
        return found

    @cached_property
    def _place(self) -> Mapping[frozenset[Aim], int]:
        return {aims: place for place, aims in enumerate(self._kinds)}

    @cached_property
    def _near(self) -> Mapping[int, Set[int]]:
        """Which kinds include an audience."""
        found: dict[int, set[int]] = defaultdict(set)
        for aims, place in self._place.items():
            for audience in {each for aim in aims for each in aim.included}:
                found[audience].add(place)
        return found

    @cached_property
    def _counts(self) -> tuple[Counter[int], Counter[tuple[int, int]]]:
        """People of each kind, and of each pair of kinds."""
        kinds, people, pairs = list(self._kinds), Counter[int](), Counter[tuple[int, int]]()
        for profile, count in self.profiles.items():
            close = {place for each in profile for place in self._near.get(each, ())}
            held = sorted(place for place in close if any(aim.holds(profile) for aim in kinds[place]))
            for place in held:
                people[place] += count
            for pair in combinations(held, 2):
                pairs[pair] += count
        return people, pairs
