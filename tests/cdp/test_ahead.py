"""Working ahead changes neither what comes, nor its order, nor where an error shows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cdp.ahead import ahead


def broken() -> Iterator[int]:
    yield 1
    raise ValueError("the second one")


by_one_and_more = pytest.mark.parametrize("by", [1, 2, 5])


@by_one_and_more
def test_everything_comes_in_order(by: int) -> None:
    assert list(ahead(iter(range(100)), by)) == list(range(100))


@by_one_and_more
def test_an_error_is_raised_behind_what_was_made_before_it(by: int) -> None:
    things = ahead(broken(), by)
    assert next(things) == 1
    with pytest.raises(ValueError, match="the second one"):
        next(things)


@by_one_and_more
def test_nothing_is_made_after_the_reader_stops(by: int) -> None:
    made: list[int] = []
    making = (made.append(number) or number for number in range(100))  # type: ignore[func-returns-value]
    things = ahead(making, by)
    next(things)
    things.close()
    assert len(made) <= by + 1
