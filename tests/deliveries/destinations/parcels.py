"""Parcels to hand over, and a worker that dies with one in its hands."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import signal
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import django
from django.conf import settings

from deliveries.destinations.base import Courier, File, Parcel, Place

MAIL = ("EMAIL_HOST", "EMAIL_PORT", "EMAIL_HOST_USER", "EMAIL_HOST_PASSWORD", "EMAIL_USE_TLS", "EMAIL_TIMEOUT")
SLOT = datetime(2026, 3, 29, 4, 0, tzinfo=UTC)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


def a_file(folder: Path, name: str, mime: str, held: bytes | str, **more: Any) -> File:
    """Written into ``folder``, whatever its name."""
    content = held.encode() if isinstance(held, str) else held
    digest = hashlib.sha256(content).hexdigest()
    path = folder / digest[:16]
    path.write_bytes(content)
    return File(name, mime, path, len(content), digest, **more)


def a_table(folder: Path) -> File:
    return a_file(folder, "orders.csv", "text/csv", "month,orders\r\nMarch,1204\r\nÅpril,“8”\r\n", rows=2)


def a_parcel(*files: File, **more: Any) -> Parcel:
    given: dict[str, Any] = {"key": "k-1", "title": "Revenue by month", "slot": SLOT, "zone": "Europe/Paris"}
    return Parcel(**given | more, files=files)


def killed_when_it_claims(courier: Courier, parcel: Parcel, place: Place) -> None:
    """In a process of its own, which is gone when this returns. Not a fork: what threads of this one hold at that
    moment would be held in it for ever."""
    own = {name: getattr(settings, name) for name in (*MAIL, "DEFAULT_FROM_EMAIL")}
    worker = multiprocessing.get_context("spawn").Process(target=_delivers, args=(courier, parcel, place, own))
    worker.start()
    worker.join(120)
    assert worker.exitcode == -signal.SIGKILL


def _delivers(courier: Courier, parcel: Parcel, place: Place, own: dict[str, Any]) -> None:
    django.setup()
    for name, value in own.items():
        setattr(settings, name, value)
    courier.deliver(parcel, place, _die)


def _die(part: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)
