"""Rows read portion by portion are the rows read at once, and a file of them holds one portion."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pyarrow as pa
import pytest

from explores import shaping
from explores.files import delimited
from explores.shaping import Portions, read_rows
from tests.explores.answers import CHANNEL, REVENUE, answer

FIELDS: Any = [SimpleNamespace(id=one.id, type=one.type, format=one.format) for one in (CHANNEL, REVENUE)]
SETTING: Any = None  # dates alone ask for it


def table(rows: int) -> pa.Table:
    channels = [f"channel {place}" for place in range(rows)]
    return pa.table({CHANNEL.id: channels, REVENUE.id: [Decimal(place) / 100 for place in range(rows)]})


@pytest.mark.parametrize("rows", [0, 1, 3, 4, 7])
def test_portions_are_the_rows_read_at_once(rows: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shaping, "PORTION", 3)
    whole, portions = read_rows(table(rows), FIELDS, SETTING), Portions(table(rows), FIELDS, SETTING)
    assert (list(portions), list(portions), len(portions)) == (whole, whole, rows)
    assert [portions[place] for place in range(-rows, rows)] == whole + whole
    assert (portions[1:5], portions[::-1], portions[:-1]) == (whole[1:5], whole[::-1], whole[:-1])
    with pytest.raises(IndexError):
        portions[rows]


def test_a_file_of_many_rows_holds_one_portion_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shaping, "PORTION", 500)
    few, many = (_most(rows) for rows in (1_000, 5_000))
    assert many < few * 1.5


def _most(rows: int) -> int:
    """The most memory of Python that a file of so many rows takes."""
    held = table(rows)
    made = replace(
        answer((CHANNEL, REVENUE), []),
        rows=Portions(held, FIELDS, SETTING),
        as_of=datetime(2026, 11, 17, tzinfo=UTC),
    )
    tracemalloc.start()
    try:
        assert sum(piece.count("\n") for piece in delimited.to_csv(made)) == rows + 1
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
