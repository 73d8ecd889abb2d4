"""Tiles make room: whatever is done, none overlaps, none is lost, none leaves the page."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards import layout
from dashboards.editing import packing
from dashboards.model import Box
from explores.keeping.refused import Refused

A, B = Box(0, 0, 12, 4), Box(12, 0, 12, 4)
UNDER = Box(0, 4, 12, 6)
Boxes = dict[str, Box]


@st.composite
def pages(draw: st.DrawFn) -> Boxes:
    """Tiles somewhere on a page, put there one after the other."""
    made: Boxes = {}
    for number in range(draw(st.integers(1, 8))):
        width = draw(st.integers(10, 120)) / 5
        made[f"t{number}"] = packing.inside(
            draw(st.integers(0, 120)) / 5, draw(st.integers(0, 30)), width, draw(st.integers(2, 12))
        )
        made = packing.moved(made, f"t{number}", made[f"t{number}"])
    return made


def whole(boxes: Boxes) -> bool:
    apart = not any(layout.overlap(one, other) for one, other in combinations(boxes.values(), 2))
    return apart and not any(map(layout.faults, boxes.values()))


NUMBERS = st.floats(-1000, 1000, allow_nan=False)


@given(pages(), NUMBERS, NUMBERS, NUMBERS, NUMBERS)
def test_a_tile_put_anywhere_stands_there_and_the_others_make_room(
    page: Boxes, x: float, y: float, width: float, height: float
) -> None:
    to = packing.inside(x, min(y, 60), width, height)
    after = packing.moved(page, "t0", to)
    assert whole(after) and after["t0"] == to and list(after) == list(page)
    for name in page.keys() - {"t0"}:
        assert (after[name].width, after[name].height) == (page[name].width, page[name].height)


@given(pages(), st.lists(st.tuples(st.integers(-1, 1), st.integers(-1, 1), st.booleans()), max_size=12))
def test_no_walk_by_keys_makes_tiles_overlap(page: Boxes, keys: list[tuple[int, int, bool]]) -> None:
    for across, down, stretch in keys:
        box = page["t0"]
        to = packing.stretched(box, across, down) if stretch else packing.stepped(page, "t0", across, down)
        page = packing.moved(page, "t0", to)
        assert whole(page)


@given(pages())
def test_tidying_closes_gaps_and_changes_nothing_the_second_time(page: Boxes) -> None:
    tidy = packing.tidied(page)
    assert whole(tidy) and packing.tidied(tidy) == tidy
    assert sum(box.y for box in tidy.values()) <= sum(box.y for box in page.values())


@given(pages())
def test_rows_that_a_tile_alone_held_are_closed_when_it_goes(page: Boxes) -> None:
    gone = page.pop("t0")
    after = packing.closed(page, gone)
    assert whole(after) and after.keys() == page.keys()


def test_neighbours_change_places() -> None:
    assert packing.moved({"a": A, "b": B}, "a", B) == {"a": B, "b": A}
    assert packing.stepped({"a": A, "b": B}, "a", 1, 0) == B
    down = packing.stepped({"a": A, "u": UNDER}, "a", 0, 1)
    assert packing.moved({"a": A, "u": UNDER}, "a", down) == {"a": Box(0, 6, 12, 4), "u": Box(0, 0, 12, 6)}
    up = packing.stepped({"a": A, "u": UNDER}, "u", 0, -1)
    assert packing.moved({"a": A, "u": UNDER}, "u", up) == {"a": Box(0, 6, 12, 4), "u": Box(0, 0, 12, 6)}


def test_a_step_takes_one_column_or_row_where_there_is_room() -> None:
    assert packing.stepped({"a": Box(0, 0, 4.8, 4)}, "a", 0, 1) == Box(0, 1, 4.8, 4)
    assert packing.stepped({"a": Box(4.8, 0, 4.8, 4)}, "a", 1, 0) == Box(5, 0, 4.8, 4)
    assert packing.stepped({"a": Box(4.8, 0, 4.8, 4)}, "a", -1, 0) == Box(4, 0, 4.8, 4)
    assert packing.stepped({"a": Box(0, 0, 4.8, 4)}, "a", -1, 0) == Box(0, 0, 4.8, 4)


def test_what_grows_pushes_down() -> None:
    after = packing.moved({"a": A, "b": B, "u": UNDER}, "a", Box(0, 0, 24, 5))
    assert after == {"a": Box(0, 0, 24, 5), "b": Box(12, 5, 12, 4), "u": Box(0, 5, 12, 6)}


def test_a_page_that_is_full_says_so() -> None:
    with pytest.raises(Refused, match="The page is full"):
        packing.moved({"a": A, "b": Box(0, 190, 12, 20)}, "a", Box(0, 180, 12, 60))
