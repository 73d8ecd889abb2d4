"""What deliveries keep in PostgreSQL."""

from __future__ import annotations

from deliveries.models.alarm import Alarm
from deliveries.models.delivery import OPEN, WRONG, Delivery, Hold, Recipient, State, Step
from deliveries.models.destination import Destination, Kind
from deliveries.models.export import Export, Stage
from deliveries.models.schedule import CatchUp, Gate, Schedule, Target

__all__ = [
    "OPEN",
    "WRONG",
    "Alarm",
    "CatchUp",
    "Delivery",
    "Destination",
    "Export",
    "Gate",
    "Hold",
    "Kind",
    "Recipient",
    "Schedule",
    "Stage",
    "State",
    "Step",
    "Target",
]  # fmt: skip
