"""Teams on the People page: made, opened, changed, deleted by admins."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts import teams
from accounts.access import Act, allowed_to, viewer_of
from accounts.models import Membership, Team
from accounts.teams import WrongTeam


@require_http_methods(["GET", "POST"])
@allowed_to(Act.PEOPLE)
def new(request: HttpRequest) -> HttpResponse:
    """A new team: its name and members."""
    return _form(request, None)


@require_http_methods(["GET", "POST"])
@allowed_to(Act.PEOPLE)
def team(request: HttpRequest, number: int) -> HttpResponse:
    """One team; a POST replaces its name and members."""
    return _form(request, teams.find(viewer_of(request), number))


@require_POST
@allowed_to(Act.PEOPLE)
def delete(request: HttpRequest, number: int) -> HttpResponse:
    """Delete a team; its members stay in the account."""
    viewer = viewer_of(request)
    found = teams.find(viewer, number)
    teams.delete(viewer, found)
    messages.success(request, f"Deleted the team {found.name}. Its people stay; rights it was given are gone.")
    return redirect("people")


def _form(request: HttpRequest, found: Team | None) -> HttpResponse:
    viewer = viewer_of(request)
    name, chosen = found.name if found else "", [str(each.pk) for each in found.members.all()] if found else []
    error: WrongTeam | None = None
    if request.method == "POST":
        name, chosen = request.POST.get("name", ""), request.POST.getlist("member")
        try:
            kept = teams.change(viewer, found, name, chosen) if found else teams.make(viewer, name, chosen)
        except WrongTeam as wrong:
            error = wrong
        else:
            messages.success(request, f"Saved the team {kept.name}.")
            return redirect("people")
    people = Membership.objects.filter(account=viewer.account).select_related("user").order_by("user__name", "pk")
    rows = [(each, str(each.pk) in chosen) for each in people]
    context: dict[str, Any] = {"team": found, "name": name, "rows": rows, "error": error}
    if found:
        context |= {"heading": Team.objects.get(pk=found.pk).name, "named_in": found.grants.count()}
    return render(request, "people/team.html", context, status=400 if error else 200)
