"""The files of a receipt: which can be had again, and by whom."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.access import Act, may
from accounts.models import SubAccount, User
from accounts.viewer import Viewer
from deliveries.destinations.base import File
from deliveries.models import Delivery
from deliveries.sending import spool


@dataclass(frozen=True)
class Kept:
    """``files`` in the order of the receipt; ``why`` not, in a sentence, where there are none."""

    files: tuple[File, ...] = ()
    why: str = ""


def kept(viewer: Viewer, delivery: Delivery) -> Kept:
    """What the viewer may have of it now. ``viewer`` with all their sub-accounts, whichever is chosen."""
    if not delivery.files:
        return Kept(why="No file was made.")
    if why := _not_theirs(viewer, delivery):
        return Kept(why=why)
    found = spool.kept(delivery.uid, delivery.files, delivery.made_by)
    return Kept(found) if found else Kept(why="The file was taken away; its size and checksum stay on the receipt.")


def _not_theirs(viewer: Viewer, delivery: Delivery) -> str:
    """A file holds the rows of whom it was made for: nobody gets it who may not see those rows today."""
    if may(viewer, Act.PERSONAL):
        return ""
    if delivery.recipient and not User.objects.filter(pk=viewer.user or 0, email__iexact=delivery.recipient).exists():
        return f"It holds the rows that {delivery.recipient} may see, so only they and admins can have it."
    named = set(delivery.facts.get("subaccounts", []))
    seen = SubAccount.objects.filter(pk__in=viewer.subaccounts).values_list("name", flat=True)
    lost = sorted(named - set(seen))
    return f"It holds rows of {lost[0]}, which you may not see any more." if lost else ""
