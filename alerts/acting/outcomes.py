"""What comes of asking and of looking: where a decision stands then, when it is looked at again, in which words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from alerts.acting import words
from alerts.models import Decision
from alerts.models.ads import Act, Stage
from connectors.ads.carrying import Carried
from connectors.ads.control import Change, DailyBudget, Pause, Resume, shows
from connectors.ads.faults import Fault, Trouble, spoken
from connectors.ads.standing import Standing, Switch

LOOKS: Sequence[timedelta] = tuple(timedelta(seconds=each) for each in (15, 30, 60, 120, 300, 600, 1200, 2400))
UNHEARD = 2  # looks after which a question that got no answer is asked again
MOST_TRIES = 4
PATIENCE = timedelta(hours=6)  # that a passing trouble is waited out


@dataclass(frozen=True)
class Outcome:
    """Where it stands. ``after``: the last look, where there was one."""

    stage: Stage
    said: str
    next_at: datetime | None = None
    after: Standing | None = None
    accepted: bool | None = None  # None: as it was
    looks: int = 0
    tell: bool = False  # whatever the way it came to be


def change_of(decision: Decision) -> Change:
    """What is asked of the platform."""
    if decision.act == Act.BUDGET:
        assert decision.amount is not None  # no budget is decided without
        return DailyBudget(decision.amount.normalize())
    return Pause() if decision.act == Act.PAUSE else Resume()


def already(decision: Decision, standing: Standing, since: str) -> Outcome:
    """Nothing was asked, for it stands so. ``since``: who did that, in a sentence."""
    said = f"Nothing was asked of the platform: it was {words.shown(decision, standing)} already. {since}"
    return Outcome(Stage.DONE, said.strip(), after=standing)


def of_asking(decision: Decision, carried: Carried, now: datetime) -> Outcome:
    """After the question and the first looks."""
    if carried.shown and carried.after:
        return done(decision, carried.after)
    accepted = carried.accepted is not None
    begun = "The platform said yes and does not show it yet." if accepted else "No answer came to the question."
    next_at = now + _wait(LOOKS[0], carried.problem)
    said = f"{begun} Sextant looks again in {spoken((next_at - now).total_seconds())}."
    return Outcome(Stage.ASKED, said, next_at, carried.after, accepted)


def of_look(decision: Decision, standing: Standing, now: datetime) -> Outcome:
    """After a later look at what was asked."""
    if shows(standing, change_of(decision)):
        return done(decision, standing)
    if standing.set is Switch.REMOVED:
        return Outcome(Stage.FAILED, "It was deleted or archived on the platform.", after=standing)
    looks, shown = decision.looks + 1, words.shown(decision, standing)
    if decision.accepted_at is None and looks >= UNHEARD:
        return _unheard(decision, standing, now)
    if looks > len(LOOKS):
        said = f"The platform said yes and did not do it: it shows {shown}. Look at it there, or try once more."
        return Outcome(Stage.FAILED, said, after=standing, looks=looks)
    next_at = now + LOOKS[looks - 1]
    said = f"The platform still shows {shown}. Sextant looks again in {spoken((next_at - now).total_seconds())}."
    return Outcome(Stage.ASKED, said, next_at, standing, looks=looks)


def of_fault(decision: Decision, fault: Fault, now: datetime) -> Outcome:
    """The question, or a look, met a fault. While it is DUE nothing was changed."""
    asked = decision.stage == Stage.ASKED
    waited = now - (decision.asked_at if asked and decision.asked_at else decision.decided_at)
    if fault.passing and fault.retry_after is not None and waited < PATIENCE:
        wait = _wait(LOOKS[min(decision.looks, len(LOOKS) - 1)] if asked else timedelta(), fault)
        then = f"Sextant {'looks' if asked else 'tries'} again by itself in {spoken(wait.total_seconds())}."
        return Outcome(Stage(decision.stage), f"{_told(fault)} {then}", now + wait, looks=decision.looks)
    begun = "It was asked for, and whether it was done could not be read back." if asked else "Nothing was changed."
    return Outcome(Stage.FAILED, f"{begun} {_told(fault)}", tell=fault.trouble is Trouble.EXPIRED)


def done(decision: Decision, standing: Standing) -> Outcome:
    """The platform shows it."""
    return Outcome(Stage.DONE, f"The platform shows it: {words.shown(decision, standing)}.", after=standing)


def _unheard(decision: Decision, standing: Standing, now: datetime) -> Outcome:
    """To ask for the same state twice does no harm."""
    if decision.tries >= MOST_TRIES:
        said = f"No answer came to {decision.tries} questions, and it shows {words.shown(decision, standing)}."
        return Outcome(Stage.FAILED, f"{said} Try again later.", after=standing)
    return Outcome(Stage.DUE, "No answer came and nothing changed. Sextant asks again.", now, standing)


def _wait(least: timedelta, fault: Fault | None) -> timedelta:
    wanted = timedelta(seconds=fault.retry_after) if fault and fault.retry_after else timedelta()
    return max(least, wanted)


def _told(fault: Fault) -> str:
    return f"{fault.message} The platform's words: “{fault.said}”." if fault.said else fault.message
