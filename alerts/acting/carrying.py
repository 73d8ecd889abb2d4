"""A decision is carried out, outside of any transaction: asked for once, read back, and settled by compare-and-swap.

What is in hand is known by its claim. Before the platform is asked, the row says so (ASKED), so that a worker that
dies between the platform's yes and the next commit leaves a row that is read back and finished by another.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from alerts.acting import calendars, outcomes, standings, words
from alerts.acting.deciding import CLAIM
from alerts.acting.finding import known
from alerts.acting.log import OPEN
from alerts.acting.outcomes import Outcome
from alerts.models import Decision, Health
from alerts.models.ads import Act, Stage
from cdp import faults
from connectors.ads.carrying import carry_out
from connectors.ads.control import shows
from connectors.ads.faults import Fault
from connectors.ads.opening import Opened, noting, opened
from connectors.ads.standing import Standing, Switch

WAITS = (0.0, 1.0, 2.0)  # seconds before each look that somebody waits for
FIRST_RECHECK = timedelta(hours=24)


class Lost(Exception):
    """Another worker has it now, for this one took too long; what this one found is not written."""


def claimed(number: int, now: datetime) -> Decision | None:
    """One that is on the way, in our hands; None where it is in others' or settled."""
    free = Q(claimed_until=None) | Q(claimed_until__lt=now)
    ours = Decision.objects.filter(free, pk=number, stage__in=OPEN)
    if not ours.update(claimed_until=now + CLAIM, next_at=now + CLAIM):
        return None
    return Decision.objects.select_related("calendar", "by").get(pk=number)


def carry(decision: Decision, now: datetime) -> Decision:
    """Do what is decided, or look how it stands; ``decision`` is claimed. It as it is then."""
    with suppress(Lost):
        outcome = _outcome(decision, now)
        faults.reached("after_yes")
        _settle(decision, outcome, now)
    decision.refresh_from_db()
    return decision


def _outcome(decision: Decision, now: datetime) -> Outcome:
    entity = known(decision.level, decision.row)
    if entity is None:
        return Outcome(Stage.FAILED, "Its row is gone. Import the ads again.")
    try:
        found = opened(entity.row, to_change=decision.stage == Stage.DUE)
        with noting(found.connection):
            if decision.stage == Stage.ASKED:
                return outcomes.of_look(decision, found.platform.read(found.target), now)
            return _asked(decision, found, now)
    except Fault as fault:
        return outcomes.of_fault(decision, fault, now)


def _asked(decision: Decision, found: Opened, now: datetime) -> Outcome:
    """Raises Fault where it certainly was not changed; the row is DUE then, or is set so."""
    before, change = found.platform.read(found.target), outcomes.change_of(decision)
    if shows(before, change):
        if decision.tries:  # an earlier question got no answer, and was heard
            return outcomes.done(decision, before)
        decision.before = standings.to_json(before)
        return outcomes.already(decision, before, _who_did(decision, now))
    faults.reached("before_asking")
    _mark_asked(decision, before, now)
    faults.reached("after_marking")
    try:
        return outcomes.of_asking(decision, carry_out(found.platform, found.target, change, waits=WAITS), now)
    except Fault:
        decision.stage = Stage.DUE
        decision.tries -= 1
        raise


def _mark_asked(decision: Decision, before: Standing, now: datetime) -> None:
    decision.stage, decision.asked_at = Stage.ASKED, now
    decision.before = decision.before if decision.tries else standings.to_json(before)
    decision.tries += 1
    decision.accepted_at, decision.looks = None, 0
    _write(decision, {name: getattr(decision, name) for name in
                      ("stage", "asked_at", "before", "tries", "accepted_at", "looks")})  # fmt: skip


@transaction.atomic
def _settle(decision: Decision, outcome: Outcome, now: datetime) -> None:
    own = decision.by_id is not None or decision.approved_by_id is not None
    waited = (decision.approved_at or decision.decided_at) != now  # who decided it does not look any more
    failed = outcome.stage == Stage.FAILED and (outcome.tell or not own or waited)
    finished = outcome.stage == Stage.DONE
    said = f"{outcome.said} {_calendars(decision, outcome, now)}".strip()
    columns: dict[str, Any] = {
        "stage": outcome.stage, "said": said, "next_at": outcome.next_at, "claimed_until": None,
        "before": decision.before, "looks": outcome.looks, "tries": decision.tries,
        "tell_at": now if failed or (finished and bool(decision.rule) and not own) else None,
    }  # fmt: skip
    if outcome.after is not None:
        columns["after"] = standings.to_json(outcome.after)
    if outcome.accepted:
        columns["accepted_at"] = now
    if finished:
        columns |= {"seen_at": now, "recheck_at": now + FIRST_RECHECK if decision.tries else None}
    _write(decision, columns)
    if finished and outcome.after:
        _show(decision, outcome.after)


def _calendars(decision: Decision, outcome: Outcome, now: datetime) -> str:
    """A person may act against a calendar, and is told when that acts next."""
    if outcome.stage != Stage.DONE or decision.calendar_id is not None or decision.act == Act.BUDGET:
        return ""
    return calendars.contrary(decision.level, decision.row, now, on=decision.act == Act.RESUME)


def _write(decision: Decision, columns: dict[str, Any]) -> None:
    """Raises Lost where it is not in our hands any more."""
    ours = Decision.objects.filter(pk=decision.pk, claimed_until=decision.claimed_until, stage__in=OPEN)
    if not ours.update(**columns):
        raise Lost


def _show(decision: Decision, standing: Standing) -> None:
    """Pages show how it stands by what was read back, before the next import says so."""
    if decision.act == Act.BUDGET or standing.set not in {Switch.ON, Switch.OFF}:
        return
    Health.objects.filter(level=decision.level, row=decision.row).update(status=standing.set.value)


def _who_did(decision: Decision, now: datetime) -> str:
    """Who made it as it is, where that was one of us."""
    same = Decision.objects.filter(level=decision.level, row=decision.row, stage=Stage.DONE, tries__gt=0)
    last = same.select_related("calendar").order_by("-seen_at").first()
    if last is None or last.act != decision.act or last.seen_at is None or decision.act == Act.BUDGET:
        return ""
    return f"{words.who(last)} {words.DID[last.act]} {words.ago(last.seen_at, now)}."
