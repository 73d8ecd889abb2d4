"""Two workers never hold one delivery, whatever becomes of the first."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import SubAccount, User
from deliveries.models import Delivery, Hold, Recipient, State
from deliveries.schedules import stopping
from deliveries.sending import claims
from deliveries.sending.claims import LostClaim
from tests.deliveries import reports
from tests.waiting import PATIENCE, comes

SECOND = timedelta(seconds=1)


@pytest.fixture
def delivery(alice: User, subaccount: SubAccount) -> Delivery:
    schedule = reports.schedule(alice, subaccount)
    reports.mail(schedule, "lea@example.org", "hugo@example.org")
    return reports.planned(schedule)


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_at_once_one_claims_it(delivery: Delivery) -> None:
    barrier = threading.Barrier(8)

    def claimed() -> bool:
        barrier.wait()
        try:
            return claims.take(delivery.pk, timezone.now()) is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(lambda _: claimed(), range(8))) == [False] * 7 + [True]


@pytest.mark.django_db(transaction=True)
def test_two_that_saw_it_free_at_the_same_time_do_not_both_get_it(delivery: Delivery, monkeypatch: Any) -> None:
    """Both have read before either writes: the write compares."""
    both_read, first = threading.Barrier(2), claims.lease

    def lease_after_both_read() -> timedelta:
        both_read.wait(PATIENCE)
        return first()

    monkeypatch.setattr(claims, "lease", lease_after_both_read)

    def claimed() -> bool:
        try:
            return claims.take(delivery.pk, timezone.now()) is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(lambda _: claimed(), range(2))) == [False, True]


def test_a_claim_holds_until_its_lease_is_over_and_no_longer(delivery: Delivery, settings: Any) -> None:
    settings.DELIVERY_LEASE = 60
    now = timezone.now()
    assert claims.take(delivery.pk, now)
    assert claims.take(delivery.pk, now + 60 * SECOND) is None
    taken = claims.take(delivery.pk, now + 60 * SECOND + SECOND)
    assert taken and taken.took_over and taken.fence == 2


def test_a_worker_that_slept_may_write_nothing_more(delivery: Delivery) -> None:
    now = timezone.now()
    slept = claims.take(delivery.pk, now)
    assert slept and claims.take(delivery.pk, now + timedelta(hours=1))
    for late in (slept.renew, lambda: slept.hand(""), lambda: slept.hand("lea@example.org")):
        with pytest.raises(LostClaim):
            late()
    with pytest.raises(LostClaim):
        slept.write(state=State.DELIVERED)


def test_a_renewed_claim_is_not_taken_over(delivery: Delivery, settings: Any) -> None:
    settings.DELIVERY_LEASE = 60
    held = claims.take(delivery.pk, timezone.now() - 59 * SECOND)
    assert held
    held.renew()
    assert claims.take(delivery.pk, timezone.now() + 30 * SECOND) is None


def test_a_recipient_is_handed_over_to_once(delivery: Delivery) -> None:
    claim = claims.take(delivery.pk, timezone.now())
    assert claim
    claim.hand("lea@example.org")
    with pytest.raises(LostClaim):
        claim.hand("lea@example.org")


def test_of_a_lost_worker_nobody_knows_whether_its_last_mail_arrived(delivery: Delivery) -> None:
    now = timezone.now()
    lost = claims.take(delivery.pk, now)
    assert lost
    lost.hand("lea@example.org")
    next_one = claims.take(delivery.pk, now + timedelta(hours=1))
    assert next_one and Recipient.objects.get(address="lea@example.org").state == Hold.UNSURE
    with pytest.raises(LostClaim):
        next_one.hand("lea@example.org")
    next_one.hand("hugo@example.org")  # who was not served yet


def test_a_lost_worker_counts_as_a_try(delivery: Delivery) -> None:
    now = timezone.now()
    for hour in range(3):
        assert claims.take(delivery.pk, now + timedelta(hours=hour))
    assert Delivery.objects.get(pk=delivery.pk).attempt == 2


def test_what_somebody_cancelled_is_no_longer_the_workers(delivery: Delivery) -> None:
    claim = claims.take(delivery.pk, timezone.now())
    assert claim and stopping.cancel(delivery, "Alice")
    with pytest.raises(LostClaim):
        claim.renew()
    assert claims.take(delivery.pk, timezone.now() + timedelta(days=1)) is None


@pytest.mark.parametrize("ended", [State.DELIVERED, State.SKIPPED, State.FAILED, State.UNSURE, State.MISSED])
def test_what_has_ended_is_never_claimed_again(delivery: Delivery, ended: State) -> None:
    Delivery.objects.update(state=ended)
    assert claims.take(delivery.pk, timezone.now() + timedelta(days=1)) is None


def test_a_retry_waits_for_its_time(delivery: Delivery) -> None:
    now = timezone.now()
    Delivery.objects.update(state=State.RETRYING, next_at=now)
    assert claims.take(delivery.pk, now - SECOND) is None
    assert claims.take(delivery.pk, now)


@pytest.mark.django_db(transaction=True)
def test_the_heartbeat_renews_and_a_cancelled_delivery_stops_it(
    delivery: Delivery, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.DELIVERY_LEASE = 1
    claim = claims.take(delivery.pk, timezone.now())
    assert claim
    until = Delivery.objects.get(pk=delivery.pk).lease_until
    with claim.kept():
        comes(lambda: Delivery.objects.filter(pk=delivery.pk, lease_until__gt=until).exists())
        assert stopping.cancel(delivery, "Alice")
        comes(lambda: f"delivery {delivery.pk} was taken over" in caplog.text)
