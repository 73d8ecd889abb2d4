"""A schedule whose time zone this machine does not know, as after a restore: it stands still, and everybody is told."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.access import viewer_for
from accounts.models import User
from deliveries.models import Delivery, Schedule, State
from deliveries.schedules import planning, saving, stopping
from deliveries.watch import expected, standing, telling
from tests.deliveries.schedules.test_saving import NOW, REVENUE

pytestmark = pytest.mark.usefixtures("published")


@pytest.fixture
def unknown(alice: User) -> Schedule:
    made = saving.make(viewer_for(alice), REVENUE, NOW)
    made.recurrence["zone"] = "Europe/Pariss"
    made.save()
    return made


def due(schedule: Schedule) -> datetime:
    assert schedule.next_at is not None
    return schedule.next_at


def test_its_slot_fails_in_words_and_no_other_is_planned(unknown: Schedule) -> None:
    assert planning.plan(due(unknown)) == 1
    receipt, kept = Delivery.objects.get(), Schedule.objects.get()
    assert (receipt.state, receipt.code) == (State.FAILED, "recurrence")
    assert "Europe/Pariss" in receipt.said and "Europe/Paris" in kept.paused_why and kept.next_at is None
    assert planning.plan(due(unknown)) == 0


def test_its_owner_is_told_however_old_the_slot_is(unknown: Schedule) -> None:
    Schedule.objects.update(next_at=NOW - timedelta(days=60))
    planning.plan(NOW)
    assert telling.tell(timezone.now()) == 1 and "Europe/Pariss" in str(mail.outbox[0].body)


def test_it_stands_still_again_where_it_is_resumed(unknown: Schedule) -> None:
    planning.plan(due(unknown))
    stopping.resume(Schedule.objects.get())
    assert planning.plan(due(Schedule.objects.get())) == 1
    assert Schedule.objects.get().paused_at is not None


def test_the_switch_and_the_other_schedules_go_on(unknown: Schedule, alice: User) -> None:
    other = saving.make(viewer_for(alice), REVENUE, NOW)
    assert planning.plan(due(other)) == 2
    assert list(expected.missing(due(other))) == []


@pytest.mark.parametrize("planned", [False, True])
def test_every_page_of_it_opens(unknown: Schedule, alice: User, client: Client, planned: bool) -> None:
    standing.forget()
    if planned:
        planning.plan(due(unknown))
    client.force_login(alice)
    pk = unknown.pk
    ours = [
        "/deliveries/",
        "/deliveries/receipts/",
        f"/deliveries/{pk}/runs",
        f"/schedules/{pk}/",
        "/health/deliveries",
    ]
    rest = ["/api/v1/schedules", f"/api/v1/schedules/{pk}", f"/api/v1/schedules/{pk}/upcoming"]
    assert {page: client.get(page).status_code for page in ours + rest} == dict.fromkeys(ours + rest, 200)
