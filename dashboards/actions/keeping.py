"""A dashboard as a thing that is kept: made, copied, moved to another folder."""

from __future__ import annotations

from copy import deepcopy

from django.db import transaction
from django.utils import timezone

from accounts.access import Act, may_on
from accounts.viewer import Viewer
from dashboards import own
from dashboards.documents import Document
from dashboards.library import documents
from dashboards.models import Dashboard
from explores.keeping import refused
from explores.keeping.refused import Refused
from explores.models import Folder


def document_of(viewer: Viewer, slug: str) -> Document:
    """The document of a standard dashboard or of a row the viewer may open. Raises Http404, KeyError."""
    if slug.isdecimal():
        return deepcopy(own.find(viewer, slug).content)
    return deepcopy(documents()[slug])


def copied(viewer: Viewer, slug: str, folder: Folder, title: object) -> Dashboard:
    """A new dashboard of one's own that shows the same under another title. Raises Refused, Http404."""
    source, named = document_of(viewer, slug), refused.name(title, "title")
    return own.make_from(viewer, folder, {**source, "title": named}, note=f"copied from {source['title']}"[:200])


@transaction.atomic
def move(viewer: Viewer, row: Dashboard, folder: Folder) -> None:
    """The dashboard into another folder; whose it is follows from there. Raises Refused."""
    for place in (row.folder, folder):
        if not may_on(viewer, Act.SAVE, place):
            raise Refused(f"Your role may not move dashboards of {place}.", "folder", code="not_allowed")
    Dashboard.objects.filter(pk=row.pk).update(folder=folder, changed_at=timezone.now(), changed_by_id=viewer.user)
