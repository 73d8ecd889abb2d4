"""What is usual, learned from earlier days."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from alerts.rules.usual import LEAST, usual
from tests.alerts.rules.rows import FIRST_DAY


def history(*figures: float) -> list[tuple[str, Decimal]]:
    return [(str(FIRST_DAY + timedelta(place)), Decimal(str(one))) for place, one in enumerate(figures)]


def day(place: int) -> str:
    return str(date.fromordinal(FIRST_DAY.toordinal() + place))


def test_too_few_days_have_no_usual() -> None:
    assert usual(history(*[5] * (LEAST - 1)), day(LEAST - 1)) is None


def test_the_usual_of_ten_plain_hours_is_their_median() -> None:
    hours = [
        (f"2026-03-02T{hour:02}:00", Decimal(value)) for hour, value in enumerate([1, 2, 3, 4, 5, 6, 7, 8, 9, 100])
    ]
    found = usual(hours, "2026-03-02T10:00")
    assert found is not None and not found.weekday
    # sorted distances from 5.5: 0.5 0.5 1.5 1.5 2.5 2.5 3.5 3.5 4.5 94.5, so the middle one is 2.5
    assert (found.middle, found.spread) == (Decimal("5.5"), Decimal("2.5") * Decimal("1.4826"))


def test_a_sunday_is_compared_with_sundays() -> None:
    weeks = [100, 100, 100, 100, 100, 100, 20] * 5
    found = usual(history(*weeks), day(41))  # a Sunday
    assert found is not None and found.weekday and found.middle == 20


def test_one_wild_day_moves_nothing() -> None:
    calm = usual(history(*[100, 104, 96, 102, 98, 101, 99] * 6), day(42))
    wild = usual(history(*[100, 104, 96, 102, 98, 101, 99] * 5, 10_000, 104, 96, 102, 98, 101, 99), day(42))
    assert calm is not None and wild is not None and wild.middle == calm.middle


def test_figures_that_never_moved_may_move_a_little() -> None:
    found = usual(history(*[100] * 30), day(30))
    assert found is not None and found.spread == 2


@given(st.lists(st.integers(min_value=-1000, max_value=1000), min_size=LEAST, max_size=60))
def test_a_spread_is_never_zero(figures: list[int]) -> None:
    found = usual(history(*figures), day(len(figures)))
    assert found is not None and found.spread > 0


@given(st.lists(st.integers(min_value=1, max_value=1000), min_size=LEAST, max_size=60), st.integers(2, 50))
def test_other_units_mean_other_figures_and_the_same_distance(figures: list[int], times: int) -> None:
    one, many = (
        usual(history(*figures), day(len(figures))),
        usual(history(*(f * times for f in figures)), day(len(figures))),
    )
    assert one is not None and many is not None
    assert many.distance(Decimal(500 * times)) == one.distance(Decimal(500))
