"""Taking away what no reader can ask for any more: old pins, files no kept pin names, old log entries."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings

from cdp import faults
from cdp.warehouse import manifest
from cdp.warehouse.lake import LakeTable
from cdp.warehouse.publication import Publication, publication
from cdp.warehouse.schema import TABLES

A_DAY = 24 * 3600.0


def vacuum() -> int:
    """Prune pins whose successor is older than the grace time, and delete the files only they named; how many."""
    root = Path(settings.LAKE_DIR)
    with publication() as session:  # no mirror runs, so an old file that no pin names is nobody's
        kept = session.prune(datetime.now(UTC) - timedelta(seconds=settings.LAKE_GRACE))
        unlinked = sum(_remove(file) for file in _unnamed(root, kept) if _is_old(file))
        for leftover in _leftovers(root, kept):
            leftover.unlink()
        _shorten_logs(root, session)
    return unlinked


def _unnamed(root: Path, kept: set[int]) -> Iterator[Path]:
    """Data files that no kept pin names."""
    named = {
        root / table / file.path
        for pin in kept
        for table, files in manifest.read_if_there(root, pin).items()
        for file in files
    }
    for name in TABLES:
        for path in (root / name).rglob("*.parquet"):
            if path not in named and "_delta_log" not in path.parts:
                yield path


def _leftovers(root: Path, kept: set[int]) -> list[Path]:
    """Manifests of pins that were pruned or never published, and what killed engines had spilled."""
    manifests = [path for path in (root / "pins").glob("*") if path.suffix != ".json" or int(path.stem) not in kept]
    spills = [path for folder in (root, Path(settings.VAR_DIR)) for path in (folder / "spill").rglob("*.tmp")]
    return manifests + [path for path in spills if path.stat().st_mtime < time.time() - A_DAY]


def _is_old(path: Path) -> bool:
    """Whether the file is none that a compaction is building right now."""
    return path.stat().st_mtime <= time.time() - settings.LAKE_GRACE


def _remove(path: Path) -> bool:
    path.unlink()
    faults.reached("vacuum")
    return True


def _shorten_logs(root: Path, session: Publication) -> None:
    base = session.newest()
    for name, version in (base.versions if base else {}).items():
        table = LakeTable(root, TABLES[name]) if name in TABLES else None
        if table and table.version == version and table.uncheckpointed() >= settings.LAKE_COMPACT_FILES:
            table.checkpoint()
