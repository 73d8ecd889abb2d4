"""A decision is written down, with everything it rests on, before anything is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction

from accounts.models import User
from alerts import locks
from alerts.acting import words
from alerts.acting.finding import Entity
from alerts.acting.log import OPEN, WAITING, open_of
from alerts.models import Calendar, Decision, Health
from alerts.models.ads import Act, Stage
from explores.keeping.refused import Refused

CLAIM = timedelta(minutes=3)  # whoever carries it out and says nothing for so long was lost
FIGURES = (
    "campaign_name",
    "ad_set_name",
    "currency",
    "spend",
    "results",
    "cost",
    "limit",
    "chance",
    "low",
    "high",
    "at_stake",
    "signals",
    "evidence",
)


class Busy(Refused):
    """Something is on the way for it already: ``decision``. Nothing was written."""

    def __init__(self, decision: Decision, now: datetime) -> None:
        self.decision = decision
        super().__init__(words.on_the_way(decision, now), "row", code="in_use")


@dataclass(frozen=True)
class Wish:
    """What somebody or something wants. ``by``: a person's own; None: a rule's or a calendar's."""

    entity: Entity
    act: Act
    by: User | None = None
    amount: Decimal | None = None
    undoes: Decision | None = None
    calendar: Calendar | None = None
    more: Mapping[str, Any] = field(default_factory=dict)  # other columns: rule, rule_version, chance


def inputs(entity: Entity) -> dict[str, Any]:
    """How it stood when that was decided: columns of a decision. Where it was never judged there are no figures."""
    health = Health.objects.filter(level=entity.level, row=entity.row.pk).first()
    if health is None:
        return {"inputs": {}}
    figures = {name: _plain(getattr(health, name)) for name in FIGURES}
    figures |= {"group": health.group, "day": health.day.isoformat(), "judged_at": health.judged_at.isoformat()}
    own = {"chance": health.chance, "data_version": health.data_version, "data_as_of": health.data_as_of}
    return {"inputs": figures, **own}


def _plain(value: object) -> object:
    return str(value) if isinstance(value, Decimal) else value


def draft(wish: Wish, stage: Stage, now: datetime) -> Decision:
    """It as a row that is not written yet."""
    row, entity = wish.entity.row, wish.entity
    columns = {**inputs(entity), **wish.more}
    return Decision(
        account_id=entity.account,
        subaccount_id=row.subaccount_id, source_id=row.source_id, level=entity.level, row=row.pk, name=entity.name,
        act=wish.act, amount=wish.amount, stage=stage, calendar=wish.calendar, undoes=wish.undoes, by=wish.by,
        by_name=str(wish.by) if wish.by else "", decided_at=now, **columns,
    )  # fmt: skip


def alone(level: str, row: int) -> None:
    """Until the commit nobody else puts anything on the way for it: whoever does asks for this first."""
    locks.until_commit(f"ad begun {level} {row}")


@transaction.atomic
def begin(wish: Wish, now: datetime) -> Decision:
    """Written as due and claimed by the caller, who carries it out. What the other way round was on the way and is in
    nobody's hands ends; so does what a rule waits for. Raises Busy.

    Of one thing one begins at a time: the later one finds the row of the earlier, or finds it settled and follows it,
    however long the platform takes between the two."""
    alone(wish.entity.level, wish.entity.row.pk)
    made = draft(wish, Stage.DUE, now)
    made.claimed_until = made.next_at = now + CLAIM
    _make_room(made, now)
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:
        raise _busy(made, now) from None
    return made


def _make_room(made: Decision, now: datetime) -> None:
    there = Decision.objects.select_for_update(of=("self",)).filter(level=made.level, row=made.row, stage__in=OPEN)
    for each in there.select_related("calendar"):
        held = each.claimed_until is not None and each.claimed_until >= now
        if held or each.act == made.act or not made.by_name:
            raise Busy(each, now)
        said = f"{words.who(made)} decided to {words.DO[made.act]} before this was seen on the platform."
        Decision.objects.filter(pk=each.pk).update(stage=Stage.FAILED, said=said, next_at=None, claimed_until=None)
    if made.by_name:
        waits = Decision.objects.filter(level=made.level, row=made.row, stage__in=WAITING)
        said = f"{words.who(made)} decided to {words.DO[made.act]} first."
        waits.update(stage=Stage.LAPSED, said=said, next_at=None, tell_at=None)


def _busy(made: Decision, now: datetime) -> Refused:
    """Somebody was quicker by a moment."""
    if there := open_of(made.level, made.row):
        return Busy(there, now)
    return Refused("Somebody did that just now. Look again.", "row", code="in_use")
