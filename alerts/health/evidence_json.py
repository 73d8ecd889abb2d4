"""The judgement on a cost as a ``Health`` row keeps it. PURE."""

from __future__ import annotations

from datetime import date

from alerts.health.costs import Costs
from alerts.health.judging import Stand
from alerts.health.saying import amounts, days_words
from alerts.health.shapes import DaysShape, DecidingShape, EvidenceShape, IncidentShape, PriorShape
from alerts.health.wishes import Choice
from alerts.playbook.evidence import verdict_words as words
from alerts.playbook.evidence.days import summed
from alerts.playbook.evidence.levels import BALANCED, Levels
from alerts.playbook.evidence.outage import Incident
from alerts.playbook.evidence.verdict import Judgement

POINTS = 60
NO_LIMIT, NO_RESULTS = "no limit", "no results"
OFF = "off"


def evidence_json(stand: Stand, costs: Costs, choice: Choice) -> EvidenceShape:
    """Every figure of it that a screen needs."""
    found = _bare(stand, costs, choice)
    if stand.judgement:
        found.update(_judged(stand.judgement, found["currency"], found["result"], stand.noun))  # type: ignore[typeddict-item]
    return found


def _bare(stand: Stand, costs: Costs, choice: Choice) -> EvidenceShape:
    """What is known without a limit."""
    days = costs.looked_at(stand.key)
    figures = summed(days, costs.curve, costs.tables.came.today)
    limit, why = stand.limit, _why(stand, costs, choice)
    return {
        "verdict": "no verdict",
        "why": why,
        "headline": NOT_JUDGED.get(why, ""),
        "chance": None,
        "chance_words": "",
        "alone": None,
        "currency": costs.tables.facts.currency,
        "result": costs.tables.goal(stand.key),
        "limit": float(limit.amount) if limit.amount is not None else None,
        "limit_from": limit.source,
        "typical_cost": None,
        "range": [],
        "range_words": "",
        "curve": [],
        "spend": figures.raw.spend,
        "raw_results": figures.raw.results,
        "matured_results": figures.matured,
        "counted_spend": figures.counted.spend,
        "counted_results": figures.counted.results,
        "raw_cost": figures.raw.cost,
        "cost": figures.counted.cost,
        "results_words": "",
        "days": _days([day.day for day in days], figures.late, figures.missing, costs.tables.came.restated),
        "deciding": None,
        "deciding_words": "",
        "holding": [],
        "prior": None,
        "looks": 0,
        "levels": _levels(choice.levels or BALANCED),
        "clumping": costs.clumping,
        "learned": costs.curve.learned,
        "incident": _incident(costs.incident),
        "preset": choice.preset,
        "mode": choice.mode,
        "setting_version": choice.version,
    }


NOT_JUDGED = {
    NO_LIMIT: "No target cost is set",
    NO_RESULTS: "Its results are not reported",
    OFF: "The verdict on cost is switched off",
}


def _why(stand: Stand, costs: Costs, choice: Choice) -> str:
    """Why nothing is judged; empty where it is."""
    if stand.judgement:
        return ""
    return OFF if choice.off else NO_RESULTS if costs.untold(stand.key) else NO_LIMIT


def _judged(judgement: Judgement, currency: str, goal: str, noun: str) -> dict[str, object]:
    money = amounts(currency)
    low, high = judgement.likely_range
    return {
        "verdict": judgement.verdict.value,
        "why": judgement.why.value if judgement.why else "",
        "headline": words.headline(judgement, goal, noun),
        "chance": judgement.chance,
        "chance_words": words.chance_words(judgement.chance),
        "alone": judgement.standing.alone,
        "typical_cost": judgement.typical_cost,
        "range": [low, high],
        "range_words": words.range_words(judgement, money),
        "curve": _curve(judgement),
        "results_words": words.results_words(judgement, goal),
        "deciding": _deciding(judgement),
        "deciding_words": _deciding_words(judgement, currency),
        "holding": list(words.holding_words(judgement)),
        "prior": _prior(judgement, currency, goal),
        "looks": judgement.looks,
        "levels": _levels(judgement.levels),
    }


def _curve(judgement: Judgement) -> list[list[float]]:
    """As far as the range goes and a little beyond, with the limit inside; the highest point is 1."""
    low, high = judgement.likely_range
    left, right = min(low * 0.7, judgement.limit * 0.8), max(high * 1.15, judgement.limit * 1.2)
    points = judgement.standing.belief.curve(left, right, POINTS)
    top = max(height for _, height in points) or 1.0
    return [[_short(cost), _short(height / top)] for cost, height in points]


def _short(value: float) -> float:
    """Five digits are more than a picture shows."""
    return float(f"{value:.5g}")


def _days(days: list[date], late: tuple[date, ...], missing: tuple[date, ...], restated: frozenset[date]) -> DaysShape:
    anew = len(restated & set(days))
    return {
        "first": days[0].isoformat() if days else "",
        "last": days[-1].isoformat() if days else "",
        "wanted": len(days),
        "received": len(days) - len(missing),
        "late": [day.isoformat() for day in late],
        "missing": [day.isoformat() for day in missing],
        "restated": anew,
        "words": days_words(len(days), len(missing), anew),
    }


def _deciding(judgement: Judgement) -> DecidingShape | None:
    found = judgement.deciding
    if found is None:
        return None
    return {"as_expected": found.as_expected, "without_result": found.without_result, "pauses": found.pauses}


def _deciding_words(judgement: Judgement, currency: str) -> str:
    if judgement.deciding and judgement.deciding.as_expected == 0:
        return "No more spend is needed: the late days decide it."
    return words.deciding_words(judgement, amounts(currency))


def _prior(judgement: Judgement, currency: str, goal: str) -> PriorShape:
    prior = judgement.prior
    return {
        "origin": prior.origin.value,
        "siblings": prior.siblings,
        "results": prior.together.results,
        "spend": prior.together.spend,
        "spread": prior.spread,
        "words": words.prior_words(prior, amounts(currency), goal),
    }


def _levels(levels: Levels) -> dict[str, float]:
    return {
        "watch": levels.watch,
        "pause": levels.pause,
        "alone": levels.alone,
        "error": levels.error,
        "first_spend": levels.first_spend,
    }


def _incident(found: Incident | None) -> IncidentShape | None:
    if found is None:
        return None
    return {
        "cause": found.cause.value,
        "since": found.since.isoformat(),
        "expected": found.expected,
        "words": words.incident_words(found),
    }
