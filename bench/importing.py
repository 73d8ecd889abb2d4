"""How many order lines a second ``import_file`` brings into PostgreSQL, and what memory it takes for it.

The file of real purchases (Complete Journey) is used where it is at hand; a till's export of the same shape shows
whether memory stays flat when the file is four times as large.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from bench.process import run
from bench.site import BASE, Site

TARGET_LINES, TARGET_MB = 50_000, 500
REAL = BASE.parent / "shared" / "data" / "complete_journey" / "transactions.parquet"
REAL_MAPPINGS = BASE / "connectors" / "files" / "mappings"


def bench(lines: int) -> dict[str, Any]:
    """The real file where there is one; a made one of ``lines`` and one of four times as many."""
    found: dict[str, Any] = {"target": f">= {TARGET_LINES:,} lines a second, <= {TARGET_MB} MB whatever the size"}
    mapping = next(REAL_MAPPINGS.glob("complete_journey*transactions*.yaml"), None)
    if REAL.exists() and mapping:
        found["complete_journey"] = _import(Site.named("import-real"), REAL, mapping)
    made = {f"{size:,} lines": _made(size) for size in (lines, lines * 4)}
    small, large = made.values()
    found |= {"made": made, "memory_growth": round(large["first"]["peak_mb"] / max(1, small["first"]["peak_mb"]), 2)}
    return found


def _made(size: int) -> dict[str, Any]:
    site = Site.named(f"import-{size}")
    site.remove()
    site.folder.mkdir(parents=True)
    file = site.folder / "lines.csv"
    run([sys.executable, "-m", "bench.lines", str(file), str(size)], site.environment)
    return _import(site, file, file.with_suffix(".yaml"))


def _import(site: Site, file: Path, mapping: Path) -> dict[str, Any]:
    """Into an empty installation, then the same file again: the second time nothing may change."""
    megabytes = round(file.stat().st_size / 2**20, 1)
    try:
        site.prepare()
        first = _once(site, file, mapping)
        again = _once(site, file, mapping, "--again")
    finally:
        site.remove()
    return {"file_mb": megabytes, "first": first, "again": again}


def _once(site: Site, file: Path, mapping: Path, *words: str) -> dict[str, Any]:
    finished = site.manage("import_file", str(file), "--mapping", str(mapping), *words)
    told = finished.json()
    return {
        **told,
        "seconds": round(finished.seconds, 2),
        "lines_per_second": round(told["read"] / finished.seconds),
        "peak_mb": finished.peak_mb,
    }
