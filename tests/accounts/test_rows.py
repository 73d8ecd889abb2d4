"""Rows found by the numbers that addresses name, whatever stands there."""

from __future__ import annotations

import pytest

from accounts.models import User
from accounts.rows import number_of, numbered

NONE = ["", "x", "-1", "1.5", " 1", "1 ", "²", "١٢", "0x1", "1" * 19, None]


def test_a_number_is_of_plain_digits() -> None:
    assert [number_of(one) for one in ("7", 7, "007", "9" * 18)] == [7, 7, 7, 10**18 - 1]
    assert [number_of(one) for one in NONE] == [None] * len(NONE)


@pytest.mark.django_db
def test_a_row_is_found_by_its_number_alone(alice: User, bob: User) -> None:
    assert numbered(User.objects.all(), str(alice.pk)) == alice
    assert numbered(User.objects.exclude(pk=alice.pk), alice.pk) is None
    assert [numbered(User.objects.all(), one) for one in [*NONE, 0, 10**17]] == [None] * (len(NONE) + 2)
    assert numbered(User.objects.order_by("pk"), bob.pk, by="id") == bob
