"""Each query of a merged result through the one gateway, all from one published state, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from django.http import Http404

from accounts.viewer import Viewer
from cdp.warehouse import open_warehouse
from cdp.warehouse.base import Cancellation, Pin, WarehouseError
from explores import page, runner
from explores.answer import Answer
from explores.formatting.formats import Style
from explores.merging.answers import Part, automatic, merged
from explores.merging.asked import MergedPage
from explores.merging.columns import MERGED, NAME
from explores.merging.finishing import Finished, Usual, finished
from explores.merging.state import Merge, Pair, Source
from explores.merging.wish import MergeWish
from explores.page import MOST_ROWS, Asked, Problem
from explores.recent import ANSWERS
from explores.semantic.errors import SemanticError
from explores.semantic.model import Dimension
from explores.semantic.ordering import order_of_words
from explores.semantic.query import Query
from explores.semantic.rewrite import with_default_sort
from explores.semantic.url import sorts_text
from explores.stopping import stoppable
from explores.wish import Wish

MOST_MERGED = 100_000  # rows, of a file too


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
    asked: MergedPage
    place: int | None = None  # of the query that the problem is of
    broken: Mapping[str, SemanticError] = field(default_factory=dict)  # calculations that are left out


@dataclass(frozen=True)
class Asks:
    """How the queries are asked: by whom, when, of which published state, and what stops them."""

    viewer: Viewer
    now: datetime
    pin: Pin | None = None  # None: nothing is asked, the answers have no rows
    cancellation: Cancellation | None = None
    again: bool = False  # what was answered a moment ago will do
    strict: bool = False  # the warehouse's errors are raised

    def answer(self, query: Query) -> Answer:
        """The answer to one query. Raises SemanticError, WarehouseError."""
        if self.pin is None:
            return runner.blank(query, self.viewer, now=self.now)
        stop, again = self.cancellation, self.again
        return runner.run(
            query, self.viewer, now=self.now, pin=self.pin, cancellation=stop, recent=ANSWERS, again=again
        )


def found(merge: Merge, viewer: Viewer, *, most: int, run: str = "", again: bool = False) -> Found:
    """Ask and merge; nothing is raised, since the page around it stays."""
    now = datetime.now(UTC)
    with stoppable(viewer.user, run) as handle:
        handle.expect(len(merge.sources))
        try:
            pin = open_warehouse().pin() if merge.sources else None
        except WarehouseError as error:
            return Found([], None, page.problem_of(error), read(merge, viewer, now))
        return brought(merge, Asks(viewer, now, pin, handle, again), most=most)


def blank(merge: Merge, viewer: Viewer) -> Found:
    """The same without rows: which columns there are, and what is wrong with it. Nothing is asked."""
    return brought(merge, Asks(viewer, datetime.now(UTC)), most=0)


def read(merge: Merge, viewer: Viewer, now: datetime) -> MergedPage:
    """The page of a merge whose columns are not known, read in English."""
    return MergedPage(viewer, MERGED, MergeWish(tuple(merge.params)), now, Style(), state=merge)


def asked_of(viewer: Viewer, name: str, wish: Wish) -> Asked:
    """The page of that name as far as it is known without asking. Raises Http404, SemanticError."""
    if name != NAME:
        return page.asked_for(viewer, name, wish)
    return read(Merge.of(list(wish.params)), viewer, datetime.now(UTC))


def whole(merge: Merge, asks: Asks, *, most: int) -> Answer:
    """The merged answer, for who shows nothing around it. Raises SemanticError, WarehouseError.

    A calculation that cannot be read is told in the answer's notes.
    """
    came = brought(merge, replace(asks, strict=True), most=most)
    if came.answer is None:
        problem = came.problem or Problem("There is no query to merge.")
        raise SemanticError(f"{problem.what} {problem.todo}".strip(), code=problem.code, field=problem.field)
    left_out = tuple(f"Left out: {error}" for error in came.broken.values())
    return replace(came.answer, notes=(*came.answer.notes, *left_out))


def brought(merge: Merge, asks: Asks, *, most: int) -> Found:
    """The queries asked and brought together."""
    wish = MergeWish(tuple(merge.params))
    totals = wish.flag("total")
    queries = [_asked(number, source, asks, totals) for number, source in enumerate(merge.sources, start=1)]
    queries = list(_matched(queries))
    here = read(merge, asks.viewer, asks.now)
    wrong = next((query for query in queries if query.problem), None)
    if wrong:
        return Found(queries, None, _of_query(wrong), here, wrong.number - 1)
    if not queries:
        return Found([], None, None, here)
    try:
        made = finished(_together(queries), wish, asks.now, most=most, usual=_usual(queries))
    except SemanticError as error:
        return Found(queries, None, page.problem_of(error), here)
    return Found(queries, made.answer, None, _dressed(here, wish, made), broken=made.broken)


def _dressed(here: MergedPage, wish: MergeWish, made: Finished) -> MergedPage:
    columns = replace(wish, columns=made.query.fields, order=sorts_text(made.query.sorts))
    return replace(here, explore=made.explore, wish=columns, query=made.query, custom=made.custom, broken=made.broken)


def _asked(number: int, source: Source, asks: Asks, totals: bool) -> Asking:
    try:
        asked = replace(page.asked_for(asks.viewer, source.explore, source.wish), now=asks.now)
    except Http404 as error:
        return Asking(number, source, None, None, Problem(str(error), "Remove it from the merge."))
    if asked.query is None:
        problem = asked.problem or Problem("It asks nothing yet.", "Choose its fields.")
        return Asking(number, source, asked, None, problem)
    try:
        query = flat(asked.query)
        answer = asks.answer(replace(query, totals=query.totals or totals))
    except SemanticError as error:
        return Asking(number, source, asked, None, page.problem_of(error))
    except WarehouseError as error:
        if asks.strict:
            raise
        return Asking(number, source, asked, None, page.problem_of(error))
    return Asking(number, source, asked, answer, None)


def flat(query: Query) -> Query:
    """The query as it is merged: at most 5,000 rows, and what were pivots as dimensions of its rows."""
    sorts = tuple(sort for sort in query.sorts if sort.pivot is None)
    return page.capped(replace(query, sorts=sorts, pivots=(), row_totals=False, subtotals=False), MOST_ROWS)


def _usual(queries: list[Asking]) -> Usual:
    """The first query's order, and the order of the words of every column that has one of its own."""
    explores = [query.asked.explore for query in queries if query.asked]
    words = {
        name: known
        for explore in reversed(explores)
        for name, one in explore.by_id.items()
        if isinstance(one, Dimension) and (known := order_of_words(one))
    }
    first = queries[0].asked
    assert first is not None  # it was answered
    assert first.query is not None
    return Usual(with_default_sort(first.explore, flat(first.query)).sorts, words)


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


def _together(queries: list[Asking]) -> Answer:
    answers = [query.answer for query in queries if query.answer]
    parts = [Part(answer, query.pairs, query.number) for answer, query in zip(answers, queries, strict=True)]
    return merged(answers[0], parts[1:], most=MOST_MERGED)
