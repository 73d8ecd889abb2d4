"""The filters that an alert asks with, as its content's own page names them."""

from __future__ import annotations

from datetime import datetime

from accounts.viewer import Viewer
from alerts.listing.contents import subject_of
from alerts.models import Alert
from cdp.warehouse.base import WarehouseError
from dashboards.asking import pin_named
from deliveries.content.finding import Gone, find

Words = tuple[str, str]  # of a filter: its label, and what it lets through


def narrowing(alert: Alert, viewer: Viewer, now: datetime) -> list[Words]:
    """All that are in force; by the names that were kept, where the viewer can't open the content or it is gone."""
    subject = subject_of(alert.content)
    try:
        if subject and (pin := pin_named("")):
            return list(find(subject, viewer, alert.filters, now=now, pin=pin).words)
    except (Gone, WarehouseError):
        pass  # then the page stands without them
    return [(name, value or "any value") for name, value in alert.filters.items()]
