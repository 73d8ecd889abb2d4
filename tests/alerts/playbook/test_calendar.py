"""Calendar rules: what should run on a day of the account's zone, and when that next changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from alerts.playbook.calendar import (
    BadCalendar,
    CalendarRule,
    Dates,
    During,
    Successor,
    Wanted,
    all_want,
    begin_of,
    day_of,
    look_again,
    next_change,
    wanted,
)
from deliveries.cadence import BadRecurrence

PARIS = "Europe/Paris"
SUMMER = Dates(date(2026, 6, 1), date(2026, 8, 31))
OFFER = CalendarRule(During.RUN, (SUMMER,))
WEEKEND = frozenset({5, 6})
ZONES = (
    *("UTC", PARIS, "America/New_York", "America/Havana", "America/Sao_Paulo", "America/St_Johns", "Asia/Beirut"),
    *("Pacific/Apia", "Pacific/Kiritimati", "Africa/Cairo", "Asia/Tehran", "Australia/Lord_Howe", "America/Asuncion"),
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_an_offer_runs_from_its_first_midnight_to_its_last() -> None:
    moments = ("2026-05-31T21:59:59", "2026-05-31T22:00:00", "2026-08-31T21:59:59", "2026-08-31T22:00:00")
    assert [wanted(OFFER, at(each), PARIS).campaign for each in moments] == [False, True, True, False]


def test_the_next_change_is_a_midnight_of_the_zone() -> None:
    assert next_change(OFFER, at("2026-01-01T00:00:00"), PARIS) == at("2026-05-31T22:00:00")
    assert next_change(OFFER, at("2026-07-01T00:00:00"), PARIS) == at("2026-08-31T22:00:00")
    assert next_change(OFFER, at("2026-09-01T00:00:00"), PARIS) is None


def test_a_campaign_pauses_on_weekends() -> None:
    rule = CalendarRule(During.PAUSE, weekdays=WEEKEND)
    friday, saturday = at("2026-11-20T12:00:00"), at("2026-11-21T12:00:00")
    assert (wanted(rule, friday, PARIS).campaign, wanted(rule, saturday, PARIS).campaign) == (True, False)
    assert next_change(rule, friday, PARIS) == at("2026-11-20T23:00:00")
    assert next_change(rule, saturday, PARIS) == at("2026-11-22T23:00:00")


def test_overlapping_dates_are_one_stretch() -> None:
    rule = CalendarRule(During.RUN, (SUMMER, Dates(date(2026, 8, 15), date(2026, 9, 15))))
    assert next_change(rule, at("2026-07-01T00:00:00"), PARIS) == at("2026-09-15T22:00:00")


def test_a_season_wraps_the_new_year_each_year() -> None:
    rule = CalendarRule(During.RUN, (Dates(date(2020, 11, 15), date(2020, 1, 10), yearly=True),))
    days = ("2026-11-14", "2026-11-15", "2026-12-31", "2027-01-10", "2027-01-11")
    assert [wanted(rule, at(f"{day}T12:00:00"), PARIS).campaign for day in days] == [False, True, True, True, False]
    assert next_change(rule, at("2026-12-01T00:00:00"), PARIS) == at("2027-01-10T23:00:00")


def test_a_leap_day_is_waited_for_over_a_common_century() -> None:
    leap = date(2096, 2, 29)
    rule = CalendarRule(During.RUN, (Dates(leap, leap, yearly=True),))
    assert next_change(rule, at("2096-03-01T00:00:00"), "UTC") == at("2104-02-29T00:00:00")


def test_a_season_that_ends_on_a_leap_day_ends_with_february() -> None:
    rule = CalendarRule(During.RUN, (Dates(date(2024, 2, 1), date(2024, 2, 29), yearly=True),))
    assert next_change(rule, at("2026-02-10T00:00:00"), "UTC") == at("2026-03-01T00:00:00")


def test_the_successor_starts_when_the_last_dates_are_over() -> None:
    rule = CalendarRule(During.RUN, (SUMMER,), successor=Successor("Autumn", starts=True))
    assert wanted(rule, at("2026-05-01T00:00:00"), PARIS) == Wanted(False, None)
    assert wanted(rule, at("2026-07-01T00:00:00"), PARIS) == Wanted(True, None)
    assert wanted(rule, at("2026-09-01T00:00:00"), PARIS) == Wanted(False, True)


def test_a_successor_may_only_be_named() -> None:
    rule = CalendarRule(During.RUN, (SUMMER,), successor=Successor("Autumn"))
    assert wanted(rule, at("2026-09-01T00:00:00"), PARIS) == Wanted(False, None)


def test_of_several_rules_a_pause_wins() -> None:
    rules = [OFFER, CalendarRule(During.PAUSE, weekdays=WEEKEND)]
    friday, saturday = at("2026-07-03T12:00:00"), at("2026-07-04T12:00:00")
    assert (all_want(rules, friday, PARIS), all_want(rules, saturday, PARIS)) == (True, False)


def test_several_rules_are_looked_at_again_at_the_first_change() -> None:
    rules = [OFFER, CalendarRule(During.PAUSE, weekdays=WEEKEND)]
    assert look_again(rules, at("2026-05-25T12:00:00"), PARIS) == at("2026-05-29T22:00:00")  # Saturday the 30th
    assert look_again([OFFER], at("2026-09-01T00:00:00"), PARIS) is None


def test_a_midnight_that_the_clocks_leap_over_begins_when_they_land() -> None:
    """In Beirut 29 March 2026 begins at 01:00: 00:00 does not exist."""
    assert begin_of(date(2026, 3, 29), "Asia/Beirut") == at("2026-03-28T22:00:00")
    assert day_of(at("2026-03-28T22:00:00"), "Asia/Beirut") == date(2026, 3, 29)


def test_a_day_that_never_came_begins_with_the_next() -> None:
    """Samoa went from 29 to 31 December 2011."""
    assert begin_of(date(2011, 12, 30), "Pacific/Apia") == begin_of(date(2011, 12, 31), "Pacific/Apia")


def test_a_day_that_has_begun_stays_when_clocks_go_back_over_midnight() -> None:
    """In St John's clocks went back at 00:01 on 4 November 2007, to 23:01 of the 3rd."""
    begin = begin_of(date(2007, 11, 4), "America/St_Johns")
    assert {day_of(begin + timedelta(minutes=number), "America/St_Johns") for number in range(90)} == {
        date(2007, 11, 4)
    }


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({}, "without either it would never change"),
        ({"weekdays": frozenset()}, "at least one day of the week"),
        ({"weekdays": frozenset({7})}, "from 0"),
        ({"dates": (Dates(date(2026, 2, 2), date(2026, 2, 1)),)}, "begin with the earlier day"),
        ({"dates": (Dates(date(9500, 1, 1), date(9500, 2, 1)),)}, "can't be planned"),
        ({"weekdays": WEEKEND, "successor": Successor("x")}, "give it dates"),
        ({"dates": (Dates(date(2026, 1, 1), date(2026, 2, 1), True),), "successor": Successor("x")}, "every year"),
    ],
)
def test_a_rule_that_cannot_be_kept_is_refused(arguments: dict[str, object], said: str) -> None:
    with pytest.raises(BadCalendar, match=said):
        CalendarRule(During.RUN, **arguments)  # type: ignore[arg-type]


def test_a_zone_that_is_not_known_is_named() -> None:
    with pytest.raises(BadRecurrence, match="Europe/Pariss"):
        wanted(OFFER, at("2026-01-01T00:00:00"), "Europe/Pariss")


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        wanted(OFFER, datetime(2026, 1, 1), PARIS)


@pytest.mark.parametrize("year", [1, 1970, 8999, 9999])
def test_the_ends_of_time_are_survived(year: int) -> None:
    moment = datetime(year, 12, 31, 23, 59, tzinfo=UTC)
    for rule in (OFFER, CalendarRule(During.PAUSE, weekdays=WEEKEND), CalendarRule(During.RUN, (_yearly(),))):
        wanted(rule, moment, "Pacific/Kiritimati")
        next_change(rule, moment, "Pacific/Kiritimati")


def _yearly() -> Dates:
    return Dates(date(2024, 2, 29), date(2024, 3, 5), yearly=True)


NEAR = st.dates(date(2023, 1, 1), date(2029, 12, 31))


@st.composite
def dates(draw: st.DrawFn) -> Dates:
    first, last, yearly = draw(NEAR), draw(NEAR), draw(st.booleans())
    return Dates(first, last, True) if yearly else Dates(min(first, last), max(first, last))


@st.composite
def rules(draw: st.DrawFn) -> CalendarRule:
    windows = tuple(draw(st.lists(dates(), max_size=3)))
    weekdays = draw(st.frozensets(st.integers(0, 6), min_size=1))
    assume(windows or len(weekdays) < 7)
    once = bool(windows) and not any(each.yearly for each in windows)
    during = draw(st.sampled_from(During))
    named = Successor("next", draw(st.booleans())) if once and during is During.RUN and draw(st.booleans()) else None
    return CalendarRule(during, windows, weekdays, named)


def by_hand(rule: CalendarRule, day: date) -> bool:
    """Whether the campaign runs on a day, by walking each window day by day."""
    named = day.weekday() in rule.weekdays and (not rule.dates or any(_walked(each, day) for each in rule.dates))
    return named if rule.during is During.RUN else not named


def _walked(window: Dates, day: date) -> bool:
    if not window.yearly:
        return (day - window.first).days >= 0 and (window.last - day).days >= 0
    begins = [each for each in _years(window.first, day.year, up=True) if each <= day]
    ends = [each for each in _years(window.last, day.year, up=False) if each < day]
    return max(begins) > max(ends)


def _years(day: date, year: int, up: bool) -> list[date]:
    """The day in the years around; where it does not exist, the next (for a beginning) or the one before (an end)."""
    found = []
    for each in range(year - 2, year + 1):
        try:
            found.append(day.replace(year=each))
        except ValueError:
            found.append(date(each, 3, 1) if up else date(each, 2, 28))
    return found


@settings(max_examples=300)
@given(rules(), NEAR)
def test_what_is_wanted_is_what_a_walk_through_the_days_finds(rule: CalendarRule, day: date) -> None:
    assume(
        not any(each.yearly and each.first.replace(year=2024) == each.last.replace(year=2024) for each in rule.dates)
    )
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    assert wanted(rule, noon, "UTC").campaign == by_hand(rule, day)


@settings(max_examples=300)
@given(rules(), st.datetimes(datetime(2022, 1, 1), datetime(2030, 12, 31)), st.sampled_from(ZONES), st.floats(0, 1))
def test_nothing_changes_before_the_next_change_and_then_it_does(
    rule: CalendarRule, moment: datetime, zone: str, part: float
) -> None:
    now = moment.replace(tzinfo=UTC)
    change, present = next_change(rule, now, zone), wanted(rule, now, zone)
    until = change or now + timedelta(days=3000)
    assert until > now
    for each in (now + (until - now) * part, until - timedelta(seconds=1)):
        if now <= each < until:
            assert wanted(rule, each, zone) == present
    if change:
        assert wanted(rule, change, zone) != present
