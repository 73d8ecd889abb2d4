"""What is done to a schedule from the list: send, pause, resume, copy, remove, and take that back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import Act, allowed_to, viewer_of
from deliveries.schedules import at_once, saving, stopping
from deliveries.views.going_back import back
from explores.keeping.refused import Refused

LIST = "deliveries:schedules"


@require_POST
@allowed_to(Act.DELIVER)
def send(request: HttpRequest, number: int) -> HttpResponse:
    """Once more, now; then to the receipt."""
    viewer = viewer_of(request)
    schedule = saving.find(viewer, number)
    try:
        made = at_once.send_at_once(viewer, schedule, timezone.now())
    except Refused as error:
        messages.error(request, str(error))
        return back(request, LIST)
    if not made:
        messages.error(request, f"{schedule} has no destination any more. Edit it first.")
        return back(request, LIST)
    messages.success(request, f"{schedule} is being sent.")
    return redirect("deliveries:receipt", made[0].number)


@require_POST
@allowed_to(Act.DELIVER)
def pause(request: HttpRequest, number: int) -> HttpResponse:
    """No more slots until somebody resumes it."""
    viewer = viewer_of(request)
    schedule = saving.find(viewer, number)
    stopping.pause(schedule, by=viewer.user)
    messages.success(request, f"Paused {schedule}.")
    return back(request, LIST)


@require_POST
@allowed_to(Act.DELIVER)
def resume(request: HttpRequest, number: int) -> HttpResponse:
    """On with the next slot."""
    schedule = saving.find(viewer_of(request), number)
    stopping.resume(schedule)
    messages.success(request, f"{schedule} runs again, from its next slot on.")
    return back(request, LIST)


@require_POST
@allowed_to(Act.DELIVER)
def copy(request: HttpRequest, number: int) -> HttpResponse:
    """The same again, paused and the person's own."""
    viewer = viewer_of(request)
    try:
        made = saving.copy(viewer, saving.find(viewer, number), timezone.now())
    except Refused as error:
        messages.error(request, f"Not copied. {error}")
        return back(request, LIST)
    messages.success(request, f"Made {made}. It is paused until you resume it. {made.paused_why}".rstrip())
    return back(request, LIST)


@require_POST
@allowed_to(Act.DELIVER)
def remove(request: HttpRequest, number: int) -> HttpResponse:
    """Out of the list; its receipts stay. The toast takes it back."""
    schedule = saving.find(viewer_of(request), number)
    saving.remove(schedule, timezone.now())
    undo = reverse("deliveries:restore", args=[schedule.pk])
    messages.success(request, f"Deleted {schedule}. Its receipts stay.", extra_tags=undo)
    return back(request, LIST)


@require_POST
@allowed_to(Act.DELIVER)
def restore(request: HttpRequest, number: int) -> HttpResponse:
    """Back into the list."""
    schedule = stopping.restore(viewer_of(request), number)
    messages.success(request, f"{schedule} is back.")
    return back(request, LIST)
