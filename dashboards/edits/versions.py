"""The versions of a dashboard: who saved what and when; each can be looked at and made the newest again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from accounts.access import Act, allowed_to, may_on, viewer_of
from accounts.viewer import Viewer
from dashboards import own
from dashboards.edits import states
from dashboards.models import Dashboard, DashboardVersion
from explores.keeping.views.acting import act


@require_GET
@allowed_to(Act.SEE)
def versions(request: HttpRequest, number: int) -> HttpResponse:
    """Each with its tiles counted, newest first."""
    viewer = viewer_of(request)
    row = own.find(viewer, number)
    known = [(each, len(each.content.get("tiles") or {})) for each in row.versions.select_related("saved_by")]
    context = {"row": row, "versions": known, "may": may_on(viewer, Act.SAVE, row.folder), "zone": viewer.timezone}
    return render(request, "dashboards/versions.html", context)


@require_POST
@allowed_to(Act.SAVE)
def restore(request: HttpRequest, number: int, version: int) -> HttpResponse:
    """Make an older version the newest; those between stay."""
    viewer = viewer_of(request)
    row = own.find(viewer, number)
    old = states.version(row, version)
    back = reverse("dashboards:versions", args=[row.pk])
    return act(request, lambda: _restored(viewer, row, old), f"Version {old.number} is the newest again.", back)


def _restored(viewer: Viewer, row: Dashboard, old: DashboardVersion) -> DashboardVersion:
    return own.save(viewer, row, old.content, row.version, f"restored from version {old.number}")
