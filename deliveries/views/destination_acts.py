"""What is done to a destination: test, new secrets, the key of a server, remove."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import Act, allowed_to, viewer_of
from deliveries import moments, places
from deliveries.destinations import couriers
from deliveries.destinations.base import Fault
from deliveries.destinations.sftp_keys import HostKey, new_pair
from deliveries.models import Destination, Kind
from deliveries.places import forms, trying
from deliveries.places.form_webhook import new_secret
from deliveries.views.destination import mine, page

PAGE = "deliveries:destination"


@require_POST
@allowed_to(Act.DELIVER)
def test(request: HttpRequest, number: int) -> HttpResponse:
    """Try it now; back to its page, or the words alone for htmx."""
    viewer = viewer_of(request)
    found = places.find(viewer, number)
    trying.tried(found)
    if not getattr(request, "htmx", False):
        return redirect(PAGE, found.pk)
    tested = moments.short(found.tested_at, viewer.timezone, timezone.now()) if found.tested_at else ""
    return render(request, "deliveries/destinations/_tested.html", {"one": found, "tested": tested})


@require_POST
@allowed_to(Act.DELIVER)
def rotate(request: HttpRequest, number: int) -> HttpResponse:
    """A new secret for a webhook; the one before signs too until it is forgotten."""
    found = _of_kind(mine(request, number), Kind.WEBHOOK)
    held = forms.opened(found)
    made = {**held, "secret": new_secret(), **({"previous": held["secret"]} if "secret" in held else {})}
    forms.set_secret(found, made, rotated_at=timezone.now().date().isoformat())
    return page(request, found, shown={"secret": made["secret"]})


@require_POST
@allowed_to(Act.DELIVER)
def forget(request: HttpRequest, number: int) -> HttpResponse:
    """Sign with the new secret alone."""
    found = _of_kind(mine(request, number), Kind.WEBHOOK)
    held = forms.opened(found)
    held.pop("previous", None)
    forms.set_secret(found, held)
    messages.success(request, "The previous secret is forgotten: messages carry one signature.")
    return redirect(PAGE, found.pk)


@require_POST
@allowed_to(Act.DELIVER)
def pair(request: HttpRequest, number: int) -> HttpResponse:
    """A new pair of keys for a server; the one before is gone at once."""
    found = _of_kind(mine(request, number), Kind.SFTP)
    made = new_pair()
    forms.set_secret(found, {"private_key": made.private}, way="pair", auth="key", public_key=made.public)
    messages.success(request, "A new pair of keys is made. Put the public key on the server before the next delivery.")
    return redirect(PAGE, found.pk)


@require_POST
@allowed_to(Act.DELIVER)
def look(request: HttpRequest, number: int) -> HttpResponse:
    """Ask the server for its key, for a person to compare."""
    from deliveries.destinations.sftp_session import fingerprint

    found = _of_kind(mine(request, number), Kind.SFTP)
    try:
        seen = fingerprint(couriers.place_of(found))
    except Fault as fault:
        return page(request, found, error=fault.message, status=400)
    return page(request, found, seen_key=str(seen))


@require_POST
@allowed_to(Act.DELIVER)
def pin(request: HttpRequest, number: int) -> HttpResponse:
    """The key that was shown is the right one: the server must show it from now on."""
    found = _of_kind(mine(request, number), Kind.SFTP)
    try:
        key = HostKey.of(request.POST.get("key", "")[:200])
    except Fault as fault:
        return page(request, found, error=fault.message, status=400)
    forms.set_secret(found, forms.opened(found), host_key=str(key))
    messages.success(request, "The key is confirmed. A server that shows another one gets nothing.")
    return redirect(PAGE, found.pk)


@require_POST
@allowed_to(Act.DELIVER)
def remove(request: HttpRequest, number: int) -> HttpResponse:
    """Out of the list, where no schedule sends there any more."""
    found = mine(request, number)
    names = list(places.users(found).values_list("name", flat=True))
    if names:
        several = f"{len(names)} schedules send there" if len(names) > 1 else "A schedule sends there"
        shown = ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
        said = f"Not removed. {several}: {shown}. Take it out of them first."
        return page(request, found, error=said, status=400)
    Destination.objects.filter(pk=found.pk).update(removed_at=timezone.now(), sealed="")
    messages.success(request, f"Removed {found}. Its receipts stay, its credentials are gone.")
    return redirect("deliveries:destinations")


def _of_kind(destination: Destination, kind: Kind) -> Destination:
    if destination.kind != kind:
        raise Http404(f"{destination} is no {kind.label} destination")
    return destination
