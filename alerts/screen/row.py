"""One campaign, ad set or ad as a line of the page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from alerts.models.ads import Group, Health
from alerts.playbook import results
from alerts.playbook.evidence.levels import Levels
from alerts.screen import amounts, axis, chips
from alerts.screen.meter import Meter, meter
from alerts.screen.wanted import PLATFORMS


@dataclass(frozen=True)
class Name:
    """The first cell, which leads to the panel. ``note``: what a person did about it."""

    key: str
    health: Health
    about: str
    note: str


@dataclass(frozen=True)
class Row:
    """Texts and drawings of a line. ``reason``: why there is no verdict."""

    name: Name
    spend: str
    results: str
    cost: str
    range: axis.Range | None
    meter: Meter | None
    reason: str
    chips: tuple[chips.Chip, ...]
    more: int

    @property
    def health(self) -> Health:
        """Whose line it is."""
        return self.name.health


def name(health: Health, now: datetime, zone: str) -> Name:
    """The first cell alone."""
    return Name(f"{health.level}-{health.row}", health, about(health), _note(health, now, zone))


@dataclass(frozen=True)
class Clock:
    """The moment, and whose clocks tell it."""

    now: datetime
    zone: str


def row(health: Health, on: axis.Scale, levels: Levels, clock: Clock) -> Row:
    """On the page's own axis. ``goal`` is of the question: what counts as its result."""
    found = chips.chips(health.signals, pressing=health.group == Group.PAUSE)
    verdict, goal = health.group != Group.NO_VERDICT, getattr(health, "goal", "")
    return Row(
        name(health, clock.now, clock.zone),
        amounts.rounded(health.spend, health.currency),
        amounts.count(health.results),
        amounts.exact(health.cost, health.currency),
        axis.range_of(on, axis.Cost(health.cost, health.low, health.high, health.limit), said(health, goal)),
        meter(health.chance, levels) if verdict else None,
        "" if verdict and health.chance is not None else health.why or "No target to judge by",
        found[: chips.SHOWN],
        max(len(found) - chips.SHOWN, 0),
    )


def about(health: Health) -> str:
    """``Meta · Autumn linens · Lookalike``."""
    parts = (PLATFORMS.get(health.platform, health.platform), health.campaign_name, health.ad_set_name)
    return " · ".join(part for part in parts if part and part != health.name)


def said(health: Health, goal: str) -> str:
    """The range in words, for who does not see it. ``goal``: what it counts as its result."""
    of, one = health.currency, results.one(goal)
    known = health.low is not None and health.high is not None
    parts = (
        f"{amounts.exact(health.cost, of)} a {one}" if health.cost is not None else "",
        f"likely {amounts.rounded(health.low, of)} to {amounts.rounded(health.high, of)}" if known else "",
        f"target {amounts.exact(health.limit, of)}" if health.limit is not None else "",
    )
    return ", ".join(filter(None, parts)) or "Its cost is not known"


def _note(health: Health, now: datetime, zone: str) -> str:
    if health.status == "off":
        return "Paused"
    until = health.snoozed_until
    return f"Snoozed until {amounts.moment(until, now, zone)}" if until and until > now else ""
