"""What is done to an alert by a press: answered by who may set alerts and see it, changed by its owner or an admin."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import Act, allowed_to, whole_viewer_of
from accounts.models import User
from alerts.answering import acts
from alerts.keeping import copying, handing, saving
from alerts.listing import open as opened
from alerts.models import Alert, What
from deliveries.views.going_back import back
from explores.keeping.refused import Refused

LIST = "alerts:list"
SNOOZES = {"1h": timedelta(hours=1), "1d": timedelta(days=1), "3d": timedelta(days=3), "7d": timedelta(days=7)}
DONE = {
    What.ACKNOWLEDGE: "Acknowledged. Reminders end until it is fine again.",
    What.WAKE: "It is watched again: the next check tells what is in breach.",
    What.NOT_USEFUL: "Noted on its report card.",
}


@require_POST
@allowed_to(Act.ALERT)
def acknowledge(request: HttpRequest, number: int) -> HttpResponse:
    """Somebody looks after it."""
    return _answered(request, number, What.ACKNOWLEDGE)


@require_POST
@allowed_to(Act.ALERT)
def wake(request: HttpRequest, number: int) -> HttpResponse:
    """The end of a snooze before its time."""
    return _answered(request, number, What.WAKE)


@require_POST
@allowed_to(Act.ALERT)
def not_useful(request: HttpRequest, number: int) -> HttpResponse:
    """Its last message was not worth sending."""
    return _answered(request, number, What.NOT_USEFUL)


@require_POST
@allowed_to(Act.ALERT)
def snooze(request: HttpRequest, number: int) -> HttpResponse:
    """Not a word for the time that was chosen."""
    alert, chosen = opened.find(whole_viewer_of(request), number), SNOOZES.get(request.POST.get("for", ""))
    if chosen is None:
        messages.error(request, "Choose how long it is to say nothing: 1 hour, 1 day, 3 days or a week.")
        return back(request, LIST)
    now = timezone.now()
    acts.answer(alert.pk, What.SNOOZE, now, by=_user(request), until=now + chosen)
    messages.success(request, f"{alert} says nothing until then, whatever happens.")
    return _to(request, alert)


def _answered(request: HttpRequest, number: int, what: What) -> HttpResponse:
    alert = opened.find(whole_viewer_of(request), number)
    if why := acts.idle(alert, what):
        messages.error(request, why)
    elif acts.answer(alert.pk, what, timezone.now(), by=_user(request)):
        messages.success(request, DONE[what])
    return _to(request, alert)


@require_POST
@allowed_to(Act.ALERT)
def pause(request: HttpRequest, number: int) -> HttpResponse:
    """No checks until somebody resumes it."""
    viewer = whole_viewer_of(request)
    alert = saving.find(viewer, number)
    saving.pause(viewer, alert, timezone.now())
    messages.success(request, f"Paused {alert}. It is not checked until it is resumed.")
    return _to(request, alert)


@require_POST
@allowed_to(Act.ALERT)
def resume(request: HttpRequest, number: int) -> HttpResponse:
    """Checked again from its next time on."""
    viewer = whole_viewer_of(request)
    alert = saving.find(viewer, number)
    try:
        saving.resume(viewer, alert, timezone.now())
        messages.success(request, f"{alert} is checked again, from its next time on.")
    except Refused as error:
        messages.error(request, str(error))
    return _to(request, alert)


@require_POST
@allowed_to(Act.ALERT)
def copy(request: HttpRequest, number: int) -> HttpResponse:
    """The same again, paused and the person's own."""
    viewer = whole_viewer_of(request)
    try:
        made = copying.copy(viewer, opened.find(viewer, number), timezone.now())
    except Refused as error:
        messages.error(request, f"Not duplicated. {error}")
        return back(request, LIST)
    messages.success(request, f"Made {made}. It is paused until you resume it.")
    return redirect("alerts:alert", made.pk)


@require_POST
@allowed_to(Act.ALERT)
def remove(request: HttpRequest, number: int) -> HttpResponse:
    """Out of the list; its history and receipts stay. The toast takes it back."""
    viewer = whole_viewer_of(request)
    alert = saving.find(viewer, number)
    saving.remove(viewer, alert, timezone.now())
    undo = reverse("alerts:restore", args=[alert.pk])
    messages.success(request, f"Removed {alert}. Its history and receipts stay.", extra_tags=undo)
    return redirect(LIST)


@require_POST
@allowed_to(Act.ALERT)
def restore(request: HttpRequest, number: int) -> HttpResponse:
    """Back into the list."""
    alert = handing.restore(whole_viewer_of(request), number, timezone.now())
    messages.success(request, f"{alert} is back.")
    return back(request, LIST)


def _to(request: HttpRequest, alert: Alert) -> HttpResponse:
    """Where it was pressed, else the alert's page."""
    return back(request, LIST) if request.POST.get("next") else redirect("alerts:alert", alert.pk)


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # who asks was found
    return request.user
