"""How a catalog counts weeks and fiscal years: its ``calendar.yaml``. PURE."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from explores.semantic.section import CatalogError, Section
from explores.semantic.timerange import WEEKDAYS, Calendar


def read(data: Mapping[str, Any]) -> Calendar:
    """``week_start`` (a weekday) and ``fiscal_month_offset`` (-11 to 11). Raises CatalogError."""
    section = Section(dict(data), "calendar.yaml")
    first = section.one_of("week_start", WEEKDAYS, "monday")
    offset = section.whole("fiscal_month_offset", 0)
    if not -12 < offset < 12:
        raise CatalogError("'fiscal_month_offset' takes -11 to 11 months.", section.place)
    section.finish()
    return Calendar(first, offset)
