"""A schedule that is due when its data have been refreshed: once for each state that shows other figures."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import SubAccount, User
from cdp.models import Pin
from deliveries.models import Schedule
from deliveries.schedules import planning
from tests.deliveries import reports

pytestmark = pytest.mark.usefixtures("published")
EVERY_HOUR = {"kind": "refresh", "zone": "Europe/Paris", "every": 60}


@pytest.fixture
def schedule(alice: User, subaccount: SubAccount) -> Schedule:
    """Made when the first state was there already."""
    now = timezone.now()
    made = reports.schedule(alice, subaccount, recurrence=EVERY_HOUR, next_at=now, seen_pin=Pin.objects.get().pk)
    reports.mail(made, "lea@example.org")
    return made


def publish(**changed: Any) -> Pin:
    """A state in which these tables are others."""
    last = Pin.objects.latest("pk")
    return Pin.objects.create(versions={**last.versions, **changed}, data_as_of=timezone.now())


def test_the_state_it_was_made_in_is_no_refresh(schedule: Schedule) -> None:
    assert planning.plan(timezone.now()) == 0


def test_new_orders_are_a_slot_at_the_moment_they_were_published(schedule: Schedule) -> None:
    newest = publish(orders=99)
    assert planning.plan(timezone.now()) == 1
    assert schedule.deliveries.get().slot == newest.published_at


def test_tables_that_it_does_not_read_are_none_of_its_business(schedule: Schedule) -> None:
    publish(ad_metrics=99, ad_daily=99)
    assert planning.plan(timezone.now()) == 0


def test_it_does_not_come_more_often_than_it_was_asked_for(schedule: Schedule) -> None:
    now = timezone.now()
    publish(orders=99)
    planning.plan(now)
    publish(orders=100)
    assert planning.plan(now + timedelta(minutes=59)) == 0
    assert planning.plan(now + timedelta(minutes=60)) == 1


def test_several_states_between_two_looks_are_one_slot(schedule: Schedule) -> None:
    for version in (99, 100, 101):
        publish(orders=version)
    assert planning.plan(timezone.now()) == 1


def test_a_state_that_was_swept_away_counts_as_another(schedule: Schedule) -> None:
    Schedule.objects.update(seen_pin=4711)
    assert planning.plan(timezone.now()) == 1
