"""Tests that share something costly run in one worker, file by file; what takes long begins first.

``--dist loadgroup`` of pytest-xdist 3.8 puts the group into the names of tests, which pytest 9.2 does not read back: it
spreads them over all workers, and each makes the costly thing anew. Where a newer one does, this goes.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]

ROOT = Path(__file__).resolve().parent.parent


def long_first(items: list[pytest.Item]) -> None:
    """Move ``slow`` tests to the front, in the order in which they stand: one that begins last holds up a whole run."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


class ByCostlyFile(LoadScopeScheduling):  # type: ignore[misc]  # it says nothing of its types
    """Keeps the tests of a file that names an ``xdist_group`` together, and spreads all others one by one."""

    def _split_scope(self, nodeid: str) -> str:
        file, _, _ = nodeid.partition("::")
        return file if _is_costly(file) else nodeid


@cache
def _is_costly(file: str) -> bool:
    return "xdist_group" in (ROOT / file).read_text()
