"""The Delta tables: made, listed, committed to at an expected version, rolled back to a pinned one."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import pyarrow as pa
from deltalake import CommitProperties, DeltaTable, PostCommitHookProperties
from deltalake.exceptions import DeltaError
from deltalake.transaction import AddAction, RemoveAction

from cdp.warehouse import columns
from cdp.warehouse.manifest import DataFile
from cdp.warehouse.schema import Table

LOG_HOURS = 24  # what was erased must leave the log too, within a day

# No retry on a conflict: a version that is not the expected one means that another mirror is at work.
_EXACT = CommitProperties(max_commit_retries=0)
# Checkpoints and log cleaning are housekeeping: after a commit that is not pinned yet they could make it final.
_BARE = PostCommitHookProperties(create_checkpoint=False, cleanup_expired_logs=False)


class LakeConflict(RuntimeError):
    """A Delta table is not at the version this mirror left it at: something else writes to the lake."""


class LakeTable:
    """One Delta table of the lake; made where it does not exist. Only the holder of the mirror's lock may commit."""

    def __init__(self, lake: Path, table: Table) -> None:
        self.table = table
        self.folder = lake / table.name
        self._delta = DeltaTable(self.folder) if DeltaTable.is_deltatable(str(self.folder)) else self._create()

    def _create(self, mode: Literal["error", "overwrite"] = "error") -> DeltaTable:
        self.folder.mkdir(parents=True, exist_ok=True)
        return DeltaTable.create(
            self.folder,
            columns.lake_schema(self.table),
            mode=mode,
            partition_by=[columns.MONTH] if self.table.month else None,
            configuration={
                "delta.dataSkippingStatsColumns": ",".join(columns.public_columns()),
                "delta.logRetentionDuration": f"interval {LOG_HOURS} hours",
                "delta.deletedFileRetentionDuration": f"interval {LOG_HOURS} hours",
            },
        )

    @property
    def version(self) -> int:
        """The version this object stands at."""
        return self._delta.version()

    def files(self) -> list[DataFile]:
        """The live files."""
        actions = self._delta.get_add_actions(flatten=True)
        return [_data_file(action) for action in _rows(actions)]

    def settle(self, version: int, pinned: list[DataFile]) -> bool:
        """Make the content that of the pinned ``version``, if need be by a new version on top of what was half done.

        False where that can't be done: the columns are others now, or the lake was replaced. The table must then be
        read whole, after ``ready``.
        """
        head = self.version
        if version > head or not self._is_at(version, pinned):
            return False
        if head > version:
            self._delta.restore(version, commit_properties=_EXACT)
            self._delta.update_incremental()
        return True

    def _is_at(self, version: int, pinned: list[DataFile]) -> bool:
        try:
            self._delta.load_as_version(version)
            return self._has_columns() and {file.path for file in self.files()} == {file.path for file in pinned}
        except DeltaError:  # that version's log is gone
            return False
        finally:
            self._delta = DeltaTable(self.folder)

    def ready(self) -> None:
        """Give the table the columns of ``schema.TABLES``, before it is read whole."""
        if not self._has_columns():
            self._delta = self._create(mode="overwrite")

    def _has_columns(self) -> bool:
        return bool(pa.schema(self._delta.schema().to_arrow()).equals(columns.lake_schema(self.table)))

    def commit(self, adds: Iterable[DataFile], removes: Iterable[DataFile], *, data_change: bool = True) -> None:
        """Add and remove files in one version, the next one. Raises LakeConflict if something else took it."""
        expected = self.version + 1
        now = int(time.time() * 1000)
        actions: list[AddAction | RemoveAction] = [_add(file, now, data_change) for file in adds]
        actions.extend(_remove(file, now, data_change) for file in removes)
        self._delta.create_write_transaction(
            actions,
            mode="append",
            schema=self._delta.schema(),
            partition_by=[columns.MONTH] if self.table.month else None,
            commit_properties=_EXACT,
            post_commithook_properties=_BARE,
        )
        self._delta.update_incremental()
        if self.version != expected:
            raise LakeConflict(
                f"{self.folder} is at version {self.version}, expected {expected}; run `manage.py mirror`"
            )
        _sync(self.folder / "_delta_log" / f"{expected:020}.json")

    def uncheckpointed(self) -> int:
        """How many versions a newcomer has to read after the last checkpoint."""
        numbers = [int(path.name[:20]) for path in (self.folder / "_delta_log").glob("*.checkpoint*.parquet")]
        return self.version - max(numbers, default=0)

    def checkpoint(self) -> None:
        """Sum up the log, and drop what of it is older than its retention."""
        self._delta.create_checkpoint()
        self._delta.cleanup_metadata()


def _rows(actions: object) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = pa.table(actions).to_pylist()
    return rows


def _data_file(action: dict[str, object]) -> DataFile:
    month = action.get(f"partition.{columns.MONTH}")
    return DataFile(
        path=str(action["path"]),
        rows=_whole(action["num_records"]),
        size=_whole(action["size_bytes"]),
        month=None if month is None else str(month),
        min_id=_whole(action["min.id"]),
        max_id=_whole(action["max.id"]),
    )


def _whole(value: object) -> int:
    assert isinstance(value, int)
    return value


def _partition(file: DataFile) -> dict[str, str | None]:
    return {} if file.month is None else {columns.MONTH: file.month}


def _add(file: DataFile, now: int, data_change: bool) -> AddAction:
    stats = {
        "numRecords": file.rows,
        "minValues": {"id": file.min_id},
        "maxValues": {"id": file.max_id},
        "nullCount": {"id": 0},
    }
    return AddAction(file.path, file.size, _partition(file), now, data_change, json.dumps(stats))


def _remove(file: DataFile, now: int, data_change: bool) -> RemoveAction:
    return RemoveAction(file.path, data_change, now, file.size, _partition(file))


def _sync(path: Path) -> None:
    """See to it that a file survives a power cut: PostgreSQL is about to name it."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
