"""Receipts as lines of a file: what the table shows and what proves it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import models

from deliveries.models import Delivery
from explores.files.guard import guarded

HEAD = [
    "receipt", "slot", "zone", "schedule", "destination_kind", "destination", "format", "state", "code", "said", "rows",
    "total_rows", "bytes", "files", "sha256", "remote_id", "attempts", "turn", "data_as_of", "data_version",
    "finished_at",
]  # fmt: skip
PIECE = 1000  # rows read at once


def lines(found: models.QuerySet[Delivery]) -> Iterator[list[Any]]:
    """The head, then one line a receipt; no cell can become a formula. Times are UTC."""
    yield HEAD
    for each in found.iterator(chunk_size=PIECE):
        yield [guarded(cell) for cell in _line(each)]


def _line(delivery: Delivery) -> list[Any]:
    files = delivery.files
    return [
        delivery.number,
        delivery.slot.isoformat(),
        delivery.zone,
        delivery.title,
        delivery.kind,
        delivery.place,
        delivery.format,
        delivery.state,
        delivery.code,
        delivery.said,
        delivery.rows,
        delivery.total_rows,
        delivery.size,
        " ".join(each["name"] for each in files),
        " ".join(each["sha256"] for each in files),
        delivery.remote_id,
        delivery.attempt,
        delivery.turn,
        delivery.data_as_of.isoformat() if delivery.data_as_of else "",
        delivery.data_version,
        delivery.finished_at.isoformat() if delivery.finished_at else "",
    ]
