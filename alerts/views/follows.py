"""Follow an alert and end that: on its page, and by the address in the foot of a mail, which asks first."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import Act, allowed_to, whole_viewer_of
from accounts.models import User
from alerts.following import follows, leaving
from alerts.listing import open as opened
from deliveries.views.going_back import back
from explores.keeping.refused import Refused


@require_POST
@allowed_to(Act.SEE)
def follow(request: HttpRequest, number: int) -> HttpResponse:
    """Hear of it by mail."""
    alert = opened.find(whole_viewer_of(request), number)
    assert isinstance(request.user, User)  # who asks was found
    try:
        follows.follow(alert, request.user)
        messages.success(request, f"You follow {alert}: a mail to {request.user.email} when it fires or is fine again.")
    except Refused as error:
        messages.error(request, str(error))
    return back(request, "alerts:list") if request.POST.get("next") else redirect("alerts:alert", alert.pk)


@require_POST
@allowed_to(Act.SEE)
def unfollow(request: HttpRequest, number: int) -> HttpResponse:
    """Hear of it no more."""
    alert = opened.find(whole_viewer_of(request), number)
    if follows.unfollow(alert.pk, request.user.pk or 0):
        messages.success(request, f"You do not follow {alert} any more.")
    return back(request, "alerts:list") if request.POST.get("next") else redirect("alerts:alert", alert.pk)


@never_cache
@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """Behind the address in a mail: whoever holds it may end that mail, signed in or not; even years later."""
    found = leaving.read(token)
    if found is None:
        context = {"title": "Nothing is here", "said": "This address is not one of ours, or was cut short on its way."}
        return render(request, "alerts/following/leave.html", context, status=404)
    if request.method == "POST":
        follows.unfollow(found.alert, found.user)
        context = {"title": "You do not follow it any more", "said": "No more mails of it come to you."}
        return render(request, "alerts/following/leave.html", context)
    return render(request, "alerts/following/leave.html", {"title": "Unfollow this alert?", "asks": True})
