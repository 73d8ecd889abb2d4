"""What a person does to an ad: it is written down, done on the platform, and read back before it is called done.

Each returns the decision as it stands at the end: DONE, with ``after`` as the platform shows it; ASKED, where the
platform has not shown it yet; DUE, where it is tried again by itself; or FAILED; ``said`` says it in a sentence. Calls
may take some seconds and must not stand inside a transaction.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from accounts.access import Act as Right
from accounts.access import check
from accounts.models import User
from accounts.viewer import Viewer
from alerts.acting import log, undoing
from alerts.acting.carrying import carry
from alerts.acting.deciding import Wish, begin
from alerts.acting.finding import find
from alerts.models import Decision
from alerts.models.ads import Act
from explores.keeping.refused import Refused

MOST_BUDGET = Decimal(10) ** 12


def pause(viewer: Viewer, level: str, row: object, now: datetime) -> Decision:
    """Switch it off. Raises PermissionDenied, Http404, Busy (something is on the way for it already)."""
    return _done(_wish(viewer, level, row, Act.PAUSE), now)


def resume(viewer: Viewer, level: str, row: object, now: datetime) -> Decision:
    """Switch it on; it runs only where what it belongs to is on too. Raises as ``pause``."""
    return _done(_wish(viewer, level, row, Act.RESUME), now)


def set_budget(viewer: Viewer, level: str, row: object, amount: Decimal, now: datetime) -> Decision:
    """Set its daily budget, in units of the account's currency. Raises as ``pause``, and Refused for no amount."""
    if not amount.is_finite() or not 0 < amount < MOST_BUDGET:
        raise Refused("A daily budget is an amount above 0, such as 50 or 49.90.", "amount")
    return _done(replace(_wish(viewer, level, row, Act.BUDGET), amount=amount), now)


def undo(viewer: Viewer, number: object, now: datetime) -> Decision:
    """Restore what stood before a decision that was done, where the platform still shows what it did. Raises as
    ``pause``, and Refused where there is nothing to restore, with what stands there."""
    check(viewer, Right.ADS)
    return _done(undoing.wished(log.find(viewer, number), person(viewer)), now)


def person(viewer: Viewer) -> User | None:
    """Who asks; None: the system."""
    return User.objects.filter(pk=viewer.user).first() if viewer.user else None


def _done(wish: Wish, now: datetime) -> Decision:
    return carry(begin(wish, now), now)


def _wish(viewer: Viewer, level: str, row: object, act: Act) -> Wish:
    check(viewer, Right.ADS)
    return Wish(find(viewer, level, row), act, person(viewer))
