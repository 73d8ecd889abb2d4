"""How much more spend decides it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.playbook.evidence.deciding import deciding
from alerts.playbook.evidence.levels import BALANCED
from alerts.playbook.evidence.record import Record
from alerts.playbook.evidence.standing import bench_of

DEAR = bench_of(28, [Record(12, 600)] * 5, 28, BALANCED)
NEW = bench_of(28, [], None, BALANCED)


@given(st.integers(0, 12), st.floats(0, 600))
def test_that_much_spend_without_a_result_pauses_and_a_little_less_does_not(results: int, spend: float) -> None:
    own = Record(results, spend)
    more = deciding(DEAR, DEAR.standing(own)).without_result
    assert more is not None
    assert not DEAR.standing(own + Record(0, more)).missing
    assert more == 0 or DEAR.standing(own + Record(0, max(0, more - 1.5))).missing


def test_a_result_puts_the_decision_off() -> None:
    before, after = (deciding(DEAR, DEAR.standing(Record(count, 120))).without_result for count in (4, 5))
    assert before is not None and after is not None and after > before


def test_an_ad_as_dear_as_its_campaign_is_expected_to_be_paused() -> None:
    found = deciding(DEAR, DEAR.standing(Record(2, 100)))
    assert found.pauses and found.as_expected is not None
    assert found.as_expected >= (found.without_result or 0)


def test_an_ad_that_does_well_is_expected_to_be_cleared_once_it_has_spent_enough() -> None:
    found = deciding(NEW, NEW.standing(Record(3, 50)))
    assert not found.pauses and found.as_expected == pytest.approx(34, abs=2)


def test_an_ad_that_is_to_be_paused_now_needs_no_more() -> None:
    assert deciding(DEAR, DEAR.standing(Record(2, 900))).without_result == 0


def test_its_siblings_are_not_heard_anew_for_each_spend_that_is_tried() -> None:
    siblings = Counted([Record(12, 600)] * 5)
    bench = bench_of(28, siblings, 28, BALANCED)
    before = siblings.heard
    deciding(bench, bench.standing(Record(4, 120)))
    assert siblings.heard == before


class Counted(list[Record]):
    """Counts how often it is walked."""

    heard = 0

    def __iter__(self) -> Iterator[Record]:
        self.heard += 1
        return super().__iter__()
