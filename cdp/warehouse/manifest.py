"""The list of files behind one pin, written beside the lake so that a reader opens a pin with one small read.

It says nothing the Delta logs don't say; it spares each web process the Delta library and 20 log replays a pin.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class DataFile:
    """One immutable Parquet file of a table. ``path`` is relative to the table's folder; the ids are its extremes."""

    path: str
    rows: int
    size: int
    month: str | None
    min_id: int
    max_id: int


Manifest = dict[str, list[DataFile]]


def location(lake: Path, pin_id: int) -> Path:
    """Where the manifest of a pin stands."""
    return lake / "pins" / f"{pin_id}.json"


def write(lake: Path, pin_id: int, manifest: Manifest) -> None:
    """Write a pin's manifest whole or not at all."""
    target = location(lake, pin_id)
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(".tmp")
    with draft.open("w") as file:
        json.dump({table: [asdict(data) for data in files] for table, files in manifest.items()}, file)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(target)


def read(lake: Path, pin_id: int) -> Manifest:
    """The files of a pin. Raises FileNotFoundError for a pin whose manifest was pruned."""
    loaded = json.loads(location(lake, pin_id).read_text())
    return {table: [DataFile(**data) for data in files] for table, files in loaded.items()}


def read_if_there(lake: Path, pin_id: int) -> Manifest:
    """The files of a pin; nothing where the lake was taken away."""
    return read(lake, pin_id) if location(lake, pin_id).exists() else {}
