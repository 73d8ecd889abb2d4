"""Dashboards as folders hold them."""

from __future__ import annotations

from django.urls import reverse

from accounts.access import Act, may_erase, may_on
from accounts.viewer import Viewer
from dashboards import own
from dashboards.models import Dashboard
from explores.keeping.shelves import Kept
from explores.models import Folder


class DashboardShelf:
    """The kind of thing that is a dashboard."""

    kind = "Dashboard"

    def kept(self, viewer: Viewer, *, trashed: bool = False) -> list[Kept]:
        """All that the viewer may open, or all in the trash."""
        return [_as_kept(row, viewer) for row in own.seen(viewer, trashed=trashed)]

    def count(self, folder: Folder, *, trashed: bool = False) -> int:
        """How many lie in the folder, or of it in the trash."""
        return Dashboard.objects.filter(folder=folder, trashed_at__isnull=not trashed).count()

    def hand_up(self, folder: Folder) -> None:
        """What is in the trash comes back into the parent."""
        Dashboard.objects.filter(folder=folder).update(folder=folder.parent)

    def erase(self, viewer: Viewer, number: int) -> None:
        """Delete a dashboard in the trash for ever."""
        own.erase(viewer, own.find(viewer, number, trashed=True))


def _as_kept(row: Dashboard, viewer: Viewer) -> Kept:
    may = may_on(viewer, Act.SAVE, row.folder)
    return Kept(
        kind=DashboardShelf.kind,
        icon="layout-dashboard",
        name=row.title,
        url=reverse("dashboards:page", args=[row.pk]),
        description=row.description,
        by=str(row.changed_by or ""),
        changed=row.changed_at,
        folder=row.folder_id,
        trash=reverse("dashboards:trash", args=[row.pk]) if may else "",
        number=row.pk,
        erasable=may_erase(viewer, row.folder, row.owner_id),
    )
