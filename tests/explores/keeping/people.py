"""An analyst beside Alice and Bob, and what they keep."""

from __future__ import annotations

from typing import Any

from django.test import Client

from accounts.access import viewer_for
from accounts.models import Account, Membership, Role, User
from accounts.viewer import Viewer
from explores.keeping import content, folders, looks
from explores.models import Folder, Look

MONTHS = "fields=orders.ordered_month,orders.revenue&f[orders.ordered_date]=2025&vis=bar"


def analyst(account: Account, name: str = "dana") -> User:
    """A person who may save."""
    user = User.objects.create_user(f"{name}@example.org", "correct horse battery", name=name.title())
    Membership.objects.create(user=user, account=account, role=Role.ANALYST, all_subaccounts=True)
    return user


def look_of(user: User, *, shared: bool = False, name: str = "By month", query: str = MONTHS) -> Look:
    """A Look this person made, in their own folder or the shared one."""
    viewer = viewer_for(user)
    return looks.make(viewer, place_of(viewer, shared), name, "", content.of_address(viewer, "business", query))


def place_of(viewer: Viewer, shared: bool) -> Folder:
    return folders.shared(viewer.account) if shared else folders.personal(viewer)


def send(user: User, path: str, **values: str) -> Any:
    """What one person gets from a page; with values it is a POST."""
    client = Client()
    client.force_login(user)
    return client.post(path, values) if values else client.get(path)
