"""A destination tried with the button: what was seen is kept beside it."""

from __future__ import annotations

from django.utils import timezone

from accounts.secrets import SecretProblem
from deliveries.destinations import couriers
from deliveries.destinations.base import Fault
from deliveries.models import Destination


def tried(destination: Destination) -> bool:
    """Whether its settings work as far as that can be known without sending anything."""
    passed, said = _result(destination)
    same = Destination.objects.filter(pk=destination.pk, changed_at=destination.changed_at)
    same.update(tested_at=timezone.now(), test_passed=passed, test_said=said)
    destination.refresh_from_db()
    return passed


def _result(destination: Destination) -> tuple[bool, str]:
    try:
        return True, couriers.courier_of(destination.kind).test(couriers.place_of(destination))
    except Fault as fault:
        return False, fault.message
    except SecretProblem as problem:
        return False, str(problem)
