"""Whether something may act by itself: every limit, each with its reason in words. PURE.

What is not known holds: a limit lets pass only what is known to be within it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from alerts.playbook.figures import money
from alerts.rules.quiet import Quiet
from connectors.ads.standing import Learning, Runs, Standing, Switch

DAY = timedelta(days=1)


class Limit(StrEnum):
    """What holds."""

    KILLED = "killed"
    MODE = "mode"
    PER_DAY = "per_day"
    SHARE = "share"
    LAST = "last"
    PROTECTED = "protected"
    LEARNING = "learning"
    UNTOLD = "untold"  # whether it is learning, where its platform never says
    EDITED = "edited"
    QUIET = "quiet"
    INCIDENT = "incident"
    SNOOZED = "snoozed"
    LATE = "late"
    CALENDAR = "calendar"
    STANDING = "standing"


@dataclass(frozen=True)
class Bounds:
    """Of the account. ``share``: of a day's spend, 0 to 1."""

    per_day: int
    share: Decimal
    hours_after_edit: int
    quiet: Quiet | None = None


@dataclass(frozen=True)
class Spend:
    """Money a day, all in one currency: of the thing itself, of all that rules paused in the last 24 hours, and of the
    whole account before they did. None: not known."""

    own: Decimal | None
    paused: Decimal | None
    account: Decimal | None
    currency: str = ""


@dataclass(frozen=True)
class Facts:
    """What is known of the moment. Empty texts: nothing of the kind. ``acted``: when rules paused something, those that
    are on the way among them. ``left``: ads that run on beside it in ``parent``; None: not known. ``standing``: read
    back just now; None where it could not be, with ``problem``. ``tells_learning``: whether the platform speaks of
    learning at this level at all; where it does not, an import may, and else a person must decide."""

    now: datetime
    automatic: bool
    killed: str = ""
    acted: Sequence[datetime] = ()
    spend: Spend = Spend(None, None, None)
    left: int | None = None
    parent: str = "ad set"
    protected: str = ""
    standing: Standing | None = None
    problem: str = ""
    tells_learning: bool = True
    looked: bool = True
    incident: str = ""
    snoozed_until: datetime | None = None
    late: str = ""
    calendar: str = ""


@dataclass(frozen=True)
class Hold:
    """One limit that holds it back, and why, in a sentence. ``until``: when that ends by itself; None: not known."""

    limit: Limit
    said: str
    until: datetime | None = None


def holds(facts: Facts, bounds: Bounds) -> tuple[Hold, ...]:
    """All that hold it back; none: it may go ahead."""
    platform = (*_by_platform(facts, bounds), *_by_others(facts)) if facts.looked else ()
    return (*_by_people(facts), *_by_count(facts, bounds), *_by_time(facts, bounds), *platform, *_by_data(facts))


def acted_within(acted: Sequence[datetime], now: datetime) -> list[datetime]:
    """Those of the 24 hours before ``now``, and any that are dated later."""
    return sorted(at for at in acted if at > now - DAY)


def _by_people(facts: Facts) -> Iterator[Hold]:
    if facts.killed:
        yield Hold(Limit.KILLED, f"The kill switch is thrown: {facts.killed}. Nothing acts by itself.")
    if not facts.automatic:
        yield Hold(Limit.MODE, "The rule is not set to act by itself.")
    if facts.protected:
        yield Hold(Limit.PROTECTED, f"It is protected: {facts.protected}.")
    if facts.snoozed_until is not None and facts.snoozed_until > facts.now:
        yield Hold(Limit.SNOOZED, f"It is snoozed until {_at(facts.snoozed_until)}.", facts.snoozed_until)
    if facts.calendar:
        yield Hold(Limit.CALENDAR, facts.calendar)


def _by_count(facts: Facts, bounds: Bounds) -> Iterator[Hold]:
    lately = acted_within(facts.acted, facts.now)
    if len(lately) >= bounds.per_day:
        until = lately[-bounds.per_day] + DAY if bounds.per_day else None
        yield Hold(Limit.PER_DAY, f"{_pauses(len(lately))} in 24 hours; the limit is {bounds.per_day}.", until)
    if said := _share(facts.spend, bounds.share):
        yield Hold(Limit.SHARE, said)


def _by_others(facts: Facts) -> Iterator[Hold]:
    if facts.left is None:
        yield Hold(Limit.LAST, f"Whether another ad of its {facts.parent} runs could not be read back.")
    elif facts.left < 1:
        yield Hold(Limit.LAST, f"It is the last active of its {facts.parent}.")


def _share(spend: Spend, share: Decimal) -> str:
    if spend.own is None or spend.paused is None or spend.account is None or spend.account <= 0:
        return "Its share of a day's spend is not known."
    wanted, most = spend.own + spend.paused, share * spend.account
    if wanted <= most:
        return ""
    said = f"With it {money(wanted, spend.currency)} a day would be paused in 24 hours"
    return f"{said}; the limit is {share:.0%} of a day's spend, {money(most, spend.currency)}."


def _by_time(facts: Facts, bounds: Bounds) -> Iterator[Hold]:
    if bounds.quiet is not None and bounds.quiet.holds(facts.now):
        until = bounds.quiet.until(facts.now)
        yield Hold(Limit.QUIET, f"These are quiet hours, until {_at(until)}.", until)


def _by_platform(facts: Facts, bounds: Bounds) -> Iterator[Hold]:
    standing = facts.standing
    if standing is None:
        yield Hold(Limit.STANDING, f"How it stands on the platform could not be read back. {facts.problem}".strip())
        return
    if said := _stands(standing):
        yield Hold(Limit.STANDING, said)
    if standing.learning is Learning.YES:
        yield Hold(Limit.LEARNING, "The platform is still learning whom to show it to.")
    elif standing.learning is Learning.NOT_TOLD and facts.tells_learning:
        yield Hold(Limit.LEARNING, "The platform does not tell whether it is still learning.")
    elif standing.learning is Learning.NOT_TOLD:
        yield Hold(Limit.UNTOLD, "Whether it is still learning is not known: neither its platform nor an import says.")
    hours = bounds.hours_after_edit
    edited = standing.edited_since(facts.now - timedelta(hours=hours)) if hours else False
    if edited:
        until = standing.changed_at + timedelta(hours=hours) if standing.changed_at else None
        yield Hold(Limit.EDITED, f"It was edited in the last {hours} hours.", until)
    elif edited is None:
        yield Hold(Limit.EDITED, "When it was last edited is not known.")


def _stands(standing: Standing) -> str:
    if standing.set is Switch.UNKNOWN:
        return "Its state on the platform is not known here."
    if standing.set is not Switch.ON:
        return "It is not on any more."
    if standing.locked:
        return standing.locked
    return f"It does not run: {standing.why}" if standing.runs is Runs.NO else ""


def _by_data(facts: Facts) -> Iterator[Hold]:
    if facts.incident:
        yield Hold(Limit.INCIDENT, f"An incident is open: {facts.incident}")
    if facts.late:
        yield Hold(Limit.LATE, facts.late)


def _at(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _pauses(count: int) -> str:
    return "1 pause by rules" if count == 1 else f"{count} pauses by rules"
