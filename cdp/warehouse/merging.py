"""What a table's next version adds and removes: new keys are appended, known ones are replaced file by file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cdp import faults
from cdp.warehouse import rewriting
from cdp.warehouse.lake import LakeTable
from cdp.warehouse.manifest import DataFile


@dataclass(frozen=True)
class Change:
    """What one table gains and loses. ``deleted`` counts rows that are gone for good."""

    adds: list[DataFile]
    removes: list[DataFile] = field(default_factory=list)
    deleted: int = 0


def replacement(lake: LakeTable, staged: list[DataFile]) -> Change:
    """The table read whole: what was there goes."""
    return Change(staged, lake.files())


def upsert(lake: LakeTable, staged: list[DataFile], dead: Sequence[int], root: Path) -> Change:
    """Pending rows and tombstones. A file that holds none of their keys stays as it is."""
    with rewriting.engine(root) as con:
        keys = rewriting.Keys(con, lake.folder, staged, dead)
        old = keys.holders(lake.files())
        if old:
            faults.reached("merge")
        rest = [file for file in map(keys.without, old) if file]
        return Change(staged + rest, old, keys.dead_in(old))
