"""Each limit holds what is over it, lets pass what is within, and says why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.acting.limits import DAY, Bounds, Facts, Limit, Spend, holds
from alerts.acting.running import PARENT, RunningAd, left
from alerts.rules.quiet import Quiet
from connectors.ads.standing import Learning, Level, Runs, Standing, Switch, Target

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
STANDING = Standing(
    Target(Level.AD, "1"), "Cart reminder", Switch.ON, Runs.YES, "", ("ACTIVE",), None, Learning.NO,
    changed_at=NOW - timedelta(days=9), looked_back_to=None, read_at=NOW,
)  # fmt: skip
FINE = Facts(NOW, automatic=True, spend=Spend(Decimal(10), Decimal(5), Decimal(100), "EUR"), left=1, standing=STANDING)
BOUNDS = Bounds(per_day=3, share=Decimal("0.2"), hours_after_edit=48, quiet=Quiet(time(20), time(8), "Europe/Paris"))
EDITED = {"changed_at": NOW - timedelta(hours=47)}


def ago(*hours: float) -> list[datetime]:
    return [NOW - timedelta(hours=each) for each in hours]


CASES: list[tuple[Limit, Mapping[str, Any], Mapping[str, Any], str]] = [  # limit, facts, of the standing, words
    (Limit.KILLED, {"killed": "Ann threw it 2 hours ago"}, {}, "kill switch is thrown: Ann threw it 2 hours ago."),
    (Limit.MODE, {"automatic": False}, {}, "not set to act by itself"),
    (Limit.PER_DAY, {"acted": ago(1, 2, 23.9)}, {}, "3 pauses by rules in 24 hours; the limit is 3."),
    (Limit.PER_DAY, {"acted": ago(-1, 1, 2)}, {}, "3 pauses by rules"),
    (Limit.SHARE, {"spend": Spend(Decimal(10), Decimal(11), Decimal(100), "EUR")}, {},
     "With it €21.00 a day would be paused in 24 hours; the limit is 20% of a day's spend, €20.00."),
    (Limit.SHARE, {"spend": Spend(None, Decimal(0), Decimal(100))}, {}, "not known"),
    (Limit.SHARE, {"spend": Spend(Decimal(1), None, Decimal(100))}, {}, "not known"),
    (Limit.SHARE, {"spend": Spend(Decimal(1), Decimal(0), None)}, {}, "not known"),
    (Limit.SHARE, {"spend": Spend(Decimal(0), Decimal(0), Decimal(0))}, {}, "not known"),
    (Limit.LAST, {"left": 0, "parent": "campaign"}, {}, "the last active of its campaign"),
    (Limit.LAST, {"left": None}, {}, "could not be read back"),
    (Limit.PROTECTED, {"protected": "its campaign Brand, by Ann"}, {}, "protected: its campaign Brand, by Ann."),
    (Limit.LEARNING, {}, {"learning": Learning.YES}, "still learning"),
    (Limit.LEARNING, {}, {"learning": Learning.NOT_TOLD}, "does not tell whether"),
    (Limit.UNTOLD, {"tells_learning": False}, {"learning": Learning.NOT_TOLD}, "still learning is not known"),
    (Limit.EDITED, {}, EDITED, "edited in the last 48 hours"),
    (Limit.EDITED, {}, {"changed_at": None}, "is not known"),
    (Limit.EDITED, {}, {"changed_at": None, "looked_back_to": NOW - timedelta(hours=47)}, "is not known"),
    (Limit.QUIET, {"now": NOW + timedelta(hours=10)}, {}, "quiet hours, until 2026-11-21 07:00 UTC"),
    (Limit.INCIDENT, {"incident": "Clicks are normal and nobody buys anywhere."}, {}, "incident is open: Clicks"),
    (Limit.SNOOZED, {"snoozed_until": NOW + timedelta(days=2)}, {}, "snoozed until 2026-11-22 10:00 UTC"),
    (Limit.LATE, {"late": "Its figures end on 17 November."}, {}, "end on 17 November"),
    (Limit.CALENDAR, {"calendar": "The calendar Weekends wants it on."}, {}, "Weekends wants it on"),
    (Limit.STANDING, {"standing": None, "problem": "Meta did not answer."}, {}, "back. Meta did not answer"),
    (Limit.STANDING, {}, {"set": Switch.OFF}, "not on any more"),
    (Limit.STANDING, {}, {"set": Switch.UNKNOWN}, "not known here"),
    (Limit.STANDING, {}, {"runs": Runs.NO, "why": "Its campaign is paused."}, "does not run: Its campaign is paused."),
    (Limit.STANDING, {}, {"locked": "It is changed on the platform alone."}, "on the platform alone"),
]  # fmt: skip


def facts(of: Mapping[str, Any], standing: Mapping[str, Any]) -> Facts:
    known = replace(STANDING, **standing)
    return replace(FINE, **{"standing": known, **of})


def test_what_is_within_every_limit_goes_ahead() -> None:
    assert holds(FINE, BOUNDS) == ()


@pytest.mark.parametrize(("limit", "of", "standing", "said"), CASES)
def test_each_limit_holds_alone_and_says_why(
    limit: Limit, of: Mapping[str, Any], standing: Mapping[str, Any], said: str
) -> None:
    now = of.get("now", NOW)
    moved = {"changed_at": now - timedelta(days=9), **standing} if "now" in of else standing
    held = holds(facts(of, moved), BOUNDS)
    assert [each.limit for each in held] == [limit] and said in held[0].said


@pytest.mark.parametrize(("of", "standing"), [
    ({"acted": ago(1, 2, 24, 30)}, {}),  # a day old is no longer within the day
    ({"spend": Spend(Decimal(10), Decimal(10), Decimal(100))}, {}),  # just the share
    ({"tells_learning": False}, {}),
    ({}, {"changed_at": NOW - timedelta(hours=48)}),
    ({}, {"changed_at": None, "looked_back_to": NOW - timedelta(hours=48)}),
    ({"snoozed_until": NOW}, {}),
    ({}, {"runs": Runs.WAITING}),
])  # fmt: skip
def test_what_is_just_within_passes(of: Mapping[str, Any], standing: Mapping[str, Any]) -> None:
    assert holds(facts(of, standing), BOUNDS) == ()


def test_no_hours_after_an_edit_is_no_limit() -> None:
    assert holds(facts({}, {"changed_at": None}), replace(BOUNDS, hours_after_edit=0)) == ()


def test_all_that_hold_are_told() -> None:
    held = holds(facts({"killed": "x", "left": 0, "late": "y"}, {"learning": Learning.YES}), BOUNDS)
    assert {each.limit for each in held} == {Limit.KILLED, Limit.LAST, Limit.LATE, Limit.LEARNING}


def test_what_was_not_looked_at_is_not_spoken_of() -> None:
    held = holds(replace(FINE, looked=False, standing=None, left=None, killed="x"), BOUNDS)
    assert [each.limit for each in held] == [Limit.KILLED]


def test_when_the_count_is_free_again_is_known() -> None:
    held = holds(facts({"acted": ago(1, 2, 3, 4)}, {}), BOUNDS)
    assert held[0].until == NOW - timedelta(hours=3) + DAY


@given(st.lists(st.integers(0, 60 * 24 * 6), max_size=60), st.integers(0, 5))
def test_never_more_than_the_count_in_any_24_hours(minutes: list[int], per_day: int) -> None:
    acted: list[datetime] = []
    for minute in sorted(minutes):
        at = NOW + timedelta(minutes=minute)
        known = replace(STANDING, changed_at=at - timedelta(days=9))
        now = replace(FINE, now=at, acted=tuple(acted), standing=known)
        if not holds(now, replace(BOUNDS, per_day=per_day, quiet=None)):
            acted.append(at)
    assert all(sum(at <= other < at + DAY for other in acted) <= per_day for at in acted)


SPENT = st.lists(st.tuples(st.integers(0, 60 * 24 * 4), st.integers(0, 60)), max_size=40)


@given(SPENT, st.sampled_from(["0.1", "0.5"]))
def test_never_more_than_the_share_in_any_24_hours(tries: list[tuple[int, int]], share: str) -> None:
    acted: list[tuple[datetime, int]] = []
    for minute, spend in sorted(tries):
        at = NOW + timedelta(minutes=minute)
        paused = sum(each for when, each in acted if when > at - DAY)
        known = replace(STANDING, changed_at=at - timedelta(days=9))
        now = replace(FINE, now=at, standing=known, spend=Spend(Decimal(spend), Decimal(paused), Decimal(100)))
        if not holds(now, replace(BOUNDS, share=Decimal(share), quiet=None)):
            acted.append((at, spend))
    for at, _ in acted:
        assert sum(spend for when, spend in acted if at <= when < at + DAY) <= Decimal(share) * 100


Tree = list[tuple[int, int, int]]
ADS = st.lists(st.tuples(st.integers(1, 2), st.integers(1, 3), st.integers(1, 4)), min_size=1, max_size=20, unique=True)
TRIES = st.lists(st.tuples(st.sampled_from(["ad", "ad_set", "campaign"]), st.integers(0, 99)), max_size=30)


@given(ADS, TRIES)
def test_nothing_is_ever_left_without_an_active_ad(
    tree: list[tuple[int, int, int]], tries: list[tuple[str, int]]
) -> None:
    ads = [RunningAd(c * 100 + s * 10 + n, c * 10 + s, c, 1) for c, s, n in tree]
    on = list(ads)
    for level, pick in tries:
        if not on:
            break
        chosen = on[pick % len(on)]
        within = {each: number for each in (*PARENT, "ad_account") if (number := chosen.of(each)) is not None}
        if left(on, level, within):
            on = [ad for ad in on if ad.of(level) != chosen.of(level)]
            assert any(ad.of(PARENT[level]) == chosen.of(PARENT[level]) for ad in on)
    assert {ad.ad_account for ad in on} == {1}


def test_what_is_not_known_to_be_beside_it_does_not_count() -> None:
    ads = [RunningAd(1, None, None, None), RunningAd(2, 7, 3, 1)]
    assert left(ads, "ad", {"ad": 5}) == () and left(ads, "ad_set", {"ad_set": 7, "campaign": 3}) == ()
    assert [ad.ad for ad in left(ads, "ad", {"ad": 5, "ad_set": 7})] == [2]
