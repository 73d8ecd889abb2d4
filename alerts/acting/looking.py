"""How it stands on the platform right now, for whoever wants to see it with their own eyes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from accounts.access import Act, check
from accounts.viewer import Viewer
from alerts.acting import log, words
from alerts.acting.finding import find
from alerts.models import Decision
from connectors.ads.faults import Fault
from connectors.ads.opening import noting, opened
from connectors.ads.standing import Standing


@dataclass(frozen=True)
class Look:
    """``standing``: what was read back; None where it could not be, and ``problem`` says why. ``said``: in words.
    ``open``: what is on the way for it."""

    standing: Standing | None
    said: str
    problem: str = ""
    open: Decision | None = None


def look(viewer: Viewer, level: str, row: object, now: datetime) -> Look:
    """Asks the platform; nothing is changed. Raises PermissionDenied, Http404."""
    check(viewer, Act.ADS)
    entity = find(viewer, level, row)
    there = log.open_of(entity.level, entity.row.pk)
    try:
        found = opened(entity.row)
        with noting(found.connection):
            standing = found.platform.read(found.target)
    except Fault as fault:
        return Look(None, "How it stands on the platform is not known.", fault.message, there)
    said = f"The platform shows it: {words.stands(standing)}; {words.budget(standing)}."
    return Look(standing, f"{said} {words.on_the_way(there, now)}" if there else said, open=there)
