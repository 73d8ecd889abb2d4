"""The page behind the links of a mail that proposes to act on an ad. It asks first: a program that follows addresses of
mails does nothing here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.access import NoAccess, viewer_for
from accounts.models import User
from accounts.viewer import Viewer
from alerts.acting import answers, links, telling, words
from alerts.models import Decision
from alerts.models.ads import Stage
from explores.keeping.refused import Refused

PRESSED = {"approve": answers.approve, "decline": answers.decline}


@dataclass(frozen=True)
class Told:
    """What the page says instead of asking."""

    title: str
    why: str
    status: int = 200


GONE = Told("Nothing is here", "This address is of nothing that waits for you.", 404)


@never_cache
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, token: str, what: str) -> HttpResponse:
    """Ask, and on the press do it, as the person to whom the mail went."""
    found = _found(token, what)
    if isinstance(found, Told):
        return _page(request, {"told": found}, found.status)
    viewer, decision = found
    if request.method == "GET" and decision.stage == Stage.PROPOSED:
        asked = {"title": telling.title(decision), "said": words.long(decision), "label": links.OFFERED[what]}
        return _page(request, asked)
    told = _told(decision) if request.method == "GET" else _pressed(viewer, decision, what)
    return _page(request, {"told": told}, told.status)


def _found(token: str, what: str) -> tuple[Viewer, Decision] | Told:
    try:
        link = links.read(token)
    except links.OldLink as error:
        return Told("This link is too old", str(error), 410)
    decision = Decision.objects.select_related("calendar").filter(pk=link.decision).first() if link else None
    if link is None or decision is None or what not in PRESSED:
        return GONE
    user = User.objects.filter(pk=link.user, is_active=True).first()
    try:
        viewer = viewer_for(user, account=decision.account_id) if user else None
    except NoAccess:
        viewer = None
    if viewer is None or decision.subaccount_id not in viewer.subaccounts:
        return GONE
    return viewer, decision


def _pressed(viewer: Viewer, decision: Decision, what: str) -> Told:
    try:
        return _told(PRESSED[what](viewer, decision.pk, timezone.now()))
    except Refused as error:
        return Told(decision.name, error.message)
    except PermissionDenied as error:
        return Told(decision.name, str(error), 403)
    except Http404:
        return GONE


def _told(decision: Decision) -> Told:
    return Told(f"{decision.name}: {decision.get_stage_display()}", decision.said)


def _page(request: HttpRequest, context: Mapping[str, object], status: int = 200) -> HttpResponse:
    return render(request, "alerts/ads_answer.html", dict(context), status=status)
