"""The figures behind what is sent, through the one gateway, all of one published state."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dashboards.asking import answered
from dashboards.model import Tile
from deliveries.content.finding import Found
from explores import runner
from explores.answer import Answer
from explores.merging.asked import MergedPage
from explores.merging.asking import Asks, brought
from explores.page import MOST_ROWS, Asked
from explores.semantic.errors import SemanticError
from explores.semantic.query import Query


def answer_of(found: Found, *, all_rows: bool = False, limit: int = 0) -> Answer:
    """Of a tile, a Look or a question; its rows are gone through once. Raises SemanticError, WarehouseError."""
    if found.page is not None:
        assert found.tile is not None  # a page of tiles has many answers
        return answered(_limited(found.tile, all_rows, limit), found.page).answer
    asked = found.question
    assert asked is not None  # it is one of the two
    if isinstance(asked, MergedPage):
        return merged_of(found, limit or MOST_ROWS)[1]
    assert asked.query is not None  # found only if it can be asked
    query = _fewer(asked.query, all_rows, limit)
    return runner.run(query, found.viewer, now=found.now, pin=found.pin, portions=True)


def is_merged(found: Found) -> bool:
    """Whether it is a merged result."""
    return isinstance(found.question, MergedPage)


def merged_of(found: Found, most: int = MOST_ROWS) -> tuple[Asked, Answer]:
    """A merged result's page, which is known once it is asked, and its answer. Raises SemanticError, WarehouseError."""
    asked = found.question
    assert isinstance(asked, MergedPage)  # asked of those alone
    came = brought(asked.state, Asks(found.viewer, found.now, found.pin, strict=True), most=most)
    if came.answer is None:
        raise SemanticError(came.problem.what if came.problem else "There is no query to merge.")
    return came.asked, came.answer


def answers_of(found: Found, *, all_rows: bool = False) -> Iterator[tuple[Tile, Answer]]:
    """Of every tile of a dashboard that asks, in the order of the page."""
    assert found.page is not None  # only dashboards have tiles
    for tile in found.page.dashboard.tiles:
        if tile.asks:
            yield tile, answered(_all_of(tile, found) if all_rows else tile, found.page).answer


def _all_of(tile: Tile, found: Found) -> Tile:
    """The tile with every row there is; with those it shows where it can't have all, as with table calculations."""
    whole = _limited(tile, True, 0)
    try:
        if tile.merge is None:
            runner.check(whole.query, found.viewer, now=found.now)
    except SemanticError:
        return tile
    return whole


def _limited(tile: Tile, all_rows: bool, limit: int) -> Tile:
    return replace(tile, query=_fewer(tile.query, all_rows, limit), compares=False)


def _fewer(query: Query, all_rows: bool, limit: int) -> Query:
    if limit:
        return replace(query, limit=limit)
    return replace(query, limit=None) if all_rows else query
