"""As whom an alert asks: its owner, with the rows of the alert that they may see on the day."""

from __future__ import annotations

from dataclasses import replace

from accounts.access import Act, NoAccess, may, viewer_for
from accounts.viewer import Viewer
from alerts.models import Alert


class Ownerless(Exception):
    """Nobody can be asked as any more; for people. The alert stands still until somebody takes it."""


class Owners:
    """Those of one round, each looked up once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int | None, int], Viewer | Ownerless] = {}

    def of(self, alert: Alert) -> Viewer:
        """Raises Ownerless."""
        key = (alert.owner_id, alert.account_id)
        if key not in self._known:
            self._known[key] = _found(alert)
        owner = self._known[key]
        if isinstance(owner, Ownerless):
            raise owner
        return _in_scope(owner, alert)


def _found(alert: Alert) -> Viewer | Ownerless:
    if alert.owner is None:
        return Ownerless("The person who owned this alert is gone. Give it to somebody else.")
    try:
        owner = viewer_for(alert.owner, account=alert.account_id)
    except NoAccess:
        return Ownerless(f"{alert.owner} is no longer of this account. Give the alert to somebody else.")
    if not may(owner, Act.ALERT):
        return Ownerless(f"The role of {alert.owner} does not let them set alerts any more.")
    return owner


def _in_scope(owner: Viewer, alert: Alert) -> Viewer:
    scope = frozenset(one.pk for one in alert.subaccounts.all()) & owner.subaccounts
    if not scope:
        raise Ownerless("The owner may not see any sub-account of this alert any more.")
    return replace(owner, subaccounts=scope)
