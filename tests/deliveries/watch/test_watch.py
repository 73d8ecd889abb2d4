"""The dead-man's switch counts by itself, and the owner hears ahead of the recipients."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from accounts.models import Membership, SubAccount, User
from deliveries.models import Alarm, Delivery, Schedule, State
from deliveries.schedules import planning, stopping
from deliveries.sending import claims
from deliveries.watch import alarms, expected, foreseeing, telling
from tests.deliveries import reports
from tests.deliveries.reports import SLOT
from tests.servers.mail import taking_mail

MINUTE = timedelta(minutes=1)


@pytest.fixture
def schedule(alice: User, subaccount: SubAccount) -> Schedule:
    made = reports.schedule(alice, subaccount)
    reports.mail(made, "lea@example.org")
    return made


def whys(now: Any) -> list[str]:
    return [each.why for each in expected.missing(now)]


@pytest.mark.parametrize(("minutes", "found"), [(14, []), (15, ["Nobody planned it."])])
def test_a_slot_that_nobody_planned_is_missed_after_a_quarter_of_an_hour(
    schedule: Schedule, minutes: int, found: list[str]
) -> None:
    assert whys(SLOT + minutes * MINUTE) == found


def test_what_planning_forgot_is_seen_even_if_the_schedule_says_it_was_planned(schedule: Schedule) -> None:
    planning.plan(SLOT)
    Delivery.objects.all().delete()
    assert whys(SLOT + 20 * MINUTE) == ["Nobody planned it."]


def test_a_receipt_that_no_worker_begins_is_missing(schedule: Schedule) -> None:
    planning.plan(SLOT)
    Delivery.objects.update(created_at=SLOT)
    assert whys(SLOT + 16 * MINUTE) == ["No worker began it."]


def test_one_that_does_not_end_is_missing(schedule: Schedule) -> None:
    planning.plan(SLOT)
    Delivery.objects.update(created_at=SLOT)
    assert claims.take(Delivery.objects.get().pk, SLOT)
    assert whys(SLOT + timedelta(hours=9)) == ["It does not come to an end."]


def test_what_is_delivered_paused_or_missed_on_purpose_is_not_missing(schedule: Schedule) -> None:
    planning.plan(SLOT)
    Delivery.objects.update(state=State.MISSED)
    assert whys(SLOT + timedelta(hours=9)) == []
    stopping.pause(schedule)
    assert whys(SLOT + timedelta(days=3)) == []


def test_the_alarm_is_raised_once_told_once_and_ends_by_itself(schedule: Schedule) -> None:
    for minute in (20, 22, 24):
        alarms.watch(SLOT + minute * MINUTE)
    assert len(mail.outbox) == 1 and "Orders to finance" in mail.outbox[0].body
    planning.plan(SLOT + 25 * MINUTE)
    Delivery.objects.update(state=State.DELIVERED)
    assert alarms.watch(SLOT + 26 * MINUTE) == 0
    assert Alarm.objects.get().closed_at


def test_an_alarm_goes_to_admins_of_that_account_alone(schedule: Schedule, bob: User, charlie: User) -> None:
    alarms.watch(SLOT + 20 * MINUTE)
    assert mail.outbox[0].to == ["alice@example.org"]


def test_the_owner_is_told_of_a_failure_once(schedule: Schedule) -> None:
    planning.plan(SLOT)
    Delivery.objects.update(state=State.FAILED, said="The bucket is full.", finished_at=timezone.now())
    assert telling.tell(timezone.now()) == 1
    assert telling.tell(timezone.now()) == 0
    assert "The bucket is full." in mail.outbox[0].body and mail.outbox[0].to == ["alice@example.org"]


def test_many_failures_of_one_schedule_are_one_mail(schedule: Schedule) -> None:
    for day in range(5):
        planning.write(schedule, [SLOT + timedelta(days=day)], State.WAITING)
    Delivery.objects.update(state=State.FAILED, said="No.", finished_at=timezone.now())
    assert telling.tell(timezone.now()) == 1


def test_a_mail_that_does_not_go_is_tried_again(schedule: Schedule, settings: Any) -> None:
    planning.plan(SLOT)
    Delivery.objects.update(state=State.FAILED, said="No.", finished_at=timezone.now())
    nobody_takes_mail(settings)
    assert telling.tell(timezone.now()) == 0
    assert Delivery.objects.get().told_at is None


def test_a_mail_server_that_does_not_answer_is_waited_for_once(
    alice: User, subaccount: SubAccount, settings: Any, caplog: Any
) -> None:
    for number in range(3):
        planning.write(failing(alice, subaccount, f"Report {number}"), [SLOT], State.WAITING)
    Delivery.objects.update(state=State.FAILED, said="No.", finished_at=timezone.now())
    nobody_takes_mail(settings)
    assert telling.tell(timezone.now()) == 0
    assert caplog.text.count("could not be sent") == 1 and not Delivery.objects.exclude(told_at=None).exists()


def test_an_owner_whose_address_is_refused_does_not_stand_before_others(
    alice: User, bob: User, subaccount: SubAccount, settings: Any
) -> None:
    User.objects.filter(pk=alice.pk).update(email="gone@example.org")
    for owner in (alice, bob):
        planning.write(failing(owner, subaccount, str(owner)), [SLOT], State.WAITING)
    Delivery.objects.update(state=State.FAILED, said="No.", finished_at=timezone.now())
    with taking_mail() as post:
        settings.EMAIL_BACKEND, settings.EMAIL_HOST = "django.core.mail.backends.smtp.EmailBackend", "127.0.0.1"
        settings.EMAIL_PORT = post.port
        assert telling.tell(timezone.now()) == 1
    assert Delivery.objects.exclude(told_at=None).get().schedule.owner == bob


def failing(owner: User, place: SubAccount, name: str) -> Schedule:
    made = reports.schedule(owner, place, name=name)
    reports.mail(made, "lea@example.org")
    return made


def nobody_takes_mail(settings: Any) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = "django.core.mail.backends.smtp.EmailBackend", "127.0.0.1"
    settings.EMAIL_PORT = 1  # nobody listens there


def test_an_alarm_that_no_mail_server_takes_stands_and_is_told_later(schedule: Schedule, settings: Any) -> None:
    backend = settings.EMAIL_BACKEND
    nobody_takes_mail(settings)
    assert alarms.watch(SLOT + 20 * MINUTE) == 1 and Alarm.objects.get().told_at is None
    settings.EMAIL_BACKEND = backend
    alarms.watch(SLOT + 22 * MINUTE)
    assert len(mail.outbox) == 1 and Alarm.objects.get().told_at


def test_of_an_owner_who_left_the_admins_are_told(schedule: Schedule, alice: User, bob: User) -> None:
    Schedule.objects.update(owner=bob)
    Membership.objects.filter(user=bob).delete()
    planning.plan(SLOT)
    Delivery.objects.update(state=State.FAILED, said="Gone.", finished_at=timezone.now())
    telling.tell(timezone.now())
    assert mail.outbox[0].to == ["alice@example.org"]


@pytest.mark.usefixtures("published")
def test_before_the_slot_its_owner_hears_what_stands_in_the_way(schedule: Schedule) -> None:
    Schedule.objects.update(content={"kind": "look", "look": 4711}, next_at=SLOT + 20 * MINUTE)
    assert foreseeing.foresee(SLOT) == 1
    assert foreseeing.foresee(SLOT + MINUTE) == 0  # once a slot
    assert "was deleted" in mail.outbox[0].body and mail.outbox[0].to == ["alice@example.org"]


@pytest.mark.usefixtures("published")
def test_a_host_that_takes_nothing_is_foreseen(schedule: Schedule) -> None:
    reports.webhook(schedule, "https://127.0.0.1/hook")
    warned = list(foreseeing.troubles(schedule, timezone.now()))
    assert any("does not send to" in each for each in warned), warned


@pytest.mark.usefixtures("published")
def test_far_fewer_rows_than_usual_are_foreseen(schedule: Schedule) -> None:
    for day in range(1, 7):
        planning.write(schedule, [SLOT - timedelta(days=day)], State.DELIVERED)
    Delivery.objects.update(state=State.DELIVERED, total_rows=900)
    assert "It would have 3 rows; 900 are usual." in list(foreseeing.troubles(schedule, timezone.now()))


@pytest.mark.usefixtures("published")
def test_a_schedule_in_order_warns_of_nothing(schedule: Schedule) -> None:
    assert list(foreseeing.troubles(schedule, timezone.now())) == []
