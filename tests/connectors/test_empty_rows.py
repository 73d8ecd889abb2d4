"""Rows without any value are rows too: told with their line, and never in the way of the others."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from cdp.models import QuarantinedRow
from tests.connectors.conftest import Importing

pytestmark = pytest.mark.django_db

MAPPING = """
source: shop
records:
  - entity: orders
    fields: {ordered_at: day, total: total}
"""
ROWS = [{"day": "2024-01-01", "total": "5"}, {"day": None, "total": None}, {"day": "2024-01-02", "total": "6"}]


def test_an_empty_object_in_json_lines_is_put_aside(importing: Importing) -> None:
    lines = "\n".join(json.dumps({name: value for name, value in row.items() if value}) for row in ROWS)
    summary = importing(lines, MAPPING, name="orders.jsonl")
    assert (summary.loaded, summary.quarantined, QuarantinedRow.objects.get().line) == (2, 1, 2)


def test_a_row_of_nulls_in_parquet_is_put_aside(importing: Importing, tmp_path: Path) -> None:
    pq.write_table(pa.Table.from_pylist(ROWS), tmp_path / "orders.parquet")
    summary = importing(tmp_path / "orders.parquet", MAPPING)
    assert (summary.loaded, summary.quarantined) == (2, 1)
