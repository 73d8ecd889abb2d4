"""The foot of the panel: what can be done, how it stands, and what is being done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Q

from accounts.viewer import Viewer
from alerts.acting import log, words
from alerts.acting.log import OPEN
from alerts.health.settings import label_of
from alerts.models.ads import Decision, Health, Protection
from alerts.models.ads.decision import Act, Stage
from alerts.models.ads.entity import Level
from alerts.playbook.evidence.presets import NAME
from alerts.screen import amounts
from alerts.screen.chips import firing, label
from alerts.screen.consequences import consequences, saves
from alerts.screen.reaching import Reach, reach
from alerts.screen.scopes import Scope, scopes
from alerts.screen.wanted import PLATFORMS
from cdp.models import AdCampaign, AdSet
from explores.formatting.formats import local

ASKS = ("pause", "resume", "budget", "accept", "protect")
BUDGETED: Mapping[str, type[AdCampaign] | type[AdSet]] = {
    Level.CAMPAIGN.value: AdCampaign, Level.AD_SET.value: AdSet
}  # fmt: skip


@dataclass(frozen=True)
class Foot:
    """``state``: on, off or open (something is on the way). ``said``: how it stands, in a sentence. ``trouble``: why
    the last try came to nothing. ``ask``: what is about to be confirmed, with ``will`` happen."""

    scopes: tuple[Scope, ...]
    scope: Scope
    state: str
    said: str
    trouble: str
    reach: Reach
    ask: str
    will: tuple[str, ...]
    saves: str
    platform: str
    budget: str
    protected: Protection | None
    within: str
    snoozed: str
    mark: str
    today: str
    signals: tuple[tuple[str, str], ...]


def foot(viewer: Viewer, health: Health, now: datetime, level: str = "", ask: str = "") -> Foot:
    """For the scope at ``level``; its own where that is none of its scopes."""
    found = scopes(viewer, health)
    scope = next((each for each in found if each.level == level), found[0])
    last = log.of(viewer, scope.level, scope.row).exclude(stage__in=(Stage.SHADOW, *log.WAITING)).first()
    budget = _budget(viewer, scope)
    asked = ask if ask in ASKS and (ask != "budget" or budget is not None) else ""
    snoozed = health.snoozed_until
    state = "open" if last is not None and last.stage in OPEN else "off" if scope.off else "on"
    return Foot(
        found, scope, state, _said(last, scope, state, now, viewer.timezone), _trouble(last),
        reach(health.source_id), asked, consequences(viewer, scope, asked, health), saves(scope),
        PLATFORMS.get(health.platform, health.platform),
        "" if budget is None else f"{budget.normalize():f}", _protection(found, scope), _within(found, scope),
        amounts.moment(snoozed, now, viewer.timezone) if snoozed and snoozed > now else "", mark(last),
        local(now, viewer.timezone).date().isoformat(), _signals(health),
    )  # fmt: skip


def _signals(health: Health) -> tuple[tuple[str, str], ...]:
    """What can be accepted by itself: the verdict on cost, and each signal, those that fire first."""
    found = [(str(each.get("signal", "")), label(each)) for each in firing(health.signals)]
    others = [(str(each.get("signal", "")), label(each)) for each in health.signals]
    return tuple(dict([*found, (NAME, label_of(NAME)), *others]).items())


def mark(last: Decision | None) -> str:
    """Changes whenever the last decision does."""
    return f"{last.pk}.{last.stage}.{last.tries}.{last.looks}" if last else ""


def _said(last: Decision | None, scope: Scope, state: str, now: datetime, zone: str) -> str:
    if state == "open" and last is not None:
        begun = f"{words.who(last)} asked to {words.DO[last.act]} at {amounts.moment(last.decided_at, now, zone)}."
        return f"{begun} {last.said or 'The platform has not shown it yet.'}"
    if state == "off":
        if last is not None and last.stage == Stage.DONE and last.act == Act.PAUSE:
            return f"Paused {amounts.moment(last.seen_at or last.decided_at, now, zone)} by {words.who(last)}."
        return f"The {scope.noun} is paused; that was not done from here."
    return ""


def _trouble(last: Decision | None) -> str:
    return last.said if last is not None and last.stage == Stage.FAILED else ""


def _within(found: tuple[Scope, ...], scope: Scope) -> str:
    """What above it is off, so that it does not run."""
    above = found[found.index(scope) + 1 :]
    off = [each.noun for each in above if each.off]
    return f"Its {off[0]} is paused, so it does not run." if off else ""


def _protection(found: tuple[Scope, ...], scope: Scope) -> Protection | None:
    wanted = Q(pk=None)
    for each in found[found.index(scope) :]:
        wanted |= Q(level=each.level, row=each.row)
    return Protection.objects.filter(wanted).select_related("by").first()


def _budget(viewer: Viewer, scope: Scope) -> Decimal | None:
    """Its own daily budget as last imported; None where the level has none."""
    table = BUDGETED.get(scope.level)
    if table is None:
        return None
    row = table._default_manager.filter(pk=scope.row, subaccount_id__in=viewer.subaccounts).first()
    return row.daily_budget if row else None
