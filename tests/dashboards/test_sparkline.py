"""The small line beside a figure."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from dashboards.sparkline import HEIGHT, WIDTH, sparkline


def test_the_line_runs_from_edge_to_edge_and_keeps_its_order() -> None:
    assert getattr(sparkline([0, 5, 10]), "points", "") == "3,25 31,14 59,3"


def test_a_gap_is_left_out_and_keeps_its_room() -> None:
    assert getattr(sparkline([0, None, 10]), "points", "") == "3,25 59,3"


def test_equal_figures_are_a_level_line() -> None:
    assert getattr(sparkline([Decimal(4), Decimal(4)]), "points", "") == "3,14 59,14"


@pytest.mark.parametrize("values", [[], [1], [None, 2, None], ["a", "b"]])
def test_fewer_than_two_figures_draw_nothing(values: list[Any]) -> None:
    assert sparkline(values) is None


def test_no_point_leaves_the_box() -> None:
    line = sparkline([-1e12, 3.5, 1e12, -7])
    assert line is not None
    points = [tuple(map(float, pair.split(","))) for pair in line.points.split()]
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in points)
