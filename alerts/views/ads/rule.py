"""One rule: preset, own thresholds, and how far it may go."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import Act, allowed_to, check, viewer_of
from accounts.rows import number_of
from accounts.viewer import Viewer
from alerts.health import settings
from alerts.playbook.rule import PRESETS
from alerts.screen import ruling
from explores.keeping.refused import Refused


@require_http_methods(["GET", "POST"])
@allowed_to(Act.SEE)
def rule(request: HttpRequest, name: str) -> HttpResponse:
    """The form; for who may not change it, the same to read."""
    viewer = viewer_of(request)
    ruled = next((each for each in settings.of(viewer) if each.rule == name), None)
    if ruled is None:
        raise Http404("There is no such rule.")
    if request.method == "GET":
        return render(request, "alerts/ads/rule.html", _page(ruled, _kept(ruled)))
    check(viewer, Act.ADS_RULES)
    given = _given(request, ruled)
    try:
        _save(viewer, name, given)
    except Refused as error:
        wrong = {"error": error.message, "field": error.field or ""}
        return render(request, "alerts/ads/rule.html", _page(ruled, given) | wrong, status=400)
    messages.success(request, f"{ruled.label} is saved. The ads are judged anew with the next look.")
    return redirect("ads:rules")


def _kept(ruled: settings.Ruled) -> dict[str, Any]:
    row, choice = ruled.row, ruled.choice
    return {"preset": choice.preset, "own": row.own if row else {}, "mode": choice.mode, "version": choice.version}


def _given(request: HttpRequest, ruled: settings.Ruled) -> dict[str, Any]:
    keys = [each.key for each in ruling.fields(ruled.rule, {}, "")]
    own = {key: request.POST.get(f"own.{key}", "").strip()[:40] for key in keys}
    return {
        "preset": request.POST.get("preset", ""),
        "own": {key: value for key, value in own.items() if value},
        "mode": request.POST.get("mode", ""),
        "version": request.POST.get("version", ""),
    }


def _save(viewer: Viewer, name: str, given: Mapping[str, Any]) -> None:
    own = {key: value.replace(",", ".") for key, value in given["own"].items()}
    wanted = settings.Wanted(given["preset"], own, given["mode"], number_of(given["version"]))
    settings.save(viewer, name, wanted, timezone.now())


def _page(ruled: settings.Ruled, of: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "ruled": ruled,
        "about": ruling.ABOUT.get(ruled.rule, ""),
        "presets": PRESETS,
        "fields": ruling.fields(ruled.rule, of["own"], of["preset"]),
        "modes": [(mode.value, *words) for mode, words in ruling.MODES.items()],
        "automatic_from": ruling.automatic_from(ruled, timezone.now()),
        **of,
    }
