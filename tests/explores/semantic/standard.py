"""The product's own catalog, loaded once for the tests that ask it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from cdp.warehouse.schema import TABLES
from explores.semantic.load import load
from explores.semantic.model import Catalog

FOLDER = Path(__file__).parents[3] / "explores" / "catalog"
COLUMNS = {name: table.columns for name, table in TABLES.items()}


@lru_cache(maxsize=1)
def standard() -> Catalog:
    return load([FOLDER], COLUMNS)
