"""People: an address is a name, whatever its case."""

from __future__ import annotations

from accounts.models import User


def test_a_person_is_found_by_address_whatever_its_case(alice: User) -> None:
    assert User.objects.get_by_natural_key("ALICE@example.org") == alice
