"""What speaks for a pause, of how something was last judged, where its rule may do more than suggest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from alerts.acting.log import OPEN, WAITING
from alerts.models import Decision, Health, Setting
from alerts.models.ads import Act, Mode, Stage
from alerts.models.ads.entity import Level
from alerts.playbook.acts import Act as Advice

EVIDENCE = "evidence"
DOING = (Mode.AUTOMATIC, Mode.APPROVE, Mode.SHADOW)  # the farthest first
REST: Mapping[str, timedelta] = {  # after the last of the same rule; open and waiting ones bar others of themselves
    Stage.DECLINED: timedelta(days=7),
    Stage.DONE: timedelta(days=7),  # and it is on again, so that somebody wants it so
    Stage.LAPSED: timedelta(days=2),
    Stage.FAILED: timedelta(days=1),
}
SHADOWED = timedelta(days=7)
INNER = {Level.AD: (), Level.AD_SET: (Level.AD,), Level.CAMPAIGN: (Level.AD, Level.AD_SET)}
RESUMED = timedelta(days=7)  # after a person resumed it
NEAR = timedelta(days=3)  # after something in it, or something that it is in, was decided of: one cause, one remedy


@dataclass(frozen=True)
class Trigger:
    """One rule that speaks for a pause of it. ``why``: in a sentence."""

    health: Health
    rule: str
    version: int
    mode: Mode
    why: str


def settings_of(account: int) -> Mapping[str, Setting]:
    """Of the rules that may do more than suggest."""
    found = Setting.objects.filter(account=account, mode__in=DOING)
    return {each.rule: each for each in found}


def found(health: Health, settings: Mapping[str, Setting]) -> Sequence[Trigger]:
    """All that speak for it, the farthest mode first."""
    if health.status == "off":
        return ()
    speak = ((rule, why) for rule, why in _speaking(health) if rule in settings)
    made = [Trigger(health, rule, settings[rule].version, Mode(settings[rule].mode), why) for rule, why in speak]
    return sorted(made, key=lambda each: DOING.index(each.mode))


def stands(decision: Decision) -> Trigger | None:
    """The trigger of a decision, where it still speaks for it and its rule may still do so much."""
    health = Health.objects.filter(level=decision.level, row=decision.row).first()
    if health is None:
        return None
    there = found(health, settings_of(decision.account_id))
    return next((each for each in there if each.rule == decision.rule and each.mode != Mode.SHADOW), None)


def rests(trigger: Trigger, now: datetime) -> bool:
    """Whether nothing is decided anew: something is on the way or waits for it or near it, the same was decided lately,
    or a person wants it on."""
    health = trigger.health
    of_it = Decision.objects.filter(level=health.level, row=health.row)
    same = of_it.filter(rule=trigger.rule)
    if _near(trigger, now):
        return True
    if trigger.mode == Mode.SHADOW:
        return same.filter(decided_at__gt=now - SHADOWED).exists()
    lately = Q(pk=None)
    for stage, rest in REST.items():
        lately |= Q(stage=stage, decided_at__gt=now - rest)
    resumed = Q(act=Act.RESUME, stage=Stage.DONE, seen_at__gt=now - RESUMED) & (
        Q(by__isnull=False) | Q(undoes__isnull=False)
    )
    return of_it.filter(Q(stage__in=(*OPEN, *WAITING)) | resumed).exists() or same.filter(lately).exists()


def _near(trigger: Trigger, now: datetime) -> bool:
    """Whether what it is in, or something in it, is on the way, waits, or was paused lately: that is given its time to
    show, before more is paused for one cause."""
    health = trigger.health
    kin = Q(level=Level.CAMPAIGN, row=health.campaign or 0) | Q(level=Level.AD_SET, row=health.ad_set or 0)
    for inner in INNER[Level(health.level)]:
        inside = Health.objects.filter(level=inner, **{health.level: health.row})
        kin |= Q(level=inner, row__in=inside.values("row"))
    lately = (Stage.SHADOW,) if trigger.mode == Mode.SHADOW else (Stage.DONE,)
    stages = Q(stage__in=(*OPEN, *WAITING)) | Q(stage__in=lately, decided_at__gt=now - NEAR)
    others = Decision.objects.filter(kin, stages, act=Act.PAUSE).exclude(level=health.level, row=health.row)
    return others.exists()


def _speaking(health: Health) -> Iterator[tuple[str, str]]:
    if health.evidence.get("verdict") == "pause":
        yield EVIDENCE, f"{str(health.evidence.get('headline') or 'It costs too much').rstrip('.')}."
    for each in health.signals:
        if each.get("state") == "fires" and Advice.PAUSE.value in each.get("do", ()):
            yield str(each["signal"]), f"{each.get('label') or each['signal']}: {each.get('now', '')}. {_said(each)}"


def _said(signal: Mapping[str, object]) -> str:
    return str(signal.get("said") or "")
