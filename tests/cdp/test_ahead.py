"""Working ahead changes neither what comes, nor its order, nor where an error shows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cdp.ahead import ahead


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
    things.close()  # type: ignore[attr-defined]
    assert len(made) <= 2
