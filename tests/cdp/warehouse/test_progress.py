"""How far a question is: between 0 and 100, never going back, and nothing where nothing is known."""

from __future__ import annotations

import math
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdp.warehouse import mirror, open_warehouse
from cdp.warehouse.base import Cancellation, QueryCancelled
from cdp.warehouse.progress import Course, Progress
from tests.cdp.warehouse.conftest import order, write

LONG = "SELECT sum(sin(range)) AS s FROM range(400000000000)"
SAID = st.one_of(st.just(-1.0), st.just(math.nan), st.floats(-5, 250))


def told(course: Course, *percents: float) -> list[Progress]:
    """What it says while one query runs of which an engine says this."""
    left = iter(percents)
    course.begin(lambda: next(left))
    found = [course.now() for _ in percents]
    course.end()
    return found


@given(st.lists(st.lists(SAID, min_size=1, max_size=6), min_size=1, max_size=5), st.integers(0, 6))
def test_progress_stays_between_0_and_100_and_never_goes_back(queries: list[list[float]], expected: int) -> None:
    course = Course()
    course.expect(expected)
    found = [progress for percents in queries for progress in told(course, *percents)]
    whole = [progress.whole for progress in found if progress.whole is not None]
    assert whole == sorted(whole) and all(0 <= each <= 100 for each in whole)
    assert [progress.query for progress in found] == sorted(progress.query for progress in found)
    for number in range(1, len(queries) + 1):
        of_one = [each.percent for each in found if each.query == number and each.percent is not None]
        assert of_one == sorted(of_one) and all(0 <= each <= 100 for each in of_one)


def test_nothing_is_made_up_where_the_engine_does_not_know() -> None:
    course = Course()
    assert course.now() == Progress()
    course.expect(1)
    assert told(course, -1.0, -1.0)[-1] == Progress(1, 1)


def test_each_query_of_several_counts_alike() -> None:
    course = Course()
    course.expect(4)
    assert told(course, 50.0) == [Progress(1, 4, 50.0, 12.5)]
    assert told(course, -1.0, 100.0) == [Progress(2, 4, None, 25.0), Progress(2, 4, 100.0, 50.0)]


def test_queries_that_come_to_light_later_do_not_push_it_back() -> None:
    course = Course()
    assert told(course, 80.0) == [Progress(1, 0, 80.0, 80.0)]
    course.expect(3)
    assert told(course, 10.0) == [Progress(2, 4, 10.0, 80.0)]


@pytest.mark.django_db(transaction=True)
def test_the_engine_says_how_far_a_running_query_is_and_then_answers_the_next() -> None:
    write(order(1))
    mirror.publish()
    warehouse, handle, seen = open_warehouse(), Cancellation(), list[float]()

    def watch() -> None:
        while len(set(seen)) < 3:
            percent = handle.progress().percent
            if percent is not None:
                seen.append(percent)
        handle.cancel()

    watcher = threading.Thread(target=watch)
    watcher.start()
    with pytest.raises(QueryCancelled):
        warehouse.query(LONG, {}, pin=warehouse.pin(), timeout=60, cancellation=handle)
    watcher.join(60)
    assert seen == sorted(seen) and len(set(seen)) >= 3
    assert all(0 <= percent <= 100 for percent in seen)
    assert warehouse.query("SELECT 1 AS one", {}, pin=warehouse.pin(), timeout=60).table["one"][0].as_py() == 1
