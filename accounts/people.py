"""The people of an account, for its admins: who there is, and the attributes of each."""

from __future__ import annotations

import logging

from django.contrib import messages
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from accounts import teams
from accounts.access import Act, allowed_to, viewer_of
from accounts.attributes import WrongAttribute, gathered
from accounts.models import Membership
from accounts.viewer import Viewer

log = logging.getLogger(__name__)
BLANK_ROWS = 3  # under those that are filled in
Pairs = list[tuple[str, str]]


@require_GET
@allowed_to(Act.PEOPLE)
def index(request: HttpRequest) -> HttpResponse:
    """Everyone of the account, and its teams."""
    found = _members(viewer_of(request)).prefetch_related("subaccounts").order_by("user__name", "user__email")
    return render(request, "people/index.html", {"members": found, "teams": teams.seen(viewer_of(request))})


@require_http_methods(["GET", "POST"])
@allowed_to(Act.PEOPLE)
def attributes(request: HttpRequest, number: int) -> HttpResponse:
    """A member's attributes; a POST replaces them all by its pairs ``name`` and ``value``."""
    viewer = viewer_of(request)
    member = _members(viewer).filter(pk=number).first()
    if member is None:
        raise Http404("There is no such person in this account.")
    if request.method == "GET":
        return _form(request, member, [(name, each) for name, values in member.plain_attributes for each in values])
    pairs = list(zip(request.POST.getlist("name"), request.POST.getlist("value"), strict=False))
    try:
        found = gathered(pairs)
    except WrongAttribute as error:
        return _form(request, member, pairs, error)
    member.attributes = {name: values for name, values in found.items() if values}
    member.save(update_fields=["attributes"])
    log.info("attributes of member %s of account %s changed by user %s", member.pk, viewer.account, viewer.user)
    messages.success(request, f"Saved the attributes of {member.user}.")
    return redirect("people")


def _members(viewer: Viewer) -> models.QuerySet[Membership]:
    return Membership.objects.filter(account=viewer.account).select_related("user")


def _form(request: HttpRequest, member: Membership, pairs: Pairs, error: WrongAttribute | None = None) -> HttpResponse:
    typed = max((place + 1 for place, pair in enumerate(pairs) if any(pair)), default=0)
    rows = [*pairs[:typed], *[("", "")] * BLANK_ROWS]
    context = {"member": member, "rows": rows, "error": error}
    return render(request, "people/attributes.html", context, status=400 if error else 200)
