"""What a webhook carries: the files inline, in our own shape. ``looker_shape`` is the other one."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NoReturn

from deliveries.destinations.base import File, Parcel

JSON = "application/json"


def sextant_shape(parcel: Parcel) -> bytes:
    """The body of the message, as ``docs/webhooks.md`` tells receivers."""
    told = {
        "type": "delivery",
        "version": 1,
        "key": parcel.key,
        "title": parcel.title,
        "message": parcel.message,
        "slot": moment(parcel.slot),
        "zone": parcel.zone,
        "link": parcel.link or None,
        "facts": dict(parcel.facts),
    }
    if parcel.acts:
        told["acts"] = [{"label": label, "address": address} for label, address in parcel.acts]
    return spliced(told, files=f"[{','.join(_file(file) for file in parcel.files)}]").encode()


def moment(slot: datetime) -> str:
    """``2026-03-01T05:00:00Z``."""
    return slot.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _file(file: File) -> str:
    encoding, data = content(file)
    told = {
        "name": file.name,
        "mime": file.mime,
        "size": file.size,
        "sha256": file.sha256,
        "rows": file.rows,
        "encoding": encoding,
    }
    return spliced(told, data=data)


def content(file: File) -> tuple[str, str]:
    """How the file is written (json, text or base64) and what stands for it in a JSON document."""
    held = file.path.read_bytes()
    try:
        if file.mime == JSON:
            return "json", _as_it_is(held)
        if file.mime.startswith("text/"):
            return "text", json.dumps(held.decode(), ensure_ascii=False)
    except ValueError:
        pass  # not what its kind says: as bytes then, which lose nothing
    return "base64", f'"{base64.b64encode(held).decode()}"'


def _as_it_is(held: bytes) -> str:
    """A JSON file unread and unrounded: its figures keep all their digits. Raises ValueError."""
    text = held.decode()
    try:
        json.loads(text, parse_constant=_no_json, parse_float=str, parse_int=str)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    return text.strip()


def _no_json(word: str) -> NoReturn:
    raise ValueError(f"{word} is no JSON")


def spliced(told: Mapping[str, Any], **raw: str) -> str:
    """A JSON object with further members that are JSON already."""
    members = (f"{json.dumps(name)}:{value}" for name, value in raw.items())
    return json.dumps(dict(told), ensure_ascii=False, separators=(",", ":"))[:-1] + "," + ",".join(members) + "}"
