"""Give an alert to somebody else."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import ACTS, Act, allowed_to, whole_viewer_of
from accounts.models import Membership, User
from accounts.rows import numbered
from accounts.viewer import Viewer
from alerts.keeping import handing, saving
from alerts.models import Alert
from explores.keeping.refused import Refused


@require_http_methods(["GET", "POST"])
@allowed_to(Act.PERSONAL)
def owner(request: HttpRequest, number: int) -> HttpResponse:
    """Who may have it, and the giving."""
    viewer = whole_viewer_of(request)
    alert = saving.find(viewer, number)
    error = _given(request, viewer, alert) if request.method == "POST" else None
    if request.method == "POST" and error is None:
        messages.success(request, f"{alert} has a new owner and asks as they may.")
        return redirect("alerts:alert", alert.pk)
    context = {"alert": alert, "people": _people(viewer), "error": error, "chosen": request.POST.get("owner", "")}
    return render(request, "alerts/one/owner.html", context, status=400 if error else 200)


def _given(request: HttpRequest, viewer: Viewer, alert: Alert) -> Refused | None:
    person = numbered(_people(viewer), request.POST.get("owner", ""))
    try:
        if person is None:
            raise Refused("Choose somebody of the account who may set alerts.", "owner")
        handing.reassign(viewer, alert, person, timezone.now())
    except Refused as error:
        return error
    return None


def _people(viewer: Viewer) -> QuerySet[User]:
    """Members of the account whose role lets them set alerts."""
    members = Membership.objects.filter(account=viewer.account, role__in=ACTS[Act.ALERT])
    return User.objects.filter(is_active=True, pk__in=members.values("user")).order_by("name", "email")
