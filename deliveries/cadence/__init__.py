"""When a schedule is due: a recurrence, its slots, and both in words. PURE.

A ``Recurrence`` is a value; every function takes the moment it is asked for as an argument, and none reads a clock.
``docs/schedules.md`` says it to people, ``docs/decisions/cadence.md`` why it is so.
"""

from deliveries.cadence.checks import check
from deliveries.cadence.clock_words import clock_words
from deliveries.cadence.json_form import from_json, to_json
from deliveries.cadence.recurrence import BadRecurrence, Kind, Recurrence
from deliveries.cadence.slots import slots, upcoming
from deliveries.cadence.words import words

__all__ = [
    "BadRecurrence",
    "Kind",
    "Recurrence",
    "check",
    "clock_words",
    "from_json",
    "slots",
    "to_json",
    "upcoming",
    "words",
]
