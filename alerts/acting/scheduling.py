"""Calendars run: at each of their changes what should be on is compared with what the platform shows, and mended.

Between its changes a calendar does nothing, so what a person does against it stands until its next change. Of several
that act on one thing, each must want it on; a pause wins.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.db.models import Q

from alerts.acting import calendars, guarding, limiting, words
from alerts.acting.apart import apart
from alerts.acting.carrying import carry
from alerts.acting.deciding import Wish, begin, draft
from alerts.acting.finding import Entity, known
from alerts.models import Calendar, Decision
from alerts.models.ads import Act, Stage
from alerts.models.ads.entity import Level
from alerts.playbook.calendar import Wanted, all_want, day_of, next_change, wanted
from alerts.playbook.calendar_form import rule_from_json
from alerts.rules.rule import BadRule
from connectors.ads.control import Pause, Resume, shows
from connectors.ads.faults import Fault
from connectors.ads.opening import noting, opened
from connectors.ads.standing import Standing
from deliveries.cadence.recurrence import BadRecurrence
from explores.keeping.refused import Refused

CLAIM = timedelta(minutes=10)
AGAIN = timedelta(minutes=5)  # after a platform that did not answer, or something that is on the way
KILLED = timedelta(minutes=15)  # while the kill switch is thrown
AT_ONCE = 20


@dataclass(frozen=True)
class Came:
    """What came of it, and when it is looked at again before the next change."""

    said: str
    again: datetime | None = None


def run(now: datetime, most: int = AT_ONCE) -> int:
    """Every calendar that is due; how many looked."""
    free = Q(claimed_until=None) | Q(claimed_until__lt=now)
    due = Calendar.objects.filter(free, next_at__lte=now, removed_at=None).order_by("next_at", "pk")
    numbers = list(due.values_list("pk", flat=True)[:most])
    return sum(apart(partial(_claimed, number), now) for number in numbers)


def withdrawn(decision: Decision, calendar: Calendar, now: datetime) -> bool:
    """Whether something that a calendar decided and that is not asked yet is wanted no more, or may not be; then it
    ends, and the calendar looks again."""
    entity = known(decision.level, decision.row)
    limits = limiting.of(decision.account_id)
    why = guarding.killed(limits, now) and f"The kill switch is thrown: {guarding.killed(limits, now)}."
    if not why and entity is not None and not _superseded(decision, calendar, now):
        return False
    said = f"Nothing was changed. {why or 'The calendar wants something else by now.'}"
    ours = Decision.objects.filter(pk=decision.pk, claimed_until=decision.claimed_until, stage=Stage.DUE)
    ours.update(stage=Stage.FAILED, said=said, next_at=None, claimed_until=None)
    Calendar.objects.filter(pk=calendar.pk, removed_at=None).update(next_at=now)
    return True


def _superseded(decision: Decision, calendar: Calendar, now: datetime) -> bool:
    """The calendar was removed, set to say only, or wants the other thing."""
    if calendar.removed_at is not None or not calendar.acting:
        return True
    if (decision.level, decision.row) != (calendar.level, calendar.row):
        return not wanted(rule_from_json(calendar.rule), now, calendar.zone).successor
    return _on(calendar, now) != (decision.act == Act.RESUME)


def _claimed(number: int, now: datetime) -> int:
    free = Q(claimed_until=None) | Q(claimed_until__lt=now)
    if not Calendar.objects.filter(free, pk=number, next_at__lte=now).update(claimed_until=now + CLAIM):
        return 0
    calendar = Calendar.objects.get(pk=number)
    try:
        came, upcoming = _looked(calendar, now)
    except (BadRule, BadRecurrence) as error:
        came, upcoming = Came(f"It can't be kept: {error} Save it anew."), None
    following = min((each for each in (came.again, upcoming) if each), default=None)
    ours = Calendar.objects.filter(pk=number, claimed_until=now + CLAIM)  # else somebody saved it meanwhile
    return ours.update(next_at=following, said=came.said, claimed_until=None)


def _looked(calendar: Calendar, now: datetime) -> tuple[Came, datetime | None]:
    rule = rule_from_json(calendar.rule)
    want, upcoming = wanted(rule, now, calendar.zone), next_change(rule, now, calendar.zone)
    came = list(_all(calendar, want, now))
    said = " ".join(filter(None, [*(each.said for each in came), _named(calendar, now)]))
    return Came(said, min((each.again for each in came if each.again), default=None)), upcoming


def _all(calendar: Calendar, want: Wanted, now: datetime) -> Iterator[Came]:
    entity = known(calendar.level, calendar.row)
    yield (
        Came("Its row is gone. Import the ads again.")
        if entity is None
        else _mended(calendar, entity, _on(calendar, now), now)
    )
    if want.successor:
        after = calendars.successor_of(calendar)
        successor = known(Level.CAMPAIGN, after.pk) if after else None
        gone = Came("The campaign that should come after it is gone.")
        yield _mended(calendar, successor, True, now) if successor else gone


def _on(calendar: Calendar, now: datetime) -> bool:
    """What all that act want, and this one, whether it acts or not."""
    others = [each for each in calendars.acting_on(calendar.level, calendar.row) if each.pk != calendar.pk]
    rules = [rule_from_json(each.rule) for each in (calendar, *others)]
    return all_want(rules, now, calendar.zone)


def _named(calendar: Calendar, now: datetime) -> str:
    """Once its dates are over, what comes after it, for people to start."""
    rule = rule_from_json(calendar.rule)
    if rule.successor is None or rule.successor.starts or not rule.over(day_of(now, calendar.zone)):
        return ""
    said = f"Its dates are over. What comes after it: {rule.successor.campaign}."
    last = Decision.objects.filter(calendar=calendar, decided_at=now).first()
    if last is not None:
        Decision.objects.filter(pk=last.pk).update(said=f"{last.said} {said}", tell_at=now)
    return said


def _mended(calendar: Calendar, entity: Entity, on: bool, now: datetime) -> Came:
    """Compare, and where it is otherwise, act or say what would be done."""
    if calendar.acting and (held := _held(entity, now)):
        return held
    act = Act.RESUME if on else Act.PAUSE
    try:
        standing = _read(entity)
    except Fault as fault:
        return _unread(Wish(entity, act, calendar=calendar), fault, now)
    if shows(standing, Resume() if on else Pause()):
        return Came(f"{entity.name} is {words.DONE[act]}, as wanted.")
    return _decided(Wish(entity, act, calendar=calendar), now)


def _held(entity: Entity, now: datetime) -> Came | None:
    if killed := guarding.killed(limiting.of(entity.account), now):
        return Came(f"The kill switch is thrown: {killed}. It acts when that is lifted.", now + KILLED)
    if protected := guarding.protected(entity):
        return Came(f"{entity.name} is protected: {protected}. It was left alone.")
    return None


def _decided(wish: Wish, now: datetime) -> Came:
    assert wish.calendar is not None
    if not wish.calendar.acting:
        made = draft(wish, Stage.SHADOW, now)
        made.said = f"It would be {words.DONE[wish.act]} now. The calendar does not act."
        made.save()
        return Came(f"{wish.entity.name} would be {words.DONE[wish.act]}, and is not.")
    try:
        made = carry(begin(wish, now), now)
    except Refused as busy:
        return Came(busy.message, now + AGAIN)
    return Came(f"{wish.entity.name}: {made.said}")


def _unread(wish: Wish, fault: Fault, now: datetime) -> Came:
    """What passes is waited for; what a person must mend is told."""
    if fault.passing:
        return Came(f"{fault.message} It looks again by itself.", now + AGAIN)
    if wish.calendar is not None and wish.calendar.acting:
        made = draft(wish, Stage.FAILED, now)
        made.said, made.tell_at = f"Nothing was changed. {fault.message}", now
        made.save()
    return Came(fault.message)


def _read(entity: Entity) -> Standing:
    found = opened(entity.row)
    with noting(found.connection):
        return found.platform.read(found.target)
