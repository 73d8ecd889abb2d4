"""Names of delivered files: the same for every try, different for any two slots, safe everywhere."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliveries.destinations.naming import LONGEST, file_name, local, mark_of, slug

SAFE = re.compile(r"[a-z0-9-]+(_[a-z0-9-]+)?_\d{4}-\d\d-\d\dT\d{4}(\d\d)?b?_[0-9a-f]{6}\.[a-z0-9.]+")


def test_a_name_tells_title_slot_and_whose_it_is() -> None:
    slot = datetime(2026, 11, 17, 7, 0, tzinfo=UTC)
    mark = mark_of(7, slot)
    assert file_name("Orders to Finance", slot, "Europe/Paris", mark, extension="csv") == (
        f"orders-to-finance_2026-11-17T0800_{mark}.csv"
    )
    assert file_name("O", slot, "UTC", "7d3c1a", extension=".CSV.zip", part="By day") == (
        "o_by-day_2026-11-17T0700_7d3c1a.csv.zip"
    )


def test_the_hour_that_clocks_show_twice_gives_two_names() -> None:
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert local(first, "Europe/Paris") == "2026-10-25T0230"
    assert local(first + timedelta(hours=1), "Europe/Paris") == "2026-10-25T0230b"
    assert local(first + timedelta(seconds=7), "Europe/Paris") == "2026-10-25T023007"


@given(
    st.integers(0, 2**31),
    st.integers(1, 3000),
    st.sampled_from(["Europe/Paris", "Australia/Lord_Howe", "Asia/Kolkata"]),
)
def test_no_two_slots_share_a_name(start: int, minutes: int, zone: str) -> None:
    one = datetime.fromtimestamp(start // 60 * 60, UTC)
    other = one + timedelta(minutes=minutes)
    assert file_name("t", one, zone, "000000", extension="csv") != file_name(
        "t", other, zone, "000000", extension="csv"
    )


@given(
    st.text(max_size=400), st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)), st.text()
)
def test_every_title_gives_a_safe_name(title: str, slot: datetime, part: str) -> None:
    name = file_name(title, slot, "America/New_York", mark_of(title, slot), extension="csv", part=part)
    assert SAFE.fullmatch(name) and len(name.encode()) + len(".manifest.json.part") <= LONGEST


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Größe & Łódź: über", "grosse-lodz-uber"),
        ("../../etc/passwd", "etc-passwd"),
        ("日本", "delivery"),
        ("", "delivery"),
    ],
)
def test_titles_become_plain_letters(title: str, expected: str) -> None:
    assert slug(title) == expected


def test_the_mark_is_of_the_moment_however_it_is_written_and_a_slot_without_zone_is_refused() -> None:
    slot = datetime(2026, 11, 17, 7, 0, tzinfo=UTC)
    assert mark_of(7, slot) == mark_of("7", slot.astimezone(timezone(timedelta(hours=5)))) != mark_of(8, slot)
    with pytest.raises(ValueError, match="has a zone"):
        mark_of(7, datetime(2026, 11, 17))
