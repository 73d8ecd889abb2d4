"""Empty Delta tables from the log that the first of their kind wrote: the library takes 8 ms for each, of 27 a test."""

from __future__ import annotations

from typing import Literal

from deltalake import DeltaTable

from cdp.warehouse.lake import LakeTable

CREATE = LakeTable._create
LOGS: dict[str, bytes] = {}  # by the table's definition


def create(self: LakeTable, mode: Literal["error", "overwrite"] = "error") -> DeltaTable:
    """Stands for ``LakeTable._create``."""
    if mode != "error":
        return CREATE(self, mode)
    log, kind = self.folder / "_delta_log" / f"{0:020}.json", repr(self.table)
    if kind not in LOGS:
        made = CREATE(self, mode)
        LOGS[kind] = log.read_bytes()
        return made
    log.parent.mkdir(parents=True, exist_ok=True)
    log.write_bytes(LOGS[kind])
    return DeltaTable(self.folder)
