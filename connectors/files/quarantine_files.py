"""Quarantined rows as a file to mend, and the mended file back."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from accounts.rows import numbered
from cdp.models import QuarantinedRow, Source
from connectors.files.errors import FileProblem
from connectors.files.replay import Mended

OURS = ("quarantine_id", "quarantine_line", "quarantine_field", "quarantine_reason")


def export(rows: Sequence[QuarantinedRow], path: Path) -> int:
    """Write the rows with their own columns behind ours; CSV or JSON lines by the name's ending."""
    if path.suffix not in {".csv", ".jsonl"}:
        raise FileProblem(f"{path.name}: write to a name that ends in .csv or .jsonl")
    names = list(dict.fromkeys(name for each in rows for name in each.row))
    with path.open("w", encoding="utf-8", newline="") as file:
        if path.suffix == ".jsonl":
            file.writelines(json.dumps(_flat(each), ensure_ascii=False) + "\n" for each in rows)
        else:
            writer = csv.DictWriter(file, [*OURS, *names], extrasaction="ignore")
            writer.writeheader()
            writer.writerows(_flat(each) for each in rows)
    return len(rows)


def _flat(kept: QuarantinedRow) -> dict[str, Any]:
    return dict(zip(OURS, (kept.pk, kept.line, kept.field, kept.reason), strict=True)) | dict(kept.row)


def mended(path: Path, source: Source) -> list[Mended]:
    """The rows of an exported and mended file; one that was replayed before is left out. Raises FileProblem."""
    found = []
    for number, row in enumerate(_rows(path), start=1):
        given = str(row.get(OURS[0]) or "")
        kept = numbered(QuarantinedRow.objects.filter(source=source), given)
        if kept is None:
            raise FileProblem(
                f"{path.name}, row {number}: quarantine_id {given!r} is not in quarantine of {source.name}"
            )
        if kept.replayed_at is None:
            found.append(Mended(kept, {name: value for name, value in row.items() if name not in OURS}))
    return found


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            if path.suffix == ".jsonl":
                yield from (json.loads(line) for line in file if line.strip())
            else:
                yield from csv.DictReader(file)
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise FileProblem(f"{path} cannot be read: {error}") from error
