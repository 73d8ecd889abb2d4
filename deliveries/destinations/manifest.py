"""The signed list beside delivered files: who reads them elsewhere can tell that all are there and unchanged. PURE.

``signature`` is HMAC-SHA256, in hexadecimal, with the destination's own secret, over the rest as JSON in UTF-8 with
sorted names, no blanks, and no letter escaped that needs not be.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from deliveries.destinations.base import File, Parcel

VERSION = 1
ENDING = ".manifest.json"
MIME = "application/json"


def new_secret() -> str:
    """What a new destination signs with: 64 letters."""
    return secrets.token_hex(32)


def name_of(parcel: Parcel) -> str:
    """Named after the first file, so the same for every try."""
    return f"{parcel.files[0].name}{ENDING}"


def manifest(parcel: Parcel, made_at: datetime, secret: str) -> bytes:
    """The list as a file's content."""
    said: dict[str, Any] = {
        "version": VERSION,
        "key": parcel.key,
        "title": parcel.title,
        "slot": parcel.slot.astimezone(UTC).isoformat(),
        "zone": parcel.zone,
        "files": [_told(file) for file in parcel.files],
        "facts": dict(parcel.facts),
        "made_at": made_at.astimezone(UTC).isoformat(timespec="seconds"),
    }
    signed = {**said, "signature": signature(said, secret)}
    return json.dumps(signed, indent=2, ensure_ascii=False, sort_keys=True).encode() + b"\n"


def signature(said: Mapping[str, Any], secret: str) -> str:
    """Of everything but the signature itself."""
    rest = {name: value for name, value in said.items() if name != "signature"}
    plain = json.dumps(rest, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hmac.new(secret.encode(), plain.encode(), hashlib.sha256).hexdigest()


def _told(file: File) -> dict[str, Any]:
    return {"name": file.name, "mime": file.mime, "size": file.size, "sha256": file.sha256, "rows": file.rows}
