"""What became of the rows of an import or a replay."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Summary:
    """Counts of rows; read = loaded + updated + skipped + quarantined (of a replay: still bad)."""

    read: int = 0
    loaded: int = 0
    updated: int = 0
    skipped: int = 0
    quarantined: int = 0
    batches: int = 0
