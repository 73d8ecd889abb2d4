"""What stands above the list: how fresh the figures are, what is aimed at, what acts by itself, and incidents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max

from accounts.models import Account, SubAccount
from accounts.viewer import Viewer
from alerts.models.ads import Goal, Health, Limits, Mode, Setting
from alerts.screen import amounts
from alerts.screen.incidents import incidents
from alerts.screen.seen import seen
from alerts.screen.wanted import PLATFORMS

LATE = timedelta(hours=6)  # behind the freshest platform, from which on one is named as late


@dataclass(frozen=True)
class Fresh:
    """``Ad data as of 11:40 · 3 platforms``. ``late``: platforms that stand behind, in words."""

    as_of: str
    platforms: str
    late: str


@dataclass(frozen=True)
class Heading:
    """All of it. ``fresh`` is None while nothing was judged."""

    fresh: Fresh | None
    target: str
    automatic: str
    killed: bool
    incidents: tuple[str, ...]
    subaccounts: tuple[tuple[int, str], ...]


def heading(viewer: Viewer, now: datetime) -> Heading:
    """In a fixed number of questions to the database."""
    limits = Limits.objects.filter(account=viewer.account).first()
    killed = bool(limits and limits.killed_at)
    names = SubAccount.objects.filter(pk__in=viewer.subaccounts).order_by("name").values_list("pk", "name")
    return Heading(
        _fresh(viewer, now),
        _target(viewer),
        _automatic(viewer, killed),
        killed,
        incidents(viewer),
        tuple(names),
    )


def _fresh(viewer: Viewer, now: datetime) -> Fresh | None:
    """The oldest of the platforms is what all figures together are as of."""
    latest = seen(viewer, Health).values_list("platform").annotate(at=Max("data_as_of")).order_by("platform")
    found = {platform: at for platform, at in latest if at is not None}
    if not found:
        return None
    first, last = min(found.values()), max(found.values())
    zone = viewer.timezone
    late = [f"{PLATFORMS.get(of, of)} {amounts.moment(at, now, zone)}" for of, at in found.items() if at < last - LATE]
    count = len(found)
    words = f"{count} platforms" if count > 1 else PLATFORMS.get(next(iter(found)), "1 platform")
    return Fresh(amounts.moment(last if late else first, now, zone), words, ", ".join(late))


def _target(viewer: Viewer) -> str:
    goal = Goal.objects.filter(account=viewer.account, subaccount_id=None, level="").first()
    if goal is None or goal.cost_per_result is None:
        return ""
    currency = goal.currency or Account.objects.values_list("currency", flat=True).get(pk=viewer.account)
    return amounts.exact(goal.cost_per_result, currency)


def _automatic(viewer: Viewer, killed: bool) -> str:
    if killed:
        return "stopped"
    acting = Setting.objects.filter(account=viewer.account, mode=Mode.AUTOMATIC)
    return "on" if acting.exists() else "off"
