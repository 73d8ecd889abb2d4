"""Every slot that has passed becomes one receipt for each target, and none twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from accounts.models import SubAccount, User
from deliveries.models import CatchUp, Delivery, Schedule, State
from deliveries.schedules import planning, stopping
from tests.deliveries import reports
from tests.deliveries.reports import SLOT

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.fixture
def schedule(alice: User, subaccount: SubAccount) -> Schedule:
    made = reports.schedule(alice, subaccount)
    reports.mail(made, "lea@example.org")
    return made


def states(of: Schedule) -> list[tuple[datetime, str]]:
    return list(of.deliveries.order_by("slot").values_list("slot", "state"))


def test_before_its_time_nothing_is_planned(schedule: Schedule) -> None:
    assert planning.plan(SLOT - timedelta(seconds=1)) == 0
    assert states(schedule) == []


def test_a_slot_gets_a_receipt_for_each_target(schedule: Schedule) -> None:
    reports.webhook(schedule, "https://hooks.example.org/a")
    assert planning.plan(SLOT) == 2
    assert {each.kind for each in schedule.deliveries.all()} == {"email", "webhook"}


def test_the_next_slot_is_the_one_after(schedule: Schedule) -> None:
    planning.plan(SLOT + MINUTE)
    schedule.refresh_from_db()
    assert (schedule.next_at, schedule.planned_until) == (SLOT + DAY, SLOT + MINUTE)


@pytest.mark.django_db(transaction=True)
def test_planners_at_once_plan_a_slot_once(schedule: Schedule) -> None:
    def plan(_: int) -> None:
        try:
            planning.plan(SLOT)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(plan, range(8)))
    assert states(schedule) == [(SLOT, State.WAITING)]


def test_a_plan_that_was_lost_is_made_again_without_doubles(schedule: Schedule) -> None:
    """As if the rows were written and the schedule was not."""
    planning.plan(SLOT)
    Schedule.objects.update(planned_until=SLOT - MINUTE, next_at=SLOT)
    planning.plan(SLOT)
    assert states(schedule) == [(SLOT, State.WAITING)]


@pytest.mark.parametrize(("catch_up", "sent"), [
    (CatchUp.LATEST, ["missed", "missed", "waiting"]),
    (CatchUp.ALL, ["waiting", "waiting", "waiting"]),
    (CatchUp.NONE, ["missed", "missed", "missed"]),
])  # fmt: skip
def test_after_days_without_a_worker_the_schedule_decides(schedule: Schedule, catch_up: str, sent: list[str]) -> None:
    Schedule.objects.update(catch_up=catch_up)
    planning.plan(SLOT + 2 * DAY + timedelta(hours=3))
    assert [state for _, state in states(schedule)] == sent


@pytest.mark.parametrize(("late", "state"), [(600, State.WAITING), (601, State.MISSED)])
def test_ten_minutes_late_is_still_on_time(schedule: Schedule, late: int, state: State) -> None:
    Schedule.objects.update(catch_up=CatchUp.NONE)
    planning.plan(SLOT + timedelta(seconds=late))
    assert states(schedule) == [(SLOT, state)]


def test_a_missed_slot_says_so(schedule: Schedule) -> None:
    Schedule.objects.update(catch_up=CatchUp.NONE)
    planning.plan(SLOT + DAY - MINUTE)
    missed = schedule.deliveries.get()
    assert missed.code == "missed" and "did not run then" in missed.said and missed.finished_at


def test_one_that_cannot_be_planned_does_not_stop_the_others(schedule: Schedule, caplog: Any) -> None:
    other = reports.schedule(schedule.owner, schedule.subaccounts.get(), name="Other")  # type: ignore[arg-type]
    Schedule.objects.filter(pk=schedule.pk).update(recurrence={})
    reports.mail(other, "lea@example.org")
    assert planning.plan(SLOT) == 1 and states(other) == [(SLOT, State.WAITING)]
    assert f"schedule {schedule.pk} could not be planned" in caplog.text


def test_what_is_paused_or_removed_is_not_planned(schedule: Schedule) -> None:
    stopping.pause(schedule)
    assert planning.plan(SLOT) == 0


def test_slots_of_a_pause_are_not_caught_up(schedule: Schedule, monkeypatch: Any) -> None:
    stopping.pause(schedule)
    monkeypatch.setattr(stopping.timezone, "now", lambda: SLOT + 3 * DAY + MINUTE)
    stopping.resume(schedule)
    planning.plan(SLOT + 4 * DAY)
    assert states(schedule) == [(SLOT + 4 * DAY, State.WAITING)]


def test_where_each_gets_their_own_rows_each_has_a_receipt(schedule: Schedule) -> None:
    schedule.targets.update(recipients=["lea@example.org", "hugo@example.org"])
    Schedule.objects.update(options={"own_rows": True})
    planning.plan(SLOT)
    lines = {each.recipient: [line.address for line in each.recipients.all()] for each in Delivery.objects.all()}
    assert lines == {"lea@example.org": ["lea@example.org"], "hugo@example.org": ["hugo@example.org"]}


def test_a_thousand_missed_minutes_are_written_and_no_more(schedule: Schedule) -> None:
    every = {"kind": "minutes", "zone": "UTC", "every": 5, "start": "00:00", "end": "00:00"}
    Schedule.objects.update(recurrence=every, planned_until=datetime(2025, 1, 1, tzinfo=UTC))
    planning.plan(SLOT)
    assert schedule.deliveries.count() == planning.MOST
    assert schedule.deliveries.filter(state=State.WAITING).count() == 3  # of the last ten minutes
