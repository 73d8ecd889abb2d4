"""Which state of a dashboard an address means: its newest version, an older one (``version=3``), or one's own draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import Http404

from accounts.access import Act, may
from accounts.rows import numbered
from accounts.viewer import Viewer
from dashboards import looks, own
from dashboards.edits import drafts
from dashboards.model import Dashboard
from dashboards.models import Dashboard as Row
from dashboards.models import DashboardVersion

DRAFT, VERSION = "draft", "version"


def value(viewer: Viewer, number: object, params: Mapping[str, str]) -> Dashboard:
    """The dashboard of that number as the address means it. Raises Http404."""
    row = own.find(viewer, number)
    if DRAFT in params:
        return _of_draft(viewer, row)
    if params.get(VERSION):
        old = version(row, params[VERSION])
        found = replace(own.value_of(old.content, str(row.pk)), state=((VERSION, str(old.number)),))
        return looks.followed(found, viewer)
    return looks.followed(own.as_value(row), viewer)


def _of_draft(viewer: Viewer, row: Row) -> Dashboard:
    draft = drafts.find(viewer, row)
    if draft is None:
        raise Http404("There is no draft any more: it was saved or discarded.")
    return of_draft(viewer, row, draft.content)


def of_draft(viewer: Viewer, row: Row, content: dict[str, object]) -> Dashboard:
    """A draft as a dashboard whose tiles ask for themselves."""
    found = replace(own.value_of(content, str(row.pk)), state=((DRAFT, "1"),))
    return looks.followed(found, viewer)


def version(row: Row, number: object) -> DashboardVersion:
    """One of its versions. Raises Http404."""
    found = numbered(row.versions.select_related("saved_by"), number, by="number")
    if found is None:
        raise Http404(f"{row.title} has {row.version} versions, and none called {str(number)[:20]}.")
    return found


def context(viewer: Viewer, dashboard: Dashboard) -> dict[str, Any]:
    """For the page: which older version it shows, and whether a draft of the viewer's waits."""
    if dashboard.standard or not may(viewer, Act.SAVE):
        return {}
    row = own.find(viewer, dashboard.slug)
    return {"old_version": dict(dashboard.state).get(VERSION), "has_draft": drafts.waits(viewer, row)}
