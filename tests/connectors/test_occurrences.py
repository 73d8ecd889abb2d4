"""The number of a row among its equals: exact over any portions, the same multiset in any order."""

from __future__ import annotations

from collections import Counter

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from connectors.files.occurrences import Occurrences, fingerprints

ROWS = st.lists(st.lists(st.sampled_from("abcdef"), max_size=8), max_size=5)


def numbered(portions: list[list[str]]) -> list[tuple[str, int]]:
    counts = Occurrences()
    found = []
    for portion in portions:
        numbers = counts.number(fingerprints(pa.array(portion, pa.string()), ""))
        found += list(zip(portion, numbers.tolist(), strict=True))
    return found


@given(ROWS)
def test_each_row_is_numbered_behind_its_equals(portions: list[list[str]]) -> None:
    seen: Counter[str] = Counter()
    for row, number in numbered(portions):
        assert number == seen[row]
        seen[row] += 1


@given(ROWS)
def test_any_order_gives_the_same_keys(portions: list[list[str]]) -> None:
    turned = [[row for portion in portions for row in portion][::-1]]
    assert sorted(numbered(portions)) == sorted(numbered(turned))
