"""One campaign, ad set or ad with everything that speaks for and against it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from accounts.viewer import Viewer
from alerts.health.evidence_json import NO_LIMIT
from alerts.models.ads import Group, Health
from alerts.models.ads.entity import Level
from alerts.playbook import results
from alerts.playbook.evidence.levels import Levels
from alerts.screen import amounts
from alerts.screen.density import Density, density
from alerts.screen.levels import levels_of
from alerts.screen.meter import Meter, meter
from alerts.screen.row import about
from alerts.screen.signals import Signals, signals
from explores.formatting.formats import local

FACES = {
    Group.PAUSE: ("circle-pause", "bad"),
    Group.WATCH: ("eye", "warn"),
    Group.NO_VERDICT: ("hourglass", ""),
    Group.HEALTHY: ("circle-check", "good"),
}
WIDE = 340  # px of the bar on a phone
USUAL_DAYS = 7


@dataclass(frozen=True)
class Panel:
    """``figures``: label and value; ``days_tone``: good, or warn where days are missing."""

    health: Health
    key: str
    icon: str
    tone: str
    headline: str
    since: str
    about: str
    meter: Meter | None
    density: Density | None
    over: str
    density_said: str
    figures: tuple[tuple[str, str], ...]
    days: str
    days_tone: str
    notes: tuple[str, ...]
    basis: tuple[str, ...]
    signals: Signals
    diagnosis: tuple[Mapping[str, Any], ...]
    next: Mapping[str, Any]
    others: tuple[str, ...]  # what else may be done; without what a cause advises
    judged: str
    explore: str
    levels: Levels

    @property
    def untargeted(self) -> bool:
        """Whether nobody knows what a result may cost."""
        return bool(self.health.evidence.get("why") == NO_LIMIT)


def panel(viewer: Viewer, health: Health, now: datetime) -> Panel:
    """As it was last judged."""
    evidence: Mapping[str, Any] = health.evidence
    icon, tone = FACES[Group(health.group)]
    today = local(now, viewer.timezone).date()
    curve = density(evidence.get("curve") or (), _float(health.limit), health.currency)
    shown = health.chance if health.group != Group.NO_VERDICT else None
    over = amounts.chance(health.chance) if curve and health.limit else ""
    days: Mapping[str, Any] = evidence.get("days") or {}
    levels = levels_of(viewer.account)
    return Panel(
        health, f"{health.level}-{health.row}", icon, tone, _headline(health, evidence),
        f"active since {amounts.day(health.started_on, today)}" if health.started_on else "",
        about(health), meter(shown, levels, WIDE), curve, over, _density_said(health, over),
        _figures(health, evidence), str(days.get("words", "")),
        "warn" if days.get("missing") else "good",
        _notes(evidence), _basis(health, evidence), signals(health.signals),
        tuple(health.diagnosis), health.next, _others(health), amounts.moment(health.judged_at, now, viewer.timezone),
        _explore(health), levels,
    )  # fmt: skip


def _others(health: Health) -> tuple[str, ...]:
    advised = {said for cause in health.diagnosis for said in cause.get("advice", ())}
    return tuple(said for said in health.next.get("others", ()) if said not in advised)


FIELDS = "common.date,ad_metrics.spend,ad_metrics.results,ad_metrics.cost_per_result"
NAMED = {Level.CAMPAIGN: "ad_campaigns.name", Level.AD_SET: "ad_sets.name", Level.AD: "ads.name"}


def _explore(health: Health) -> str:
    """Its days, as a question of the explore Ads."""
    asked = {"fields": FIELDS, f"f[{NAMED[Level(health.level)]}]": f'"{health.name}"', "f[common.date]": "28 days"}
    return f"{reverse('explores:explore', args=['ads'])}?{urlencode(asked)}"


def _float(value: Any) -> float | None:
    return None if value is None else float(value)


def _headline(health: Health, evidence: Mapping[str, Any]) -> str:
    said = str(evidence.get("headline") or health.why or health.get_group_display())
    return said if health.group != Group.NO_VERDICT else f"No verdict yet: {said[:1].lower()}{said[1:]}"


def _figures(health: Health, evidence: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """What the evidence rests on; it reaches farther back than a week where little was spent."""
    many, one = results.many(evidence.get("result")), results.one(evidence.get("result"))
    wanted = (evidence.get("days") or {}).get("wanted", USUAL_DAYS)
    over = "" if wanted == USUAL_DAYS else f", {amounts.days(wanted)}"
    of = health.currency
    spend = evidence.get("spend", health.spend)
    brought = evidence.get("raw_results", health.results)
    cost = _cost(spend, brought) if "raw_cost" in evidence else health.cost
    known = health.low is not None and health.high is not None
    likely = f"{amounts.rounded(health.low, of)} to {amounts.rounded(health.high, of)}" if known else "∅"
    return (
        (f"Spend{over}", amounts.rounded(spend, of)),
        (many.capitalize(), amounts.count(brought)),
        (f"Cost per {one}", amounts.exact(cost, of)),
        ("90 % range", likely),
    )


def _cost(spend: float | None, brought: float | None) -> Decimal | None:
    """In decimals, as the list has it: a half cent must not be rounded up there and down here."""
    return Decimal(f"{spend:.6f}") / Decimal(f"{brought:.6f}") if spend is not None and brought else None


def _density_said(health: Health, over: str) -> str:
    of = health.currency
    if not over:
        return ""
    likely = f"{amounts.rounded(health.low, of)} to {amounts.rounded(health.high, of)}"
    return f"Likely cost {likely}; {over} of the likely range is over the target of {amounts.exact(health.limit, of)}."


def _notes(evidence: Mapping[str, Any]) -> tuple[str, ...]:
    """Raw and matured results where they differ, what is still missing for a pause, and what decides it."""
    matured, raw = evidence.get("matured_results"), evidence.get("raw_results")
    late = matured is None or raw is None or round(matured) > round(raw)
    so_far = str(evidence.get("results_words", "")) if late else ""
    incident = (evidence.get("incident") or {}).get("words", "")
    said = (incident, _sentence(so_far), *evidence.get("holding", ()), evidence.get("deciding_words", ""))
    return tuple(str(each) for each in said if each)


def _sentence(words: str) -> str:
    return f"{words.rstrip('.')}." if words else ""


def _basis(health: Health, evidence: Mapping[str, Any]) -> tuple[str, ...]:
    """What the chance rests on, for who asks."""
    sources = {
        "goal": "The target is the cost per result that was set.",
        "usual": "Nobody set a target, so it is judged against the ad account's own usual cost.",
    }
    prior = evidence.get("prior") or {}
    looks = f"Judged on {amounts.days(health.looks)}; the chance allows for looking every day." if health.looks else ""
    alone = evidence.get("alone")
    own = f"By its own figures alone the chance is {amounts.chance(alone)}." if alone is not None else ""
    said = (sources.get(str(evidence.get("limit_from")), ""), prior.get("words", ""), own, looks)
    return tuple(str(each) for each in said if each)
