"""A filter of the longest length is read, or refused, in a moment, whatever it repeats."""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import UTC, datetime

import pytest

from explores.semantic.errors import FilterError
from explores.semantic.filters import parse
from explores.semantic.filters.words import LONGEST

PIECES = ("1", "1.", "0.0", "1 ", "1,", " ", "-1", "1e", "inside box from 1", "1 miles from ", "^", '"', "%", "not ")


@pytest.mark.parametrize("kind", ["location", "number", "string", "date"])
@pytest.mark.parametrize("piece", PIECES)
def test_no_repeated_piece_takes_time(kind: str, piece: str) -> None:
    text = (piece * LONGEST)[: LONGEST - 1]
    begun = time.thread_time()  # of the processor: a busy machine takes none of it
    for end in ("", "x", ","):
        with suppress(FilterError):
            parse(kind, text + end, now=datetime(2026, 11, 17, tzinfo=UTC), timezone="UTC")
    assert time.thread_time() - begun < 10  # a run of digits, tried in each of its halves, took a minute
