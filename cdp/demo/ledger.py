"""Collects the rows of small tables one by one, each with its id, owner and external id. PURE."""

from __future__ import annotations

from typing import Any

import numpy as np

from cdp.demo.frame import Part, rows
from cdp.demo.world import Stage


class Ledger:
    """Rows of definitions: templates, automations, lists, ads."""

    def __init__(self, world: Stage) -> None:
        self._world = world
        self._records: dict[str, list[dict[str, Any]]] = {}

    def add(self, table: str, source: str, shop: int, prefix: str, **columns: Any) -> int:
        """Note a row that came by one of the shop's sources (a key of ``SOURCES``); answers its id."""
        id_ = self._world.keys.one(table)
        subaccount, origin = self._world.owners.of(source, np.array([shop]))
        self._records.setdefault(table, []).append(
            {
                "id": id_,
                "subaccount_id": int(subaccount[0]),
                "source_id": int(origin[0]),
                "external_id": f"{prefix}{id_:05d}",
                **columns,
            }
        )
        return id_

    def parts(self) -> list[Part]:
        """All of them as rows."""
        return [rows(table, records) for table, records in self._records.items()]
