"""The tables of ``docs/ad-evidence.md``, so that tests hold them to what is measured."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

PAGE = Path(__file__).parents[4] / "docs" / "ad-evidence.md"


def measured(heading: str) -> Mapping[str, list[float]]:
    """Shares by row, of the table whose first column is headed so."""
    lines = iter(PAGE.read_text().splitlines())
    assert any(_cells(line)[:1] == [heading] for line in lines), f"No table is headed {heading!r}."
    next(lines)
    found = {}
    for line in lines:
        if not line.startswith("|"):
            break
        name, *shares = _cells(line)
        found[name] = [float(share.removesuffix(" %")) / 100 for share in shares]
    return found


def _cells(line: str) -> list[str]:
    return [cell.strip(" *") for cell in line.strip("|").split("|")] if line.startswith("|") else []
