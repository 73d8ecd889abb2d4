"""A receipt as one document, for who must prove a delivery elsewhere."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from deliveries.models import Delivery

PLAIN = (
    "title", "zone", "turn", "kind", "place", "format", "state", "code", "said", "rows", "total_rows", "size", "files",
    "facts", "data_version", "remote_id", "remote",
)  # fmt: skip


def document(delivery: Delivery) -> dict[str, Any]:
    """Everything that the receipt says; times are UTC."""
    return {
        "receipt": delivery.number,
        "key": delivery.uid.hex,
        "slot": _utc(delivery.slot),
        **{name: getattr(delivery, name) for name in PLAIN},
        "attempts": delivery.attempt,
        "data_as_of": _utc(delivery.data_as_of),
        "created_at": _utc(delivery.created_at),
        "finished_at": _utc(delivery.finished_at),
        "owner_told_at": _utc(delivery.told_at),
        "recipients": [
            {"address": each.address, "state": each.state, "message_id": each.message_id, "said": each.said,
             "at": _utc(each.at)}
            for each in delivery.recipients.all()
        ],
        "steps": [
            {"at": _utc(each.at), "what": each.what, "said": each.said, "tone": each.tone}
            for each in delivery.steps.all()
        ],
    }  # fmt: skip


def _utc(when: datetime | None) -> str | None:
    return when.isoformat() if when else None
