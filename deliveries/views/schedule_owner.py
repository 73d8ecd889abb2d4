"""Give a schedule to somebody else."""

from __future__ import annotations

from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import ACTS, Act, allowed_to, viewer_of
from accounts.models import Membership, User
from accounts.rows import numbered
from accounts.viewer import Viewer
from deliveries.models import Schedule
from deliveries.schedules import saving
from explores.keeping.refused import Refused


@require_http_methods(["GET", "POST"])
@allowed_to(Act.PERSONAL)
def owner(request: HttpRequest, number: int) -> HttpResponse:
    """Who may have it, and the giving."""
    viewer = viewer_of(request)
    schedule = saving.find(viewer, number)
    error = _given(request, viewer, schedule) if request.method == "POST" else None
    if request.method == "POST" and error is None:
        messages.success(request, f"{schedule} has a new owner and shows what they may see.")
        return redirect("deliveries:schedules")
    context = {"schedule": schedule, "people": _people(viewer), "error": error, "chosen": request.POST.get("owner", "")}
    return render(request, "deliveries/schedules/owner.html", context, status=400 if error else 200)


def _given(request: HttpRequest, viewer: Viewer, schedule: Schedule) -> Refused | None:
    person = numbered(_people(viewer), request.POST.get("owner", ""))
    try:
        if person is None:
            raise Refused("Choose somebody of the account who may send.", "owner")
        saving.reassign(viewer, schedule, person)
    except Refused as error:
        return error
    return None


def _people(viewer: Viewer) -> models.QuerySet[User]:
    """Members of the account whose role lets them send."""
    members = Membership.objects.filter(account=viewer.account, role__in=ACTS[Act.DELIVER])
    return User.objects.filter(is_active=True, pk__in=members.values("user")).order_by("name", "email")
