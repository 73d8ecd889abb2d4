"""Files and parcels as the engine hands them to couriers."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from deliveries.destinations.base import Fault, File, Parcel

SLOT = datetime(2026, 11, 17, 7, 0, tzinfo=UTC)


def a_file(folder: Path, content: bytes = b"a,b\r\n1,2\r\n", name: str = "orders_2026-11-17T0800_7d3c1a.csv") -> File:
    path = folder / name
    path.write_bytes(content)
    return described(path)


def described(path: Path, name: str = "") -> File:
    with path.open("rb") as body:
        digest = hashlib.file_digest(body, "sha256").hexdigest()
    return File(name or path.name, "text/csv", path, path.stat().st_size, digest, rows=1)


def a_parcel(*files: File) -> Parcel:
    return Parcel("k1", "Orders é", SLOT, "Europe/Paris", files, facts={"rows": 1})


def fault_of(courier: object, parcel: Parcel, place: object) -> Fault:
    with pytest.raises(Fault) as caught:
        courier.deliver(parcel, place, lambda _: None)  # type: ignore[attr-defined]
    assert "the inside says" not in caught.value.message and caught.value.message.endswith(".")
    return caught.value
