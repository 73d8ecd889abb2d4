"""Looks as folders hold them."""

from __future__ import annotations

from django.urls import reverse

from accounts.access import Act, may_erase, may_on
from accounts.viewer import Viewer
from explores.keeping import looks
from explores.keeping.shelves import Kept
from explores.models import Folder, Look


class LookShelf:
    """The kind of thing that is a Look."""

    kind = "Look"

    def kept(self, viewer: Viewer, *, trashed: bool = False) -> list[Kept]:
        """All that the viewer may open, or all in the trash."""
        return [_as_kept(look, viewer) for look in looks.seen(viewer, trashed=trashed)]

    def count(self, folder: Folder, *, trashed: bool = False) -> int:
        """How many lie in the folder, or of it in the trash."""
        return folder.looks.filter(trashed_at__isnull=not trashed).count()

    def hand_up(self, folder: Folder) -> None:
        """What is in the trash comes back into the parent."""
        folder.looks.update(folder=folder.parent)

    def erase(self, viewer: Viewer, number: int) -> None:
        """Delete a Look in the trash for ever."""
        looks.erase(viewer, looks.find(viewer, number, trashed=True))


def _as_kept(look: Look, viewer: Viewer) -> Kept:
    may = may_on(viewer, Act.SAVE, look.folder)
    return Kept(
        kind=LookShelf.kind,
        icon="chart-column",
        name=look.name,
        url=reverse("keeping:look", args=[look.pk]),
        description=look.description,
        by=str(look.changed_by or ""),
        changed=look.changed_at,
        folder=look.folder_id,
        trash=reverse("keeping:trash_look", args=[look.pk]) if may else "",
        number=look.pk,
        erasable=may_erase(viewer, look.folder, look.owner_id),
    )
