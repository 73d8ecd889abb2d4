"""A rule tried on the past, in money."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.access import Act, allowed_to, viewer_of
from accounts.rows import number_of
from accounts.viewer import Viewer
from alerts.health import settings, trying
from alerts.health.simulated_json import simulated_json
from alerts.health.simulating import DAYS
from alerts.health.wanting import numbers
from alerts.playbook.days import Level
from alerts.playbook.rule import DEFAULT, PRESETS
from alerts.playbook.rules import playbook
from alerts.screen import amounts
from alerts.screen.wanted import LEVELS
from explores.formatting.formats import NONE
from explores.keeping.refused import Refused

SPANS = (30, 60, 90, 180)
OUTCOMES = {"right": ("Right", "good"), "wrong": ("Wrong", "bad"), "unknown": ("Not known", "")}
RESTS_ON = {"waste_saved": "beyond_limit", "sales_lost": "value_after", "results_lost": "results_after"}
SHOWN = 200  # decisions; the totals are of all


@require_GET
@allowed_to(Act.ADS)
def simulator(request: HttpRequest, name: str) -> HttpResponse:
    """The form, and once it was sent what came out."""
    viewer = viewer_of(request)
    ruled = next((each for each in settings.of(viewer) if each.rule == name), None)
    if ruled is None:
        raise Http404("There is no such rule.")
    preset, own = request.GET.get("preset") or "kept", dict[str, Any]()
    if preset == "kept":
        preset, own = ruled.choice.preset, (ruled.row.own if ruled.row else {})
    asked = {"preset": preset, "level": request.GET.get("level") or Level.AD.value}
    days = number_of(request.GET.get("days", "")) or DAYS
    context: dict[str, Any] = {
        "ruled": ruled, "presets": PRESETS, "levels": LEVELS, "spans": SPANS, "days": days, "own": own,
        "chosen": request.GET.get("preset") or "kept", "level": asked["level"], "default": DEFAULT,
    }  # fmt: skip
    if "run" in request.GET:
        context |= _run(viewer, name, {**asked, "own": own}, days)
    return render(request, "alerts/ads/try.html", context, status=400 if context.get("error") else 200)


def _run(viewer: Viewer, name: str, asked: Mapping[str, Any], days: int) -> dict[str, Any]:
    start, thresholds = time.monotonic(), playbook()[name].thresholds if name in playbook() else None
    try:
        trial = trying.trial_of(name, asked["preset"], numbers(asked["own"], thresholds), asked["level"], days)
        found = simulated_json(trying.tried(viewer, trial, timezone.now()), trial)
    except Refused as error:
        return {"error": error.message}
    decisions = sorted(found["decisions"], key=lambda each: each["day"], reverse=True)
    return {
        "totals": [_total(each, decisions) for each in found["totals"]],
        "decisions": [_decision(each) for each in decisions[:SHOWN]],
        "count": len(decisions),
        "seconds": time.monotonic() - start,
        "ran": True,
    }


def _total(of: Mapping[str, Any], decisions: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Amounts in words; the rest as it is. What is known of no decision is not known, of some it is at least so."""
    money = {key: amounts.rounded(_number(of[key]), of["currency"]) for key in ("spend", "waste_saved", "sales_lost")}
    told = {**money, "results_lost": amounts.count(_number(of["results_lost"]))}
    ours = [each for each in decisions if each["currency"] == of["currency"]]
    for key, figure in RESTS_ON.items():
        told[key] = _known(told[key], [each[figure] for each in ours])
    return {**of, **told}


def _known(text: str, figures: Sequence[str | None]) -> str:
    if None not in figures:
        return text
    return NONE if all(each is None for each in figures) else f"at least {text}"


def _decision(of: Mapping[str, Any]) -> dict[str, Any]:
    money = {key: amounts.rounded(_number(of[key]), of["currency"]) for key in ("spend_after", "value_after")}
    word, tone = OUTCOMES[of["outcome"]]
    told = {"results_after": amounts.count(_number(of["results_after"])), "word": word, "tone": tone}
    chance = amounts.chance(of["chance"]) if of["chance"] is not None else ""
    return {**of, **money, **told, "chance": chance, "day": date.fromisoformat(of["day"])}


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
