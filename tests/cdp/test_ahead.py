"""Working ahead changes neither what comes, nor its order, nor where an error shows."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from cdp.ahead import ahead

SECONDS = 10  # far more than one thread needs to meet another


def broken() -> Iterator[int]:
    yield 1
    raise ValueError("the second one")


def test_everything_comes_in_order() -> None:
    assert list(ahead(iter(range(100)))) == list(range(100))


def test_an_error_is_raised_behind_what_was_made_before_it() -> None:
    things = ahead(broken())
    assert next(things) == 1
    with pytest.raises(ValueError, match="the second one"):
        next(things)


def test_nothing_is_made_after_the_reader_stops() -> None:
    made: list[int] = []
    things = ahead(made.append(number) or number for number in range(100))  # type: ignore[func-returns-value]
    next(things)
    things.close()
    assert len(made) <= 2


def test_no_source_gives_nothing() -> None:
    assert list(ahead()) == []


def test_everything_comes_of_each_source_in_its_order() -> None:
    things = list(ahead(*([(source, number) for number in range(50)] for source in range(3))))
    assert len(things) == 150 and sorted(things, key=lambda thing: thing[0]) == sorted(things)


def test_sources_are_at_work_at_the_same_time() -> None:
    meeting = threading.Barrier(2)

    def met() -> Iterator[bool]:
        yield meeting.wait(SECONDS) >= 0

    assert list(ahead(met(), met())) == [True, True]


def test_the_error_of_one_source_ends_all() -> None:
    things = ahead(broken(), iter(range(1_000_000)))
    with pytest.raises(ValueError, match="the second one"):
        list(things)
