"""Every example of docs/filters.md does what the page says."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from explores.semantic.errors import FilterError
from explores.semantic.filters import parse

PAGE = (Path(__file__).parents[3] / "docs" / "filters.md").read_text(encoding="utf-8")
FRIDAY = datetime(2018, 5, 18, 18, 30, 2)


def rows(title: str) -> list[list[str]]:
    """The cells of the tables under a heading, without their head."""
    section = re.split(r"^## ", PAGE, flags=re.MULTILINE)
    (text,) = [part for part in section if part.startswith(title + "\n")]
    lines = [line.strip("| ") for line in text.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in f"{line} | | |".split("|")] for line in lines]


def means(kind: str, expression: str, value: Any) -> bool:
    return parse(kind, expression.strip("`"), now=FRIDAY).matches(value)


def values(cell: str, kind: str) -> list[Any]:
    if kind == "string":
        found = [cell] if "silk, pure" in cell else cell.split(", ")
        return [None if word == "null" else word.replace('""', "") for word in found]
    return list(json.loads(f"[{cell}]"))


@pytest.mark.parametrize("row", rows("Dates"), ids=lambda row: row[0])
def test_a_date_example_is_the_stretch_of_its_row(row: list[str]) -> None:
    found = parse("date", row[0].strip("`"), now=FRIDAY, fiscal_month_offset=3).explain()
    wanted = [datetime.fromisoformat(cell).isoformat() if cell else None for cell in row[1:3]]
    assert [found["start"], found["end"]] == wanted


CASES = [
    (kind, row)
    for title, kind in [("Numbers", "number"), ("Texts", "string"), ("Yes and no", "yesno")]
    for row in rows(title)
]


@pytest.mark.parametrize(("kind", "row"), CASES, ids=lambda part: part[0] if isinstance(part, list) else part)
def test_an_example_lets_through_what_its_row_says(kind: str, row: list[str]) -> None:
    assert all(means(kind, row[0], value) for value in values(row[1], kind))
    assert not any(means(kind, row[0], value) for value in values(row[2], kind))


@pytest.mark.parametrize("row", rows("What is not taken"), ids=lambda row: row[0])
def test_what_is_not_taken_says_so(row: list[str]) -> None:
    with pytest.raises(FilterError, match=re.escape(row[2])):
        parse(row[1], row[0].strip("`"), now=FRIDAY)


@pytest.mark.parametrize("row", rows("Places"), ids=lambda row: row[0])
def test_places_are_read(row: list[str]) -> None:
    assert parse("location", row[0].strip("`"), now=FRIDAY).sentence


def test_every_table_was_found() -> None:
    assert (len(rows("Dates")), len(CASES), len(rows("What is not taken"))) == (36, 45, 11)
