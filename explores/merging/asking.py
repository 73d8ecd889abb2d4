"""Each query of a merged result through the one gateway, all from one published state, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.http import Http404

from accounts.viewer import Viewer
from cdp.warehouse import open_warehouse
from cdp.warehouse.base import Cancellation, Pin, WarehouseError
from explores import page, runner
from explores.answer import Answer
from explores.merging.answers import Part, automatic, merged
from explores.merging.state import Merge, Pair, Source
from explores.page import MOST_ROWS, Asked, Problem
from explores.semantic.errors import SemanticError
from explores.semantic.query import Query
from explores.stopping import stoppable

MOST_MERGED = 100_000  # rows of a file


@dataclass(frozen=True)
class Asking:
    """One of the queries: its question as far as it can be read, and its answer, or why there is none."""

    number: int
    source: Source
    asked: Asked | None
    answer: Answer | None
    problem: Problem | None
    pairs: tuple[Pair, ...] = ()  # what it is matched on, said or by itself


@dataclass(frozen=True)
class Found:
    """All of the queries, and the merged answer or the first thing in its way."""

    queries: list[Asking]
    answer: Answer | None
    problem: Problem | None
    asked: Asked | None  # the first query's, whose zone and reader the page takes


def found(merge: Merge, viewer: Viewer, *, most: int, run: str = "") -> Found:
    """Ask and merge; nothing is raised, since the page around it stays."""
    with stoppable(viewer.user, run) as handle:
        handle.expect(len(merge.sources))
        try:
            pin = open_warehouse().pin() if merge.sources else None
        except WarehouseError as error:
            return Found([], None, page.problem_of(error), None)
        queries = [_asked(number, source, viewer, pin, handle) for number, source in enumerate(merge.sources, start=1)]
    queries = list(_matched(queries))
    first = queries[0].asked if queries else None
    problem = next((_of_query(query) for query in queries if query.problem), None)
    if problem or not queries:
        return Found(queries, None, problem, first)
    try:
        return Found(queries, _together(queries, most), None, first)
    except SemanticError as error:
        return Found(queries, None, page.problem_of(error), first)


def _asked(number: int, source: Source, viewer: Viewer, pin: Pin | None, handle: Cancellation) -> Asking:
    try:
        asked = page.asked_for(viewer, source.explore, source.wish)
    except Http404 as error:
        return Asking(number, source, None, None, Problem(str(error), "Remove it from the merge."))
    if asked.query is None:
        problem = asked.problem or Problem("It asks nothing yet.", "Choose its fields.")
        return Asking(number, source, asked, None, problem)
    try:
        answer = runner.run(flat(asked.query), viewer, now=asked.now, pin=pin, cancellation=handle)
    except (SemanticError, WarehouseError) as error:
        return Asking(number, source, asked, None, page.problem_of(error))
    return Asking(number, source, asked, answer, None)


def flat(query: Query) -> Query:
    """The query as it is merged: at most 5,000 rows, and what were pivots as dimensions of its rows."""
    sorts = tuple(sort for sort in query.sorts if sort.pivot is None)
    return page.capped(replace(query, sorts=sorts, pivots=(), row_totals=False, subtotals=False), MOST_ROWS)


def _matched(queries: list[Asking]) -> Iterator[Asking]:
    first = queries[0].answer if queries else None
    for query in queries:
        said = query.source.pairs
        alone = query.number == 1 or first is None or query.answer is None
        yield query if alone else replace(query, pairs=said or automatic(first, query.answer))  # type: ignore[arg-type]


def _of_query(query: Asking) -> Problem:
    assert query.problem is not None  # asked of those that have one
    label = query.asked.explore.label if query.asked else query.source.explore
    return replace(query.problem, what=f"Query {query.number}, {label}: {query.problem.what}")


def _together(queries: list[Asking], most: int) -> Answer:
    answers = [query.answer for query in queries if query.answer]
    parts = [Part(answer, query.pairs, query.number) for answer, query in zip(answers, queries, strict=True)]
    return merged(answers[0], parts[1:], most=most)
