"""Tiles cut into bands that no page need cut."""

from __future__ import annotations

from dashboards.model import Box, Tile
from deliveries.rendering.arranging import bands
from explores.semantic.query import Query


def tile(name: str, x: float, y: int, width: float = 12, height: int = 4) -> Tile:
    return Tile(name, name, "table", Query("business"), Box(x, y, width, height))


def names(found: list[object]) -> list[list[str]]:
    return [[placed.tile.id for placed in band.tiles] for band in found]  # type: ignore[attr-defined]


def test_tiles_are_cut_where_none_stands_across() -> None:
    found = bands([tile("c", 0, 8), tile("a", 0, 0), tile("b", 12, 0, height=8), tile("d", 0, 12)])
    assert names(found) == [["a", "b"], ["c"], ["d"]]


def test_a_tile_that_reaches_down_keeps_its_neighbours_with_it() -> None:
    found = bands([tile("a", 0, 0), tile("b", 12, 0, height=8), tile("c", 0, 4)])
    assert names(found) == [["a", "b", "c"]]
    assert [placed.box.y for placed in found[0].tiles] == [0, 0, 4]


def test_rows_of_a_band_begin_at_its_top() -> None:
    assert bands([tile("a", 0, 0), tile("b", 0, 50)])[1].tiles[0].box.y == 0


def test_in_a_single_column_each_tile_has_the_whole_width() -> None:
    found = bands([tile("b", 12, 0), tile("a", 0, 0)], single_column=True)
    assert names(found) == [["a"], ["b"]]
    assert all(band.tiles[0].box.width == 24 for band in found)


def test_a_table_that_outgrows_its_tile_goes_behind_its_neighbours() -> None:
    found = bands([tile("a", 0, 0), tile("b", 12, 0)], alone=frozenset({"a"}))
    assert names(found) == [["b"], ["a"]]
    assert found[1].long and not found[0].long
    assert (found[0].tiles[0].box.x, found[0].tiles[0].box.width) == (0, 24)


def test_a_dashboard_without_tiles_has_no_band() -> None:
    assert bands([]) == []
