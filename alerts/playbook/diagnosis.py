"""What several signals say together, and what to do about it: suggestions with their reasons. PURE.

A diagnosis never comes from a signal that waits or is not available: only from tests that fired or were found fine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from alerts.playbook.acts import Act
from alerts.playbook.days import Entity
from alerts.playbook.figures import Figure, number, percent, plain
from alerts.playbook.verdict import Part, Signal, State


class Cause(StrEnum):
    """What is probably wrong."""

    TOO_NARROW = "too_narrow"
    BEHIND_THE_CLICK = "behind_the_click"
    USED_UP = "used_up"
    SHOWN_TOO_OFTEN = "shown_too_often"
    BIDDING_AGAINST_ITSELF = "bidding_against_itself"
    NOTHING_WORKS = "nothing_works"


SAID = {
    Cause.TOO_NARROW: "Results are weak, and it hardly reaches or spends: the audience is too narrow.",
    Cause.BEHIND_THE_CLICK: "It reaches enough people, and they do not act: look at the page behind the click.",
    Cause.USED_UP: "It has reached most of its audience: whoever wanted it has seen it.",
    Cause.SHOWN_TOO_OFTEN: "The same people see it too often for the budget it has.",
    Cause.BIDDING_AGAINST_ITSELF: "Another audience of yours holds the same people.",
    Cause.NOTHING_WORKS: "Nobody acts and nobody answers: mending parts will not do.",
}
USED_UP_FROM = Decimal("0.8")  # share of the audience reached, from which on it counts as exhausted


@dataclass(frozen=True)
class Landing:
    """What own data (web analytics) says of the page behind the click, over the same days. Shares are 0 to 1."""

    bounce_rate: Decimal | None = None
    seconds_on_page: Decimal | None = None
    exit_rate: Decimal | None = None
    conversion_rate: Decimal | None = None


@dataclass(frozen=True)
class Diagnosis:
    """A cause, what to do in the order to try it, and the figures to look at. ``other``: the audience to exclude."""

    cause: Cause
    acts: tuple[Act, ...]
    reasons: tuple[str, ...]  # keys of ``texts.WHY``
    shown: tuple[tuple[str, Figure], ...] = field(default_factory=tuple)
    other: str = ""

    @property
    def said(self) -> str:
        """The cause in a sentence."""
        return SAID[self.cause]


def diagnose(
    entity: Entity, signals: Sequence[Signal], landing: Landing | None = None, window_reach: int | None = None
) -> tuple[Diagnosis, ...]:
    """The causes that the signals point to, the clearest first. ``window_reach``: people reached in the window."""
    found = _Found(signals)
    return tuple(
        each
        for each in (
            _nothing_works(found),
            _too_narrow(found),
            _behind_the_click(found, landing),
            _often(found, entity, window_reach),
            _overlap(found),
        )
        if each
    )


class _Found:
    """Tests by ``rule.check``."""

    def __init__(self, signals: Sequence[Signal]) -> None:
        self.parts: dict[str, Part] = {
            f"{signal.name}.{part.check}": part for signal in signals for part in signal.parts
        }

    def firing(self, *keys: str) -> tuple[str, ...]:
        return tuple(key for key in keys if key in self.parts and self.parts[key].state is State.FIRES)

    def fine(self, key: str) -> bool:
        return key in self.parts and self.parts[key].state is State.FINE


WEAK = ("weak_results.no_result", "weak_results.cost_up", "return_and_cost.cost_per_result", "return_and_cost.roas")
SMALL = ("weak_results.small_reach", "unspent.share")
DULL = ("engagement.rate", "engagement.ranking", "ctr.low")


def _nothing_works(found: _Found) -> Diagnosis | None:
    """Few conversions, and low engagement too."""
    unsold = found.firing("weak_results.no_result", "return_and_cost.roas", "quality_ranking.conversion")
    dull = found.firing("engagement.rate", "engagement.ranking")
    if not (unsold and dull):
        return None
    return Diagnosis(Cause.NOTHING_WORKS, (Act.REBUILD, Act.PAUSE), (*unsold, *dull))


def _too_narrow(found: _Found) -> Diagnosis | None:
    """Weak results (or nothing to have results from) with small reach and spend."""
    small = found.firing(*SMALL)
    weak = found.firing(*WEAK)
    if len(small) < len(SMALL) and not (small and weak):
        return None
    return Diagnosis(Cause.TOO_NARROW, (Act.WIDEN, Act.RAISE_BUDGET), (*weak, *small))


def _behind_the_click(found: _Found, landing: Landing | None) -> Diagnosis | None:
    """Reach is fine, people do not answer, or clicks are hollow."""
    signs = found.firing("return_and_cost.hollow_clicks")
    if found.fine("weak_results.small_reach"):
        signs = (*signs, *found.firing(*DULL, "quality_ranking.conversion"))
    return Diagnosis(Cause.BEHIND_THE_CLICK, (Act.LANDING_PAGE, Act.RENEW), signs, _page(landing)) if signs else None


def _page(landing: Landing | None) -> tuple[tuple[str, Figure], ...]:
    page = landing or Landing()
    return (
        ("Bounce rate", _share(page.bounce_rate)),
        ("Time on page", _seconds(page.seconds_on_page)),
        ("Exits", _share(page.exit_rate)),
        ("Conversion rate", _share(page.conversion_rate)),
    )


def _share(value: Decimal | None) -> Figure:
    return Figure(value, "not available" if value is None else percent(value))


def _seconds(value: Decimal | None) -> Figure:
    return Figure(value, "not available" if value is None else f"{number(value, least=0)} s")


def _often(found: _Found, entity: Entity, people: int | None) -> Diagnosis | None:
    """High frequency: the audience is used up, or the budget is too large for it. Its size is shown either way."""
    if not (signs := found.firing("frequency.high")):
        return None
    size = entity.audience_size
    share = Decimal(people) / size if size and people is not None else None
    shown = (
        (
            "Audience",
            Figure(None if size is None else Decimal(size), "not given" if size is None else plain(Decimal(size))),
        ),
        ("Reached of it", _share(share)),
    )
    if share is not None and share >= USED_UP_FROM:
        return Diagnosis(Cause.USED_UP, (Act.WIDEN, Act.RENEW, Act.PAUSE), signs, shown)
    return Diagnosis(Cause.SHOWN_TOO_OFTEN, (Act.CUT_BUDGET, Act.WIDEN, Act.RENEW), signs, shown)


def _overlap(found: _Found) -> Diagnosis | None:
    """The exclusion is offered, with the name of the other audience."""
    if not (signs := found.firing("overlap.share")):
        return None
    part = found.parts["overlap.share"]
    shown = [("Overlaps with", Figure(None, part.inputs["other"])), ("Held by both", part.now)]
    if exclude := part.inputs.get("exclude"):
        shown.append(("Exclude", Figure(None, exclude)))
    if part.inputs.get("by") == "contacts":
        shown.append(("Counted in contacts exported by", Figure(None, part.inputs["measured_on"])))
    return Diagnosis(Cause.BIDDING_AGAINST_ITSELF, (Act.EXCLUDE, Act.PAUSE), signs, tuple(shown), part.inputs["other"])


def acts(diagnoses: Sequence[Diagnosis], signals: Sequence[Signal]) -> tuple[Act, ...]:
    """What to do, once each: by the diagnoses first, then by each signal that fires."""
    return tuple(dict.fromkeys(_all_acts(diagnoses, signals)))


def _all_acts(diagnoses: Sequence[Diagnosis], signals: Sequence[Signal]) -> Iterator[Act]:
    for each in diagnoses:
        yield from each.acts
    for signal in signals:
        yield from (Act(act) for act in signal.do)
