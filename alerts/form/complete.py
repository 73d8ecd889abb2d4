"""By when the newest day that a check looks at is complete, in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from alerts.watching.arrivals import Arrivals, arrivals
from alerts.watching.looking import Watched, tables_of
from deliveries.cadence import Kind
from deliveries.sheet.typed import Typed as Sends
from explores.semantic.errors import SemanticError

WAITS = "If they are late, the check waits until they land."
UNKNOWN = "If the data of the last day are late, the check waits until they land."


def words(watched: Watched, names: Iterable[str], sends: Sends, now: datetime) -> str:
    """Of the figures of these names, for a check when ``sends`` says."""
    try:
        tables = tables_of(watched.explore, names)
    except SemanticError:
        return UNKNOWN
    found = arrivals(watched.viewer.subaccounts, tables, watched.zone, now)
    return said(found, sends) if found else UNKNOWN


def said(found: Arrivals, sends: Sends) -> str:
    """ "Yesterday's data were in by 04:10 on 27 of the last 28 days. If they are late, the check waits …"."""
    by = f"{found.by:%H:%M}"
    told = f"Yesterday’s data were in by {by} on {found.on} of the last {found.days} days."
    early = sends.when == Kind.DAILY and len(sends.at) == len(by) and sends.at < by
    return f"{told} Checked at {sends.at}, it mostly waits until then." if early else f"{told} {WAITS}"
