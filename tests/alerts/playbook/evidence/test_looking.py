"""Evidence that stays valid however often it is looked at."""

from __future__ import annotations

from math import exp, inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.playbook.evidence.levels import BALANCED
from alerts.playbook.evidence.looking import CREDIT, FINE, NEW, OLD, TOO_DEAR, Evidence, hear
from alerts.playbook.evidence.looking import evidence as evidence_of
from alerts.playbook.evidence.prior import NEAREST
from alerts.playbook.evidence.record import Record
from alerts.playbook.evidence.standing import bench_of
from tests.alerts.playbook.evidence.strength import alone_chance, alone_strength, joint_strength, lately, plain

RECORDS = st.builds(Record, st.integers(0, 80), st.floats(0, 4000))
SIBLINGS = st.lists(RECORDS, max_size=6)


def evidence(own: Record, siblings: list[Record], limit: float) -> Evidence:
    """Of an ad with one day."""
    return evidence_of(hear(NEW, own, limit), siblings, limit)


def test_nothing_spent_says_nothing() -> None:
    assert evidence(Record(0, 0), [], 28) == Evidence(alone=1, joint=1)


def test_spend_without_a_result_counts_by_the_closed_form() -> None:
    """Each ratio is e^(k (1/0.8 − 1/cost)) after k limits."""
    by_hand = sum(weight * exp(3 * (1 / FINE - 1 / cost)) for cost, weight in TOO_DEAR)
    assert evidence(Record(0, 84), [], 28).alone == pytest.approx(by_hand)


@given(RECORDS, SIBLINGS, st.floats(1, 300))
def test_spend_speaks_against_the_ad_and_results_for_it(own: Record, siblings: list[Record], more: float) -> None:
    now = evidence(own, siblings, 30)
    silent, served = evidence(own + Record(0, more), siblings, 30), evidence(own + Record(1, 0), siblings, 30)
    assert silent.alone >= now.alone and silent.joint >= now.joint * (1 - 1e-9)
    assert served.alone <= now.alone and served.joint <= now.joint * (1 + 1e-9)


@given(RECORDS, SIBLINGS, st.sampled_from([0.01, 7.0, 5000.0]))
def test_the_currency_does_not_matter(own: Record, siblings: list[Record], price: float) -> None:
    priced = [Record(each.results, each.spend * price) for each in siblings]
    there = evidence(Record(own.results, own.spend * price), priced, 30 * price)
    assert there.joint == pytest.approx(evidence(own, siblings, 30).joint, rel=1e-6)


def test_dear_siblings_add_and_cheap_ones_take() -> None:
    own = Record(2, 120)
    alone = evidence(own, [], 28).joint
    assert evidence(own, [Record(9, 500)] * 5, 28).joint > 2 * alone
    assert evidence(own, [Record(23, 500)] * 5, 28).joint < 0.6 * alone


def test_siblings_alone_can_not_say_more_than_they_know_of_the_ad() -> None:
    """However much they spend, the ad itself may lie off their centre."""
    much, more = ([Record(spend / 56, spend)] * 9 for spend in (1e5, 1e7))
    nothing = Record(0, 0)
    assert evidence(nothing, more, 28).joint == pytest.approx(evidence(nothing, much, 28).joint, rel=0.05)


def test_what_no_float_holds_is_certain() -> None:
    assert evidence(Record(0, 1e9), [Record(0, 1e9)] * 3, 1).joint == inf


def test_an_ad_at_the_edge_of_fine_is_ever_suspected_within_the_promise() -> None:
    """No siblings, 20,000 ads, 60 looks of half a limit each."""
    chance = np.random.default_rng(11)
    strength = alone_strength(lately(chance.poisson(0.5 / FINE, (20_000, 60)), 0.5))
    for error in (0.25, 0.05, 0.01):
        assert (strength >= 1 / error).any(axis=1).mean() <= error


@pytest.mark.parametrize("cost", [0.8, 0.6])
def test_siblings_that_share_the_truth_keep_the_promise(cost: float) -> None:
    """Their joint rate is drawn around the ad's as the model says; a cheaper ad is safer still."""
    chance = np.random.default_rng(12)
    looks, spend = 60, 0.5 * np.arange(1, 61)
    shape = 1 / (NEAREST**2 * (1 + 1 / 9))
    own = chance.poisson(0.5 / cost, (20_000, looks))
    rates = chance.gamma(shape, 1 / (cost * shape), (20_000, 1))
    pool = np.cumsum(chance.poisson(np.broadcast_to(9 * 0.5 * rates, own.shape)), axis=1)
    said = plain(np.cumsum(own, axis=1), spend)
    assert (joint_strength(lately(own, 0.5), said, pool, 9 * spend, 9) >= 20).any(axis=1).mean() <= 0.05


@given(RECORDS, st.lists(RECORDS.filter(lambda record: record.spend >= 3), min_size=1, max_size=6))
def test_the_arrays_of_the_simulation_count_as_the_product_does(own: Record, siblings: list[Record]) -> None:
    pool = sum(siblings, start=Record(0, 0))
    late = lately(np.array([own.results, own.results]), own.spend / 30)[-1]
    said = plain(np.array(2 * own.results), np.array(2 * own.spend / 30))
    there = joint_strength(late, said, np.array(pool.results), np.array(pool.spend / 30), len(siblings))
    twice = evidence_of(hear(hear(NEW, own, 30), own, 30), siblings, 30)
    assert float(there) == pytest.approx(twice.joint, rel=1e-6)


@given(RECORDS, SIBLINGS)
def test_so_they_do_for_the_ad_alone(own: Record, siblings: list[Record]) -> None:
    standing = bench_of(30, siblings, None, BALANCED).standing(own)
    late = lately(np.array([own.results]), own.spend / 30)[0]
    chance = alone_chance(np.array(own.results), np.array(own.spend / 30))
    assert float(chance) == pytest.approx(standing.alone, abs=1e-10)
    assert float(joint_strength(late, late, np.array(0), np.array(0), 0)) == pytest.approx(standing.evidence.alone)


@given(st.lists(RECORDS, max_size=20))
def test_a_past_that_is_not_known_is_as_good_as_a_past_can_be(days: list[Record]) -> None:
    new, old = NEW, OLD
    for day in days:
        new, old = hear(new, day, 30), hear(old, day, 30)
    assert all(better <= each for better, each in zip(old.lately, new.lately, strict=True))


def test_however_good_the_past_the_same_bad_days_turn_it() -> None:
    """40 to one is all that is held for it."""
    good, better = (hear(NEW, Record(results, 300), 30) for results in (100, 1000))
    assert hear(good, Record(0, 240), 30).lately == hear(better, Record(0, 240), 30).lately
    assert evidence_of(hear(better, Record(0, 240), 30), [], 30).enough(0.05)
    assert not evidence_of(hear(better, Record(0, 150), 30), [], 30).enough(0.05)
    assert exp(CREDIT) == pytest.approx(40)
