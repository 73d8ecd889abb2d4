"""What rules decide, by how far each may go: noted, proposed, held, or done.

Once for an ad and a verdict: what is on the way, waits, or was decided lately is not decided anew at each round.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial

from django.db import IntegrityError, transaction
from django.db.models import Case, Exists, F, OuterRef, Q, When

from alerts import locks
from alerts.acting import guarding, links, triggers
from alerts.acting.apart import apart
from alerts.acting.carrying import carry
from alerts.acting.deciding import CLAIM, Wish, draft
from alerts.acting.finding import Entity, known
from alerts.acting.log import OPEN, WAITING
from alerts.acting.releasing import released, why, write
from alerts.acting.triggers import Trigger
from alerts.acting.trying import tried
from alerts.models import Decision, Health, Setting
from alerts.models.ads import Act, Group, Mode, Stage
from alerts.models.ads.entity import Level

HELD_FOR = timedelta(hours=48)
AT_ONCE = 20


def rule(now: datetime, most: int = AT_ONCE) -> int:
    """What rules have to decide, of each account so much at once; how many decisions were made."""
    accounts = Setting.objects.filter(mode__in=triggers.DOING).order_by().values_list("account_id", flat=True)
    return sum(_of_account(account, now, most) for account in accounts.distinct())


def _of_account(account: int, now: datetime, most: int) -> int:
    settings, made = triggers.settings_of(account), 0
    for health in _speaking(account, now):
        made += apart(partial(_all, health, settings), now)
        if made >= most:  # the rest at the next look: each asks the platform
            break
    return made


def again(now: datetime, most: int = AT_ONCE) -> int:
    """What is held and due for another look; how many were looked at."""
    free = Q(claimed_until=None) | Q(claimed_until__lt=now)
    due = Decision.objects.filter(free, stage=Stage.HELD, next_at__lte=now).order_by("next_at", "pk")
    numbers = list(due.values_list("pk", flat=True)[:most])
    return sum(apart(partial(_looked_again, number), now) for number in numbers)


def lapse(now: datetime) -> int:
    """Proposals that nobody answered in time."""
    said = f"Nobody answered within {links.VALID // timedelta(hours=1)} hours."
    due = Decision.objects.filter(stage=Stage.PROPOSED, expires_at__lte=now)
    return due.update(stage=Stage.LAPSED, said=said, tell_at=None)


def still_held(decision: Decision, now: datetime) -> bool:
    """Whether something that a rule decided and that is not asked yet is held by now; then it is HELD again."""
    entity = known(decision.level, decision.row)
    if entity is None:
        return False
    return not released(decision, entity, now)


def _speaking(account: int, now: datetime) -> Iterator[Health]:
    """Those that something may speak of, ads before what they are in, then the ones that cost most; without those that
    it was decided of already, as far as that is told without their signals."""
    of_it = Decision.objects.filter(level=OuterRef("level"), row=OuterRef("row"))
    waits = Q(stage__in=(*OPEN, *WAITING))
    lately = Q(decided_at__gt=now - min(triggers.REST.values()), stage__in=triggers.REST) & ~Q(rule="")
    there = Health.objects.filter(Q(group=Group.PAUSE) | Q(fired__gt=0), account=account).exclude(status="off")
    found = there.exclude(Exists(of_it.filter(waits | lately)))
    narrow = Case(When(level=Level.AD, then=0), When(level=Level.AD_SET, then=1), default=2)
    return found.order_by(narrow, F("at_stake").desc(nulls_last=True), "pk").iterator(chunk_size=100)


def _all(health: Health, settings: Mapping[str, Setting], now: datetime) -> int:
    return sum(_decided(each, now) for each in triggers.found(health, settings))


def _decided(trigger: Trigger, now: datetime) -> int:
    entity = known(trigger.health.level, trigger.health.row)
    if entity is None or triggers.rests(trigger, now):
        return 0
    made = draft(_wish(trigger, entity), Stage.HELD, now)
    match trigger.mode:
        case Mode.SHADOW:
            return _shadowed(made, trigger, entity, now)
        case Mode.APPROVE:
            return _proposed(made, trigger, entity, now)
        case _:
            made.said, made.next_at = trigger.why, now
            return _written(made, trigger, now) and bool(_looked_again(made.pk, now))


def _wish(trigger: Trigger, entity: Entity) -> Wish:
    return Wish(entity, Act.PAUSE, more={"rule": trigger.rule, "rule_version": trigger.version})


def _shadowed(made: Decision, trigger: Trigger, entity: Entity, now: datetime) -> int:
    seen = guarding.look(entity)
    held = guarding.held(entity, seen, now, automatic=True)
    would = "It would have been paused." if not held else f"It would have been held. {why(held)}"
    trial = "" if seen.problem else tried(entity).said  # what can't be read back would only say so twice
    made.stage, made.said = Stage.SHADOW, f"{trigger.why} {would} {trial}".strip()
    return _written(made, trigger, now)


def _proposed(made: Decision, trigger: Trigger, entity: Entity, now: datetime) -> int:
    trial = tried(entity)
    made.stage, made.said = Stage.PROPOSED, f"{trigger.why} {trial.said}".strip()
    made.expires_at, made.tell_at = now + links.VALID, now
    if trial.final:
        made.stage, made.expires_at = Stage.FAILED, None
    return _written(made, trigger, now)


def _written(made: Decision, trigger: Trigger, now: datetime) -> int:
    """Not, where another worker was quicker: then one waits already, for it or for what it is in. Whatever rules decide
    of one ad account is written by one worker at a time."""
    try:
        with transaction.atomic():
            locks.until_commit(f"ads decided {made.source_id} {trigger.health.ad_account or 0}")
            if triggers.rests(trigger, now):
                return 0
            made.save()
    except IntegrityError:
        return 0
    return 1


def _looked_again(number: int, now: datetime) -> int:
    """One that is held: it goes ahead, is held on, or ends."""
    free = Q(claimed_until=None) | Q(claimed_until__lt=now)
    ours = Decision.objects.filter(free, pk=number, stage=Stage.HELD)
    if not ours.update(claimed_until=now + CLAIM):
        return 0
    decision = Decision.objects.get(pk=number)
    entity, ended = known(decision.level, decision.row), _ended(decision, now)
    if ended or entity is None:
        write(decision, stage=Stage.LAPSED, said=ended or "Its row is gone.", next_at=None, claimed_until=None)
    elif released(decision, entity, now):
        carry(decision, now)
    return 1


def _ended(decision: Decision, now: datetime) -> str:
    if decision.decided_at <= now - HELD_FOR:
        return f"It was held for {HELD_FOR // timedelta(hours=1)} hours. {decision.said}"
    trigger = triggers.stands(decision)
    if trigger is None:
        return "The verdict has changed: nothing speaks for a pause any more."
    return "" if trigger.mode == Mode.AUTOMATIC else "The rule is not set to act by itself any more."
