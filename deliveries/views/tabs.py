"""What the three pages of the place share: tabs with their counts, and the banner of the dead-man's switch."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.access import Act, may
from accounts.viewer import Viewer
from deliveries import places, receipts
from deliveries.schedules import saving
from deliveries.watch import standing

RECENT = timedelta(days=30)


def tabs(viewer: Viewer, tab: str) -> dict[str, Any]:
    """The receipts counted are those of the last 30 days, as the page shows them at first."""
    recent = receipts.seen(viewer).filter(slot__gte=timezone.now() - RECENT)
    sends = may(viewer, Act.DELIVER)
    return {
        "tab": tab,
        "sends": sends,
        "admin": may(viewer, Act.PERSONAL),
        "counts": {
            "schedules": saving.seen(viewer).count(),
            "receipts": recent.count(),
            "destinations": places.seen(viewer).count() if sends else None,
        },
        "banner": standing.banner(viewer),
    }
