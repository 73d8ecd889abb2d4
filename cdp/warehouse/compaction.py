"""Compaction: a month that has gathered many small files becomes one sorted file.

The new file is built outside the mirror's lock; only the commit takes it, and only if every input is still live.
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from django.conf import settings

from cdp import faults
from cdp.warehouse import columns, manifest, mirror, rewriting
from cdp.warehouse.manifest import DataFile
from cdp.warehouse.publication import newest_pin, publication
from cdp.warehouse.schema import TABLES, Table


def compact() -> int:
    """Rewrite every month that is due; how many were."""
    pin = newest_pin()
    if pin is None:
        return 0
    files = manifest.read_if_there(Path(settings.LAKE_DIR), pin.id)
    return sum(_compact(TABLES[name], inputs) for name, inputs in due(files))


def due(files: manifest.Manifest) -> list[tuple[str, list[DataFile]]]:
    """The months (or whole tables) with enough files to be worth a rewrite."""
    found = []
    for name in TABLES:
        by_month = sorted(files.get(name, []), key=lambda file: file.month or "")
        for _, group in groupby(by_month, key=lambda file: file.month):
            inputs = list(group)
            if len(inputs) >= settings.LAKE_COMPACT_FILES:
                found.append((name, inputs))
    return found


def _compact(table: Table, inputs: list[DataFile]) -> bool:
    root = Path(settings.LAKE_DIR)
    folder = root / table.name
    order = ", ".join(columns.sort_columns(table))
    with rewriting.engine(root) as con:
        select = f"FROM read_parquet({rewriting.literals(folder, inputs)}) ORDER BY {order}"
        output = rewriting.copy(con, folder, inputs[0].month, select)
    assert output is not None and output.rows == sum(file.rows for file in inputs)
    faults.reached("compaction")
    with publication() as session:
        done = mirror.replace(session, table.name, inputs, output)
    if not done:  # a merge took one of the inputs meanwhile; the next compaction sees the new files
        (folder / output.path).unlink()
    return done
