"""Places on the grid, as classes."""

from __future__ import annotations

import pytest

from dashboards import layout
from dashboards.model import Box


def test_the_sheet_in_the_repository_is_the_one_the_code_makes() -> None:
    assert layout.SHEET.read_text() == layout.stylesheet(), "run: python -m dashboards.layout"


def test_a_place_becomes_classes_the_sheet_knows() -> None:
    names = layout.classes(Box(4.8, 4, 19.2, 10)).split()
    assert names == ["x24", "w96", "y4", "h10"]
    assert all(f".{name} {{" in layout.stylesheet() for name in names)


def test_five_equal_tiles_fill_a_row() -> None:
    row = [Box(4.8 * n, 0, 4.8, 4) for n in range(5)]
    assert not any(layout.faults(box) for box in row)
    assert not any(layout.overlap(one, other) for one in row for other in row if one is not other)


@pytest.mark.parametrize(
    ("box", "fault"),
    [
        (Box(20, 0, 8, 4), "reaches from column 20 to 28"),
        (Box(-1, 0, 4, 4), "reaches from column -1"),
        (Box(0, 0, 0, 4), "reaches from column 0 to 0"),
        (Box(0.1, 0, 4, 4), "no whole number of fifths"),
        (Box(0, 0, 4, 0), "outside"),
        (Box(0, 500, 4, 4), "outside"),
    ],
)
def test_an_impossible_place_is_named(box: Box, fault: str) -> None:
    assert fault in layout.faults(box)


def test_tiles_that_share_ground_overlap() -> None:
    assert layout.overlap(Box(0, 0, 12, 4), Box(11, 3, 4, 4))
    assert not layout.overlap(Box(0, 0, 12, 4), Box(12, 0, 12, 4))
