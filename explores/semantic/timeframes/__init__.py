"""Time frames of a moment: the day, week, month … it is in, on the clocks of a zone. PURE.

``timeframe_sql`` makes the key to group and sort by, ``display`` the text people see, ``filter_for`` the filter of
one group; ``TIMEFRAMES`` says of each what type it has and by which grammar it is filtered.
"""

from __future__ import annotations

from explores.semantic.timeframes.display import display, filter_for
from explores.semantic.timeframes.durations import duration, periods_between
from explores.semantic.timeframes.fiscal import FiscalDay, FiscalYear
from explores.semantic.timeframes.frames import (
    DATE_TIMEFRAMES,
    TIMEFRAMES,
    TIMESTAMP_TIMEFRAMES,
    Timeframe,
    is_chronological,
    timeframe,
)
from explores.semantic.timeframes.keys import names_of_keys, timeframe_sql
from explores.semantic.timeframes.local import local_time

__all__ = [
    "DATE_TIMEFRAMES",
    "TIMEFRAMES",
    "TIMESTAMP_TIMEFRAMES",
    "FiscalDay",
    "FiscalYear",
    "Timeframe",
    "display",
    "duration",
    "filter_for",
    "is_chronological",
    "local_time",
    "names_of_keys",
    "periods_between",
    "timeframe",
    "timeframe_sql",
]
