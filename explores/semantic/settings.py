"""What a question is answered with besides itself: the moment, the zone, the rows in scope. PURE."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from explores.semantic.personal import Attributes
from explores.semantic.zones import zone_named

if TYPE_CHECKING:
    from explores.semantic.model import Explore


def setting_for(
    explore: Explore, *, now: datetime, zone: str, scope: Iterable[int] = (), attributes: Attributes = ()
) -> Setting:
    """The setting of a question to ``explore``: weeks and fiscal years are counted as its catalog says."""
    calendar = explore.calendar
    week_start, offset = calendar.week_start, calendar.fiscal_month_offset
    return Setting(now, zone, tuple(sorted(scope)), week_start, offset, attributes=attributes)


@dataclass(frozen=True)
class Setting:
    """Given by the gateway, never by the request (but for the zone)."""

    now: datetime  # aware
    zone: str  # IANA
    scope: tuple[int, ...]  # sub-accounts whose rows may be read, ascending; empty reads nothing
    week_start: str = "monday"
    fiscal_month_offset: int = 0
    dialect: str = "duckdb"
    attributes: Attributes = ()  # of the person who asks, for templates in filters

    @property
    def today(self) -> date:
        """The local day of the moment."""
        return self.now.astimezone(zone_named(self.zone)).date()
