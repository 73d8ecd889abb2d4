"""What a check makes known to the owner of an alert: written with the check, told by ``owners`` a little later."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from alerts.models import About, Alert, Notice
from alerts.rules.state import Effect, What
from alerts.watching.looking import WAITS

PATIENCE = timedelta(hours=1)  # after the check was due, until its owner hears that it waits
OF = {What.BROKE: About.BROKE, What.NO_DATA: About.NO_DATA, What.MENDED: About.MENDED}
NOTHING = "Their questions find no figures to judge. Look whether their filters still find anything."


def broken(alert: Alert, effects: Iterable[Effect], now: datetime) -> list[Notice]:
    """Of what is for the owner alone."""
    return [_notice(alert, OF[effect.what], _cause(effect), now) for effect in effects if effect.to_owner]


def waiting(alert: Alert, late: str, now: datetime) -> list[Notice]:
    """Changes the alert: since when it waits, and whether that was told. Not told before an hour, and once; and once
    that it was judged again."""
    if late:
        alert.late_since = alert.late_since or alert.next_at or now
        if alert.late_told or now - alert.late_since < PATIENCE:
            return []
        alert.late_told = True
        return [_notice(alert, About.LATE, late.rpartition(WAITS)[2], now)]
    told, alert.late_since, alert.late_told = alert.late_told, None, False
    return [_notice(alert, About.JUDGED, "", now)] if told else []


def stopped(alert: Alert, why: str, now: datetime) -> None:
    """It stands still until somebody mends it."""
    _notice(alert, About.STOPPED, why, now).save()


def _notice(alert: Alert, what: About, cause: str, now: datetime) -> Notice:
    cause = cause[:1].upper() + cause[1:]
    return Notice(alert=alert, owner_id=alert.owner_id, what=what, cause=cause, at=now)


def _cause(effect: Effect) -> str:
    return NOTHING if effect.what == What.NO_DATA else effect.said
