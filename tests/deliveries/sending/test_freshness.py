"""Old data wait or warn, as the schedule says."""

from __future__ import annotations

from datetime import timedelta

import pytest

from accounts.access import viewer_for
from accounts.models import SubAccount, User
from cdp.models import Batch, Source
from cdp.warehouse.base import Pin
from deliveries.models import Delivery, Gate, Schedule
from deliveries.sending import freshness
from tests.deliveries import reports
from tests.deliveries.reports import SLOT

HOUR = timedelta(hours=1)


@pytest.fixture
def delivery(alice: User, subaccount: SubAccount) -> Delivery:
    schedule = reports.schedule(alice, subaccount, options={"fresh_minutes": 60, "wait_minutes": 120})
    reports.mail(schedule, "lea@example.org")
    return reports.planned(schedule)


def judged(delivery: Delivery, gate: Gate, age: timedelta, late: timedelta = timedelta()) -> freshness.Verdict:
    """Of data of that age, that long after the slot."""
    Schedule.objects.update(gate=gate)
    delivery.schedule.refresh_from_db()
    viewer = viewer_for(delivery.schedule.owner)  # type: ignore[arg-type]
    now = SLOT + late
    return freshness.judged(delivery, viewer, Pin(1, {}, now - age), now)


def test_fresh_data_are_sent(delivery: Delivery) -> None:
    assert judged(delivery, Gate.WAIT, HOUR) == freshness.Verdict()


def test_old_data_wait_five_minutes_at_a_time(delivery: Delivery) -> None:
    verdict = judged(delivery, Gate.WAIT, 3 * HOUR)
    assert verdict.until == SLOT + timedelta(minutes=5)
    assert verdict.stale == "The newest data are 3 hours old; this schedule wants them at most 60 minutes old."


def test_after_its_patience_they_are_sent_with_the_warning(delivery: Delivery) -> None:
    verdict = judged(delivery, Gate.WAIT, 3 * HOUR, late=2 * HOUR)
    assert verdict.until is None and verdict.stale


def test_a_gate_that_only_warns_never_waits(delivery: Delivery) -> None:
    verdict = judged(delivery, Gate.WARN, 3 * HOUR)
    assert verdict.until is None and verdict.stale


def test_without_a_gate_the_age_is_nobodys_business(delivery: Delivery) -> None:
    assert judged(delivery, Gate.OFF, 900 * HOUR) == freshness.Verdict()


def test_rows_that_arrived_and_are_not_published_make_it_stale(delivery: Delivery, subaccount: SubAccount) -> None:
    source = Source.objects.create(subaccount=subaccount, name="shop", kind="file")
    batch = Batch.objects.create(source=source)
    Batch.objects.filter(pk=batch.pk).update(created_at=SLOT - HOUR)
    assert "not published yet" in judged(delivery, Gate.WARN, timedelta()).stale


def test_rows_of_other_sub_accounts_are_not(delivery: Delivery, charlie: User) -> None:
    other = SubAccount.objects.create(account=charlie.memberships.get().account, name="Elsewhere")
    batch = Batch.objects.create(source=Source.objects.create(subaccount=other, name="shop", kind="file"))
    Batch.objects.filter(pk=batch.pk).update(created_at=SLOT - HOUR)
    assert judged(delivery, Gate.WARN, timedelta()).stale == ""
