"""What a person does to a campaign, an ad set or an ad from its panel."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.access import Act, allowed_to, viewer_of
from accounts.viewer import Viewer
from alerts.acting import people, protecting
from alerts.health import accepting
from alerts.models.ads import Health
from alerts.screen import wanted
from alerts.screen.foot import foot
from alerts.screen.scopes import Scope, scopes
from alerts.screen.seen import find
from alerts.views.ads.one import shown
from alerts.views.ads.told import Told, told_of
from explores.keeping.refused import Refused

SNOOZED = 3  # days


@require_GET
@allowed_to(Act.SEE)
def acts(request: HttpRequest, level: str, number: int) -> HttpResponse:
    """The foot of the panel for another scope, or with something to confirm; without htmx the page with it."""
    viewer = viewer_of(request)
    health = find(viewer, level, number)
    if not getattr(request, "htmx", False):
        return shown(request, viewer, health)
    chosen, ask = request.GET.get("scope", ""), request.GET.get("ask", "")
    context = {"foot": foot(viewer, health, timezone.now(), chosen, ask), "health": health}
    return render(request, "alerts/ads/_foot.html", {**context, "wanted": wanted.of(request.GET)})


@dataclass(frozen=True)
class Asked:
    """Who wants what of which."""

    viewer: Viewer
    health: Health
    scope: Scope
    form: Mapping[str, str]
    now: datetime


@require_POST
@allowed_to(Act.ADS)
def act(request: HttpRequest, level: str, number: int) -> HttpResponse:
    """Do it, then show the panel with what came of it."""
    viewer, now = viewer_of(request), timezone.now()
    health = find(viewer, level, number)
    found = scopes(viewer, health)
    scope = next((each for each in found if each.level == request.POST.get("scope")), found[0])
    told = _done(Asked(viewer, health, scope, request.POST, now))
    if getattr(request, "htmx", False):
        return shown(request, viewer, find(viewer, level, number), told)
    messages.add_message(request, messages.ERROR if told.tone == "bad" else messages.SUCCESS, told.text)
    of = f"?scope={scope.level}" if scope is not found[0] else ""
    return redirect(reverse("ads:one", args=[level, number]) + of)


def _done(asked: Asked) -> Told:
    do = DO.get(asked.form.get("do", ""))
    if do is None:
        return Told("This page is older than the product. Load it again.", "bad")
    try:
        return do(asked)
    except Refused as error:
        return Told(error.message, "bad")


def _pause(asked: Asked) -> Told:
    return told_of(people.pause(asked.viewer, asked.scope.level, asked.scope.row, asked.now))


def _resume(asked: Asked) -> Told:
    return told_of(people.resume(asked.viewer, asked.scope.level, asked.scope.row, asked.now))


def _budget(asked: Asked) -> Told:
    amount = amount_of(asked.form.get("amount", ""))
    return told_of(people.set_budget(asked.viewer, asked.scope.level, asked.scope.row, amount, asked.now))


def amount_of(given: str) -> Decimal:
    """An amount as people type it. Raises Refused."""
    plain = given.strip().replace("\u00a0", "").replace(" ", "").replace(",", ".")
    try:
        return Decimal(plain[:40])
    except InvalidOperation:
        raise Refused(f"“{given[:40]}” is not an amount. Write one such as 50 or 49.90.", "amount") from None


def _protect(asked: Asked) -> Told:
    why = asked.form.get("why", "")
    protecting.protect(asked.viewer, asked.scope.level, asked.scope.row, why, asked.now)
    return Told(f"Protected: no rule acts on this {asked.scope.noun} any more. People may.", "good")


def _release(asked: Asked) -> Told:
    if protecting.release(asked.viewer, asked.scope.level, asked.scope.row):
        return Told("Rules may act on it again.", "good")
    return Told("It was not protected itself. Look at what it belongs to.", "warn")


def _snooze(asked: Asked) -> Told:
    accepting.snooze(asked.viewer, asked.health.level, asked.health.row, SNOOZED, asked.now)
    return Told(f"Snoozed for {SNOOZED} days: it is judged on, and nobody is pressed.", "good")


def _wake(asked: Asked) -> Told:
    accepting.snooze(asked.viewer, asked.health.level, asked.health.row, 0, asked.now)
    return Told("The snooze is over.", "good")


def _accept(asked: Asked) -> Told:
    form = {name: asked.form.get(name, "") for name in ("signal", "day", "why")}
    accepting.accept(asked.viewer, asked.health.level, asked.health.row, asked.now, **form)
    return Told("Accepted as the new normal: nothing before that day counts. It is judged anew soon.", "good")


DO: Mapping[str, Callable[[Asked], Told]] = {
    "pause": _pause,
    "resume": _resume,
    "budget": _budget,
    "protect": _protect,
    "release": _release,
    "snooze": _snooze,
    "wake": _wake,
    "accept": _accept,
}
