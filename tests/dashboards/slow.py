"""A dashboard whose only tile takes the engine minutes, and a record of its questions that were stopped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cdp.warehouse.base import QueryCancelled
from dashboards import asking, opening, reading
from explores import runner
from tests.explores import slow

TILE = {"title": "Wave", "vis": "single", "at": [0, 0, 6, 4], "query": {"explore": "slow", "fields": ["slow.wave"]}}
BOARD = {"title": "Slow", "description": "Takes minutes", "needs": "orders", "filters": {}, "tiles": {"wave": TILE}}


def put(settings: Any, folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Makes it the one dashboard there is; gives the list in which its stopped questions are counted."""
    settings.CATALOG_DIR = slow.write(folder)
    stopped: list[str] = []

    def run(*args: Any, **options: Any) -> Any:
        try:
            return runner.run(*args, **options)
        except QueryCancelled:
            stopped.append("stopped")
            raise

    monkeypatch.setattr(asking, "run", run)
    monkeypatch.setattr(opening, "dashboards", lambda: {"slow": reading.read("slow", BOARD, "slow.yaml")})
    return stopped
