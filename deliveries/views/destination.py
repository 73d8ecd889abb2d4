"""One destination: what it is, how it was tested, who uses it; and its form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import Act, allowed_to, viewer_of
from deliveries import faces, moments, places
from deliveries.models import Destination, Kind
from deliveries.places import forms
from deliveries.places.form_s3 import STYLES
from deliveries.places.form_sftp import WAYS
from deliveries.places.form_webhook import SHAPES
from explores.keeping.refused import Refused


@require_GET
@allowed_to(Act.DELIVER)
def destination(request: HttpRequest, number: int) -> HttpResponse:
    """Its page."""
    return page(request, places.find(viewer_of(request), number))


def mine(request: HttpRequest, number: int) -> Destination:
    """One that the person may change. Raises Http404, PermissionDenied."""
    viewer = viewer_of(request)
    found = places.find(viewer, number)
    if not places.may_change(viewer, found):
        raise PermissionDenied(
            f"{found.owner or 'An admin'} made this destination: only they and admins may change it."
        )
    return found


@never_cache
def page(
    request: HttpRequest,
    destination: Destination,
    *,
    shown: Mapping[str, str] | None = None,
    seen_key: str = "",
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    """``shown``: what is seen once; ``seen_key``: the key that the server showed just now; ``error``: why not."""
    viewer, now = viewer_of(request), timezone.now()
    pinned = str(destination.config.get("host_key", ""))
    context = {
        "one": destination,
        "icon": faces.kind_icon(destination.kind),
        "address": forms.address(destination),
        "tested": moments.short(destination.tested_at, viewer.timezone, now) if destination.tested_at else "",
        "users": places.users(destination),
        "changes": places.may_change(viewer, destination),
        "shown": shown or {},
        "previous": "previous" in forms.opened(destination),
        "shape": SHAPES.get(destination.config.get("shape", ""), ""),
        "way": WAYS.get(destination.config.get("way", ""), ""),
        "pinned": pinned,
        "seen_key": seen_key,
        "secret_at": _day(destination.config.get(forms.DATED)),
        "another": bool(seen_key and pinned and seen_key != pinned),
        "error": error,
    }
    return render(request, "deliveries/destinations/one.html", context, status=status)


def _day(written: object) -> date | None:
    return date.fromisoformat(str(written)) if written else None


@require_http_methods(["GET", "POST"])
@allowed_to(Act.DELIVER)
def change(request: HttpRequest, number: int) -> HttpResponse:
    """Its form."""
    found = mine(request, number)
    if request.method == "GET":
        return form(request, found.kind, found)
    try:
        forms.change(viewer_of(request), found, request.POST.dict())
    except Refused as error:
        return form(request, found.kind, mine(request, number), error=error)
    messages.success(request, f"Saved {found}. Test it before the next delivery.")
    return redirect("deliveries:destination", found.pk)


def form(
    request: HttpRequest, kind: str, destination: Destination | None = None, *, error: Refused | None = None
) -> HttpResponse:
    """What was typed stays where something is wrong, but for secrets, which no page is ever given."""
    context = {
        "kind": kind,
        "label": Kind(kind).label,
        "one": destination,
        "given": _given(request, destination) if request.method == "GET" else _typed(request),
        "error": error,
        "held": sorted(forms.opened(destination)) if destination else [],
        "shapes": SHAPES,
        "ways": WAYS,
        "roles": settings.S3_ROLES,
    }
    return render(request, "deliveries/destinations/form.html", context, status=400 if error else 200)


def _given(request: HttpRequest, destination: Destination | None) -> dict[str, Any]:
    config = dict(destination.config) if destination else {}
    headers = "\n".join(f"{name}: {value}" for name, value in (config.pop("headers", None) or {}).items())
    style = next((name for name, value in STYLES.items() if name and value == config.get("path_style")), "")
    return {"name": destination.name if destination else "", **config, "headers": headers, "style": style}


def _typed(request: HttpRequest) -> dict[str, Any]:
    hidden = {"authorization", "secret_key", "password", "private_key", "passphrase", "csrfmiddlewaretoken"}
    return {name: value for name, value in request.POST.dict().items() if name not in hidden}
