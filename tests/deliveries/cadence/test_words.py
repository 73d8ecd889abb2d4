"""How recurrences and clock changes read."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from deliveries.cadence import Kind, Recurrence, clock_words, words

PARIS = "Europe/Paris"
K = Kind


@pytest.mark.parametrize(
    ("recurrence", "said"),
    [
        (Recurrence(K.DAILY, PARIS, at=time(7, 30)), "Every day at 07:30, Paris time"),
        (Recurrence(K.DAILY, "UTC"), "Every day at 06:00, UTC"),
        (
            Recurrence(K.DAILY, "America/Argentina/Buenos_Aires", at=time(0)),
            "Every day at 00:00, Buenos Aires time",
        ),
        (Recurrence(K.DAILY, "Etc/GMT+5"), "Every day at 06:00, Etc/GMT+5 time"),
        (Recurrence(K.WEEKLY, PARIS, at=time(7, 30), weekdays=(0,)), "Every Monday at 07:30, Paris time"),
        (
            Recurrence(K.DAYS, PARIS, weekdays=(4, 0, 2)),
            "Every Monday, Wednesday and Friday at 06:00, Paris time",
        ),
        (Recurrence(K.DAYS, PARIS, weekdays=(0, 1, 2, 3, 4)), "Every day from Monday to Friday at 06:00, Paris time"),
        (Recurrence(K.DAYS, PARIS, weekdays=tuple(range(7))), "Every day at 06:00, Paris time"),
        (Recurrence(K.MONTHLY, PARIS, days=(1,)), "On the 1st of every month at 06:00, Paris time"),
        (
            Recurrence(K.MONTHLY, PARIS, days=(12, 22, 23)),
            "On the 12th, the 22nd and the 23rd of every month at 06:00, Paris time",
        ),
        (
            Recurrence(K.MONTHLY, PARIS, days=(31,)),
            "On the 31st of every month, or its last day if it is shorter, at 06:00, Paris time",
        ),
        (Recurrence(K.MONTHLY, PARIS, days=(-1,)), "On the last day of every month at 06:00, Paris time"),
        (
            Recurrence(K.MONTHS, PARIS, days=(15,), months=(10, 1, 4, 7)),
            "On the 15th of January, April, July and October at 06:00, Paris time",
        ),
        (
            Recurrence(K.MONTHS, PARIS, days=(31,), months=(1, 4)),
            "On the 31st of January and April, or its last day if it is shorter, at 06:00, Paris time",
        ),
        (
            Recurrence(K.MONTHS, PARIS, days=(31,), months=(1, 3)),
            "On the 31st of January and March at 06:00, Paris time",
        ),
        (
            Recurrence(K.MONTHS, PARIS, days=(29,), months=(2,)),
            "On the 29th of February, or its last day in shorter years, at 06:00, Paris time",
        ),
        (
            Recurrence(K.ONCE, PARIS, on=date(2027, 3, 29), at=time(9, 5)),
            "Once, on Monday 29 March 2027 at 09:05, Paris time",
        ),
        (Recurrence(K.REFRESH, PARIS), "When data has been refreshed"),
        (Recurrence(K.REFRESH, PARIS, 30), "When data has been refreshed, at least 30 minutes apart"),
        (
            Recurrence(K.HOURLY, PARIS, end=time(23)),
            "Every hour from 00:00 until 23:00, the last at 22:00, Paris time",
        ),
        (
            Recurrence(K.HOURLY, PARIS, 2, start=time(8), end=time(9)),
            "Every 2 hours from 08:00 until 09:00, which is once a day at 08:00, Paris time",
        ),
        (Recurrence(K.MINUTES, PARIS, 30), "Every 30 minutes from 00:00 until midnight, the last at 23:30, Paris time"),
        (
            Recurrence(K.MINUTES, PARIS, 50, start=time(22), end=time(4)),
            "Every 50 minutes from 22:00 until 04:00 the next day, the last at 03:50, Paris time",
        ),
    ],
)
def test_a_recurrence_in_words(recurrence: Recurrence, said: str) -> None:
    assert words(recurrence) == said


NIGHTLY = Recurrence(K.DAILY, PARIS, at=time(2, 30))
HALF_HOURS = Recurrence(K.MINUTES, PARIS, 30)
STAYS = "Stays 02:30 in Paris over clock changes."
FOLLOWS = "Follows the clocks in Paris: a time that is left out does not run, one that comes twice runs twice."


@pytest.mark.parametrize(
    ("recurrence", "after", "said"),
    [
        (NIGHTLY, (2026, 11, 22), STAYS),
        (NIGHTLY, (2027, 3, 20), f"{STAYS} On 28 March 2027, 02:30 does not exist in Paris; it runs at 03:00."),
        (NIGHTLY, (2027, 10, 25), f"{STAYS} On 31 October 2027, 02:30 comes twice in Paris; it runs the first time."),
        (
            Recurrence(K.DAILY, "America/Nuuk", at=time(23, 30)),
            (2027, 3, 25),
            "Stays 23:30 in Nuuk over clock changes. "
            "On 27 March 2027, 23:30 does not exist in Nuuk; it runs at 00:00 the next day.",
        ),
        (Recurrence(K.DAILY, "Asia/Tokyo"), (2027, 3, 20), "Clocks in Tokyo do not change."),
        (Recurrence(K.DAILY, "UTC"), (2027, 3, 20), "UTC has no clock changes."),
        (Recurrence(K.ONCE, PARIS, on=date(2027, 5, 1)), (2027, 3, 20), ""),
        (
            Recurrence(K.ONCE, PARIS, on=date(2027, 3, 28), at=time(2)),
            (2027, 3, 20),
            "On 28 March 2027, 02:00 does not exist in Paris; it runs at 03:00.",
        ),
        (HALF_HOURS, (2026, 11, 22), FOLLOWS),
        (
            HALF_HOURS,
            (2027, 3, 27, 23),
            f"{FOLLOWS} On 28 March 2027 clocks in Paris go from 02:00 to 03:00; the times between are left out.",
        ),
        (
            HALF_HOURS,
            (2027, 10, 30, 23),
            f"{FOLLOWS} On 31 October 2027 clocks in Paris go back from 03:00 to 02:00; the times between run twice.",
        ),
        (Recurrence(K.HOURLY, PARIS, start=time(8), end=time(18)), (2027, 3, 27), FOLLOWS),  # none of it at night
        (Recurrence(K.REFRESH, PARIS), (2027, 3, 20), ""),
    ],
)
def test_clock_changes_in_words(recurrence: Recurrence, after: tuple[int, ...], said: str) -> None:
    assert clock_words(recurrence, datetime(*after, tzinfo=UTC)) == said  # type: ignore[misc, arg-type]
