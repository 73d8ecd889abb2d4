"""What is known of ad audiences: who was exported to them, and which ad set is shown to which. PURE."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from alerts.playbook.audiences import Profiles


class Audience(NamedTuple):
    """``exported``: the last time that anybody was exported to it; None: nobody is known ever to have been."""

    id: int
    name: str
    exported: datetime | None


class Target(NamedTuple):
    """An ad set (or a campaign, for all in it) is shown to an audience, or keeps it out, until a day."""

    ad_set: int | None
    campaign: int | None
    audience: int
    excluded: bool
    ended_on: date | None


class Measured(NamedTuple):
    """The share (0 to 1) of an ad set's people that another holds too, as its platform says."""

    ad_set: int
    other: int
    share: Decimal
    day: date


@dataclass(frozen=True)
class Audiences:
    """Of one source, as they are now: of an earlier moment nobody knows them."""

    named: Mapping[int, Audience] = field(default_factory=dict)
    targets: Sequence[Target] = ()
    profiles: Profiles = field(default_factory=dict)
    measured: Sequence[Measured] = ()
