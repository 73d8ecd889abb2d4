"""The names behind the keys of named frames: days, months, quarters. PURE."""

from __future__ import annotations

import calendar

from explores.semantic.timerange import WEEKDAYS, Calendar


def named_values(name: str, of: Calendar) -> dict[int, str]:
    """Key → name, in order; empty for a frame that is not named."""
    match name:
        case "day_of_week":
            return {index: WEEKDAYS[(index + of.first_weekday) % 7].capitalize() for index in range(7)}
        case "month_name":
            return {month: calendar.month_name[month] for month in range(1, 13)}
        case "quarter_of_year" | "fiscal_quarter_of_year":
            return {quarter: f"Q{quarter}" for quarter in range(1, 5)}
    return {}
