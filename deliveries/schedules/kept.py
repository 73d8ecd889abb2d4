"""The recurrence of a schedule, read back from its row.

What was checked when it was saved may be wrong on another machine: its list of time zones may be older or newer.
"""

from __future__ import annotations

from typing import Any, Protocol

from deliveries import cadence


class Recurs(Protocol):
    """What keeps a recurrence: a schedule, an alert."""

    @property
    def recurrence(self) -> Any:
        """As ``cadence.to_json`` has it."""


def recurrence_of(schedule: Recurs) -> cadence.Recurrence:
    """By which it is sent. Raises BadRecurrence where this machine does not know its zone."""
    return cadence.from_json(schedule.recurrence)


def shown(schedule: Recurs) -> cadence.Recurrence:
    """For pages and forms, which must open where nothing can be sent: in UTC then. Planning pauses such a schedule and
    says why."""
    try:
        return recurrence_of(schedule)
    except cadence.BadRecurrence:
        return cadence.from_json({**schedule.recurrence, "zone": "UTC"})
