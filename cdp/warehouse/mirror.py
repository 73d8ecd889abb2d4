"""Publishing: committed batches go from PostgreSQL to the Delta tables, and a new pin names the result.

One mirror at a time. Nothing is ever resumed: a table that is not at its pinned version is rolled back to it first,
and everything not published yet is read afresh.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from psycopg import sql

from cdp import faults
from cdp.warehouse import manifest, merging, source, staging
from cdp.warehouse.base import Pin
from cdp.warehouse.lake import LakeTable
from cdp.warehouse.manifest import DataFile
from cdp.warehouse.merging import Change
from cdp.warehouse.publication import Publication, Snapshot, publication
from cdp.warehouse.schema import TABLES
from cdp.warehouse.source import Share


@dataclass(frozen=True)
class Counts:
    """What one run of the mirror did: ``rows`` written anew, ``deleted`` gone for good."""

    pin: int
    batches: int = 0
    rows: int = 0
    deleted: int = 0


def publish() -> Pin | None:
    """Publish every batch that is committed and not yet published; None where nothing was to do."""
    with publication() as session:
        pin, _ = _run(session, rebuild=False)
        return pin


def rebuild() -> Pin:
    """Read every table afresh and publish the result as one new pin."""
    with publication() as session:
        pin, _ = _run(session, rebuild=True)
    assert pin is not None
    return pin


def run(*, rebuild: bool = False) -> Counts:
    """``publish`` or ``rebuild``, with counts; ``pin`` is the one that readers use afterwards."""
    with publication() as session:
        return _run(session, rebuild=rebuild)[1]


def _run(session: Publication, *, rebuild: bool) -> tuple[Pin | None, Counts]:
    root = Path(settings.LAKE_DIR)
    base = session.newest()
    lake = {name: LakeTable(root, table) for name, table in TABLES.items()}
    stale, restored = _settle(root, lake, base)
    whole = set(TABLES) if rebuild else stale
    for name in whole:
        lake[name].ready()
    with session.snapshot() as snapshot:
        staged = _stage(session, lake, snapshot, whole)
    if base and not (snapshot.batches or whole or restored):
        session.refresh(base, snapshot.taken_at)
        return None, Counts(base.id)
    changes = {name: _change(root, table, staged[name], snapshot, name in whole) for name, table in lake.items()}
    _commit(lake, changes)
    pin = _publish(session, root, lake, snapshot.taken_at, snapshot.batches)
    rows = sum(file.rows for files in staged.values() for file in files)
    deleted = sum(change.deleted for change in changes.values() if change)
    return pin, Counts(pin.id, len(snapshot.batches), rows, deleted)


def _publish(
    session: Publication, root: Path, lake: dict[str, LakeTable], data_as_of: datetime, batches: Sequence[int]
) -> Pin:
    """Make the tables as they now stand what readers see."""
    pin = Pin(session.next_id(), {name: table.version for name, table in lake.items()}, data_as_of)
    manifest.write(root, pin.id, {name: table.files() for name, table in lake.items()})
    faults.reached("before_publish")
    session.publish(pin, batches)
    faults.reached("after_publish")
    return pin


def replace(session: Publication, name: str, inputs: list[DataFile], output: DataFile) -> bool:
    """Publish one file of the same rows in place of several; False, and nothing done, if one is not live any more."""
    root = Path(settings.LAKE_DIR)
    base = session.newest()
    assert base is not None  # the inputs were listed from a pin
    lake = {name: LakeTable(root, table) for name, table in TABLES.items()}
    stale, _ = _settle(root, lake, base)
    live = {file.path for file in lake[name].files()}
    if stale or not live.issuperset(file.path for file in inputs):
        return False
    lake[name].commit([output], inputs, data_change=False)
    _publish(session, root, lake, base.data_as_of, ())
    return True


def _settle(root: Path, lake: dict[str, LakeTable], base: Pin | None) -> tuple[set[str], bool]:
    """Bring every table back to its pinned content.

    Gives the tables where that can't be done (new, other columns, files lost), which must be read whole, and whether
    any was rolled back: its version is not the pinned one any more, so a new pin is due.
    """
    pinned = manifest.read_if_there(root, base.id) if base else {}
    versions = base.versions if base else {}
    stale, restored = set(), False
    for name, table in lake.items():
        if name not in pinned or not table.settle(versions[name], pinned[name]):
            stale.add(name)
        restored |= name in versions and table.version != versions[name]
    return stale, restored


def _stage(
    session: Publication, lake: dict[str, LakeTable], snapshot: Snapshot, whole: set[str]
) -> dict[str, list[DataFile]]:
    """Write the rows of the pending batches, or all of them, as files that belong to no version yet."""
    staged: dict[str, list[DataFile]] = {name: [] for name in lake}
    for table, rows in source.read(snapshot.name, *_shares(session, snapshot, whole)):
        staged[table.name] += staging.stage(lake[table.name].folder, table, rows)
        faults.reached("read")
    return staged


def _shares(session: Publication, snapshot: Snapshot, whole: set[str]) -> Iterator[Share]:
    """What is to be read, for a connection each. One server process alone reads slower than slices are written."""
    if snapshot.batches:
        pending = sql.SQL("batch_id = ANY({})").format(sql.Literal(list(snapshot.batches)))
        yield [(table, pending) for name, table in TABLES.items() if name not in whole]
    middles = [(TABLES[name], session.middle(TABLES[name])) for name in sorted(whole)]
    yield [(table, sql.SQL("ctid < {}").format(middle)) for table, middle in middles]
    yield [(table, sql.SQL("ctid >= {}").format(middle)) for table, middle in middles]


def _change(root: Path, table: LakeTable, staged: list[DataFile], snapshot: Snapshot, whole: bool) -> Change | None:
    if whole:
        return merging.replacement(table, staged)
    dead = snapshot.tombstones.get(table.table.name, ())
    return merging.upsert(table, staged, dead, root) if staged or dead else None


def _commit(lake: dict[str, LakeTable], changes: dict[str, Change | None]) -> None:
    for name, change in changes.items():
        if change and (change.adds or change.removes):
            lake[name].commit(change.adds, change.removes)
            faults.reached("append")
