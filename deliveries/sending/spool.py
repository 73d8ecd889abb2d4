"""Where the files of a delivery lie between being made and being handed over, and some days longer for who asks."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from deliveries.destinations.base import File

PIECE = 1 << 20  # bytes read at once
NAMED = ("name", "mime", "size", "sha256", "rows", "inline")


def folder_of(uid: UUID, fence: int | None = None) -> Path:
    """The delivery's own folder, which only this installation's processes read, or that of one claim in it."""
    whole = Path(settings.VAR_DIR) / "deliveries" / uid.hex
    folder = whole if fence is None else whole / str(fence)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


@contextmanager
def making(uid: UUID, fence: int) -> Iterator[Path]:
    """A folder that the claim with this fence alone makes files in, gone again where that breaks: a worker that was
    taken for dead may still be at it, and writes where nobody reads. What earlier claims left goes first."""
    for left in _claims_in(folder_of(uid)):
        if int(left.name) <= fence:
            shutil.rmtree(left, ignore_errors=True)
    own = folder_of(uid, fence)
    try:
        yield own
    except BaseException:
        shutil.rmtree(own, ignore_errors=True)
        raise


def _claims_in(folder: Path) -> list[Path]:
    return [each for each in folder.iterdir() if each.name.isdecimal() and each.is_dir()]


def measured(path: Path, name: str, mime: str, *, rows: int | None = None, inline: bool = False) -> File:
    """A file that was just made, with its size and SHA-256."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            digest.update(piece)
    return File(name, mime, path, path.stat().st_size, digest.hexdigest(), rows, inline)


def to_json(files: Iterable[File]) -> list[dict[str, Any]]:
    """As a receipt keeps them."""
    return [{name: getattr(file, name) for name in NAMED} for file in files]


def kept(uid: UUID, listed: list[dict[str, Any]], made_by: int | None = None) -> tuple[File, ...] | None:
    """The files that an earlier try made, if all of them are still there byte for byte; else None: make them anew."""
    folder = folder_of(uid, made_by)
    found = []
    for each in listed:
        path = folder / each["name"]
        if not path.is_file() or path.stat().st_size != each["size"]:
            return None
        file = measured(path, each["name"], each["mime"], rows=each["rows"], inline=each["inline"])
        if file.sha256 != each["sha256"]:
            return None
        found.append(file)
    return tuple(found) if found else None


def sweep(now: datetime) -> int:
    """Take away what was made longer ago than ``DELIVERY_KEEP_DAYS``; how many folders went."""
    root = Path(settings.VAR_DIR) / "deliveries"
    oldest = (now - timedelta(days=settings.DELIVERY_KEEP_DAYS)).timestamp()
    old = [each for each in root.iterdir() if each.stat().st_mtime < oldest] if root.is_dir() else []
    for each in old:
        shutil.rmtree(each, ignore_errors=True)
    return len(old)
