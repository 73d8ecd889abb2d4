"""What is refused, how it is said, and that nothing breaks or takes long."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliveries.cadence import BadRecurrence, Kind, Recurrence, check, clock_words, from_json, slots, upcoming, words

PARIS = "Europe/Paris"
DAILY = {"kind": "daily", "zone": PARIS, "at": "07:30"}
WEEKLY = {"kind": "weekly", "zone": PARIS, "at": "07:30", "weekdays": [0]}
MINUTES = {"kind": "minutes", "zone": PARIS, "every": 30, "start": "08:00", "end": "18:00"}
MONTHS = {"kind": "months", "zone": PARIS, "at": "07:30", "days": [15], "months": [2]}
ONCE = {"kind": "once", "zone": PARIS, "at": "07:30", "on": "2027-05-01"}


def refused(data: object) -> tuple[str, str]:
    with pytest.raises(BadRecurrence) as caught:
        from_json(data)
    assert len(caught.value.message) < 250
    return caught.value.field, caught.value.message


@pytest.mark.parametrize(
    ("field", "data", "said"),
    [
        ("zone", DAILY | {"zone": "Europe/Pariss"}, "Try Europe/Paris."),
        ("zone", DAILY | {"zone": "../../etc/passwd"}, "There is no time zone"),
        ("zone", DAILY | {"zone": "/etc/localtime"}, "There is no time zone"),
        ("zone", DAILY | {"zone": "Europe/Paris\0"}, "There is no time zone"),
        ("zone", DAILY | {"zone": ""}, "There is no time zone"),
        ("zone", DAILY | {"zone": "x" * 10**6}, "at most 64 letters"),
        ("zone", DAILY | {"zone": ["Europe/Paris"]}, "not list of 1"),
        ("zone", {"kind": "daily"}, "not None"),
        ("kind", {"zone": PARIS}, "not None"),
        (
            "kind",
            DAILY | {"kind": "yearly"},
            "one of minutes, hourly, daily, weekly, monthly, days, months, once, refresh, not 'yearly'",
        ),
        ("kind", DAILY | {"kind": True}, "not True"),
        ("kind", DAILY | {"kind": "Daily"}, "not 'Daily'"),
        ("'cron'", DAILY | {"cron": "* * * * *"}, "means nothing to 'daily', which has zone, at"),
        ("'weekdays'", DAILY | {"weekdays": [0]}, "means nothing"),
        ("at", DAILY | {"at": "7:30"}, "such as 07:30"),
        ("at", DAILY | {"at": "24:00"}, "such as 07:30"),
        ("at", DAILY | {"at": "07:30:15"}, "such as 07:30"),
        ("at", DAILY | {"at": "٠٧:٣٠"}, "such as 07:30"),
        ("at", DAILY | {"at": 730}, "not 730"),
        ("at", DAILY | {"at": None}, "not None"),
        ("every", MINUTES | {"every": True}, "not True"),
        ("every", MINUTES | {"every": 30.0}, "not 30.0"),
        ("every", MINUTES | {"every": float("nan")}, "not nan"),
        ("every", MINUTES | {"every": "30"}, "not '30'"),
        ("every", MINUTES | {"every": 10**5000}, "a huge number"),
        ("every", MINUTES | {"every": 4}, "choose 5 to 1440 minutes"),
        ("every", MINUTES | {"every": -30}, "choose 5 to 1440 minutes"),
        ("every", MINUTES | {"every": 1441}, "choose 5 to 1440 minutes"),
        ("every", {"kind": "hourly", "zone": PARIS, "every": 25}, "choose 1 to 24 hours"),
        ("every", {"kind": "refresh", "zone": PARIS, "every": 0}, "choose 1 to 1440 minutes"),
        ("end", MINUTES | {"end": "08:00"}, "From 08:00 until 08:00 leaves no time"),
        ("weekdays", WEEKLY | {"weekdays": []}, "Choose a day of the week."),
        ("weekdays", WEEKLY | {"weekdays": [7]}, "7 is not a day of the week."),
        ("weekdays", WEEKLY | {"weekdays": [0, 3]}, "choose specific days"),
        ("weekdays", WEEKLY | {"weekdays": [False]}, "not False"),
        ("weekdays", WEEKLY | {"weekdays": [[0]]}, "not list of 1"),
        ("weekdays", WEEKLY | {"weekdays": 0}, "not 0"),
        ("weekdays", WEEKLY | {"weekdays": "0"}, "not '0'"),
        ("weekdays", WEEKLY | {"weekdays": [0] * 10**6}, "not list of 1000000"),
        ("weekdays", {"kind": "days", "zone": PARIS}, "Choose a day of the week."),
        ("days", MONTHS | {"days": [30]}, "30 February never comes; choose 28 or the last day."),
        ("days", MONTHS | {"days": [15, 31]}, "31 February never comes; choose 28 or the last day."),
        ("days", MONTHS | {"days": [31], "months": [4, 6]}, "31 April or 31 June never comes; choose 30 or"),
        ("days", MONTHS | {"days": [0]}, "0 is not a day of the month."),
        ("days", MONTHS | {"days": [-2]}, "-2 is not a day of the month."),
        ("days", MONTHS | {"days": []}, "Choose a day of the month."),
        ("months", MONTHS | {"months": [13]}, "13 is not a month."),
        ("months", MONTHS | {"months": []}, "Choose a month."),
        ("on", ONCE | {"on": "2027-02-30"}, "not a day of the calendar"),
        ("on", ONCE | {"on": "20270501"}, "not a day of the calendar"),
        ("on", ONCE | {"on": 20270501}, "not 20270501"),
        ("on", {"kind": "once", "zone": PARIS}, "Choose the day"),
        ("on", ONCE | {"on": "2011-12-30", "zone": "Pacific/Apia"}, "2011-12-30 never came in Pacific/Apia"),
        ("", [], "not list of 0"),
        ("", None, "not None"),
        ("", "daily", "not 'daily'"),
    ],
)
def test_bad_json_names_its_field_and_the_way_out(field: str, data: object, said: str) -> None:
    named, message = refused(data)
    assert (named, said in message) == (field, True), message


def test_24_00_is_midnight_at_the_end() -> None:
    assert from_json(MINUTES | {"end": "24:00"}).end == time(0)


def test_the_29th_is_taken_where_some_chosen_month_has_it() -> None:
    assert from_json(MONTHS | {"days": [29]}).days == (29,)
    assert from_json(MONTHS | {"days": [31], "months": [2, 3]}).months == (2, 3)


def test_what_is_chosen_twice_counts_once() -> None:
    assert from_json(MONTHS | {"days": [15, 1, 15]}).days == (1, 15)


JSON: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(), lambda inner: st.lists(inner, max_size=3)
)


@given(st.dictionaries(st.sampled_from([*ONCE, *MONTHS, *MINUTES, "weekdays", "x"]), JSON), st.sampled_from(list(Kind)))
def test_any_json_is_read_or_refused(data: dict[str, object], kind: Kind) -> None:
    for known in ({}, {"kind": kind.value, "zone": PARIS}):
        try:
            from_json(data | known)
        except BadRecurrence as refusal:
            assert refusal.message


@pytest.mark.parametrize("at", [time(7, 30, 1), time(7, 30, tzinfo=UTC)])
def test_seconds_and_zones_in_a_time_are_refused(at: time) -> None:
    with pytest.raises(BadRecurrence, match="to the minute"):
        check(Recurrence(Kind.DAILY, PARIS, at=at))


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        slots(Recurrence(Kind.DAILY, PARIS), datetime(2027, 1, 1), datetime(2027, 1, 2))


KINDS = [
    Recurrence(Kind.MINUTES, PARIS, 5),
    Recurrence(Kind.HOURLY, PARIS, 24),
    Recurrence(Kind.DAILY, PARIS),
    Recurrence(Kind.DAYS, PARIS, weekdays=(6,)),
    Recurrence(Kind.MONTHLY, PARIS, days=(31,)),
    Recurrence(Kind.MONTHS, PARIS, days=(29,), months=(2,)),
    Recurrence(Kind.ONCE, PARIS, on=date(9999, 12, 31)),
    Recurrence(Kind.ONCE, PARIS, on=date(1, 1, 1)),
    Recurrence(Kind.REFRESH, PARIS),
]
EDGES = [datetime.min, datetime.min + timedelta(days=4), datetime.max - timedelta(days=6), datetime.max]


@pytest.mark.parametrize("recurrence", KINDS, ids=lambda each: each.kind.value)
@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=-23)), timezone(timedelta(hours=23))])
@pytest.mark.parametrize("edge", EDGES, ids=str)
def test_the_ends_of_time_are_no_fault(recurrence: Recurrence, zone: timezone, edge: datetime) -> None:
    moment = edge.replace(tzinfo=zone)
    assert len(upcoming(recurrence, moment, 3)) <= 3
    assert isinstance(clock_words(recurrence, moment) + words(recurrence), str)
    assert len(list(slots(recurrence, moment, moment))) == 0


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12", "Africa/Monrovia"])
def test_a_window_over_all_of_time_starts_at_once(zone: str) -> None:
    low, high = (edge.replace(tzinfo=UTC) for edge in (datetime.min, datetime.max))
    assert next(slots(Recurrence(Kind.DAILY, zone), low, high)).year == 1
