"""Which day, week or month is over, by the clocks of the question. PURE."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from alerts.rules.rule import BadRule
from alerts.watching.readings import text_of
from explores.filling.grids import Periods, step
from explores.semantic.model import Explore
from explores.semantic.settings import Setting

INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Over:
    """The last period that is over, as a row shows it, and the local moment at which it ended."""

    shown: str
    ended: datetime


def last_over(explore: Explore, time: str, setting: Setting) -> Over:
    """Of the date field ``time`` at the setting's moment. Raises BadRule for a field without periods."""
    dimension = explore.dimension(time)
    if step(dimension) is None:
        raise BadRule("time", f"{dimension.label} has no periods that follow each other; choose a day, week or month.")
    periods = Periods(dimension, setting)
    ended = periods.floor(periods.today)
    return Over(text_of(periods.value(periods.floor(ended - INSTANT))), ended)
