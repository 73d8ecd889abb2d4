"""The columnar copy: Delta tables, queried by DuckDB. It can be thrown away and rebuilt."""

from __future__ import annotations

import ctypes
import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cdp.warehouse.base import Warehouse

_lock = threading.Lock()
_opened: dict[tuple[int, Path], Warehouse] = {}


def open_warehouse() -> Warehouse:
    """This process's warehouse, opened on first use.

    Keyed by process: an engine carried over a fork hangs, so a forked child opens its own.
    """
    from django.conf import settings

    key = (os.getpid(), Path(settings.LAKE_DIR).absolute())
    with _lock:
        if key not in _opened:
            from cdp.warehouse.duckdb import DuckDBWarehouse

            # One of this process's own may go; one inherited by a fork must stay as it is (see _abandon).
            for stale in [other for other in _opened if other[0] == key[0]]:
                del _opened[stale]
            _opened[key] = DuckDBWarehouse(key[1])
        return _opened[key]


def _abandon() -> None:
    """In a forked child: keep the parent's engines for ever; closing one without its threads crashes the process."""
    for inherited in _opened.values():
        ctypes.pythonapi.Py_IncRef(ctypes.py_object(inherited))


os.register_at_fork(after_in_child=_abandon)
