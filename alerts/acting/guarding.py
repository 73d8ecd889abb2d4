"""What is known of the moment at which something would act by itself: asked of the platform first, then, under the lock
of the account's limits, of the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Q, Sum

from accounts.models import Account
from alerts.acting import beside, calendars, limiting, protecting, words
from alerts.acting.finding import Entity, zone_of
from alerts.acting.learning import tells, with_learning
from alerts.acting.limits import DAY, Bounds, Facts, Hold, Spend, holds
from alerts.acting.log import OPEN
from alerts.acting.running import LABEL, PARENT, RunningAd
from alerts.models import Decision, Health, Incident, Limits
from alerts.models.ads import Act
from alerts.models.ads.entity import Level
from alerts.playbook.calendar import day_of
from connectors.ads.faults import Fault
from connectors.ads.opening import noting, opened
from connectors.ads.standing import Standing

WEEK = 7  # days of which a row of health has figures


@dataclass(frozen=True)
class Seen:
    """What the platform said. ``others``: ads that run beside it; None: not known, or not asked. ``final``: it could
    not be asked, and will not be until a person mends that."""

    standing: Standing | None = None
    problem: str = ""
    others: Sequence[RunningAd] | None = None
    tells_learning: bool = True
    looked: bool = True
    final: bool = False


NOT_LOOKED = Seen(looked=False)


def look(entity: Entity) -> Seen:
    """Ask the platform of it and of those beside it. Outside any transaction."""
    try:
        found = opened(entity.row, to_change=True)
        with noting(found.connection):
            standing = with_learning(found.platform.read(found.target), entity, found)
            return Seen(standing, "", beside.confirmed(entity, found), tells(entity, found))
    except Fault as fault:
        return Seen(None, fault.message, final=not fault.passing)


def held(entity: Entity, seen: Seen, now: datetime, *, automatic: bool, but: Decision | None = None) -> Sequence[Hold]:
    """All that hold a pause of it by a rule. ``but``: the decision itself, which does not count."""
    limits = limiting.of(entity.account)
    bounds = Bounds(limits.per_day, limits.spend_share, limits.hours_after_edit, limiting.quiet_of(limits))
    return holds(_facts(entity, seen, limits, now, automatic=automatic, but=but), bounds)


def killed(limits: Limits, now: datetime) -> str:
    """Who threw the kill switch, and when; empty where it is not thrown."""
    if limits.killed_at is None:
        return ""
    return f"{limits.killed_by or 'somebody who is gone'} threw it {words.ago(limits.killed_at, now)}"


def protected(entity: Entity) -> str:
    """What protects it, in words; empty: nothing."""
    found = protecting.over(entity)
    if found is None:
        return ""
    itself = (found.level, found.row) == (entity.level, entity.row.pk)
    what = "by itself" if itself else f"by its {Level(found.level).label.lower()}"
    return f"{what}, since {found.by or 'somebody who is gone'} protected that. {found.why}".strip().rstrip(".")


def _facts(
    entity: Entity, seen: Seen, limits: Limits, now: datetime, *, automatic: bool, but: Decision | None
) -> Facts:
    health = Health.objects.filter(level=entity.level, row=entity.row.pk).first()
    acted = _acted(entity, now, but)
    incident = Incident.objects.filter(ad_account=entity.ad_account or 0, ended_at=None).first()
    return Facts(
        now=now, automatic=automatic, killed=killed(limits, now),
        acted=[now if each.stage in OPEN or each.asked_at is None else each.asked_at for each in acted],
        spend=_spend(entity, health, acted), parent=LABEL[PARENT[entity.level]],
        left=None if seen.others is None else beside.not_switched_off(seen.others, now, but),
        protected=protected(entity), standing=seen.standing, problem=seen.problem, looked=seen.looked,
        tells_learning=seen.tells_learning, incident=incident.said if incident else "",
        snoozed_until=health.snoozed_until if health else None, late=_late(entity, health, now),
        calendar=calendars.against(entity, now),
    )  # fmt: skip


def by_rules() -> Q:
    """Decisions that nobody made or approved, and no calendar."""
    return Q(by=None, approved_by=None, calendar=None) & ~Q(rule="")


def _acted(entity: Entity, now: datetime, but: Decision | None) -> list[Decision]:
    lately = Q(stage__in=OPEN) | Q(asked_at__gt=now - DAY)
    found = Decision.objects.filter(by_rules(), lately, account=entity.account, act=Act.PAUSE)
    return list(found.exclude(pk=but.pk if but else 0))


def _spend(entity: Entity, health: Health | None, acted: Sequence[Decision]) -> Spend:
    """A day, by the mean of the seven. A pause whose spend is not known makes the sum unknown."""
    if health is None or health.spend is None:
        return Spend(None, None, None)
    currency, own = health.currency, health.spend / WEEK
    same = Health.objects.filter(account=entity.account, level=Level.CAMPAIGN, currency=currency)
    whole = same.aggregate(sum=Sum("spend"))["sum"]
    if whole is None:
        ads = Health.objects.filter(account=entity.account, level=Level.AD, currency=currency)
        whole = ads.aggregate(sum=Sum("spend"))["sum"]
    paused = [_spent(each) for each in acted if each.inputs.get("currency") in {currency, None}]
    known = [each for each in paused if each is not None]
    together = sum(known, Decimal()) if len(known) == len(paused) else None
    return Spend(own, together, None if whole is None else whole / WEEK, currency)


def _spent(decision: Decision) -> Decimal | None:
    spend = decision.inputs.get("spend")
    return None if spend is None else Decimal(spend) / WEEK


def _late(entity: Entity, health: Health | None, now: datetime) -> str:
    """The day before today, in the zone of the ad account, is to be known whole."""
    if health is None:
        return "It was never judged."
    zone = zone_of(entity, Account.objects.values_list("timezone", flat=True).get(pk=entity.account))
    wanted = day_of(now, zone) - timedelta(days=1)
    return f"Its figures end on {health.day}, and not on {wanted}." if health.day < wanted else ""
