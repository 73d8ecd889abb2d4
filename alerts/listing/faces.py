"""Each state of an alert as an icon and a word."""

from __future__ import annotations

from alerts.models import Alert, Phase
from deliveries.faces import Face

PAUSED = Face("pause", "", "Paused")
NEW = Face("clock", "", "Not checked yet")
FACES = {
    Phase.FIRING: Face("bell-ring", "bad", "Firing"),
    Phase.ERROR: Face("triangle-alert", "bad", "Error"),
    Phase.NO_DATA: Face("circle-off", "warn", "No data"),
    Phase.ACKNOWLEDGED: Face("user-check", "accent", "Acknowledged"),
    Phase.PENDING: Face("clock", "warn", "In breach, not yet often enough"),
    Phase.SNOOZED: Face("alarm-clock-off", "", "Snoozed"),
    Phase.OK: Face("circle-check", "good", "Fine"),
}
URGENT_FIRST = tuple(FACES)


def face_of(alert: Alert) -> Face:
    """As it stands; one that is paused stands still, whatever it said last, and nobody knows of a new one."""
    if alert.paused_at:
        return PAUSED
    return NEW if alert.checked_at is None and alert.phase == Phase.OK else FACES[Phase(alert.phase)]
