"""The list of schedules: who sees which, what a line says, and what its menu does."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Membership, Role, SubAccount, User
from deliveries.models import Delivery, Schedule, State
from deliveries.watch import standing
from tests.deliveries import reports


@pytest.fixture
def schedule(alice: User, subaccount: SubAccount) -> Schedule:
    standing.forget()
    made = reports.schedule(alice, subaccount, watched_from=timezone.now())
    reports.mail(made, "lea@example.org", "hugo@example.org")
    return made


@pytest.fixture
def page(client: Client, alice: User) -> Client:
    client.force_login(alice)
    return client


def sender(user: User) -> User:
    Membership.objects.filter(user=user).update(role=Role.ANALYST)
    return user


def listed(client: Client, query: str = "") -> str:
    answer = client.get(f"/deliveries/{query}")
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_line_says_when_where_and_what(page: Client, schedule: Schedule) -> None:
    said = listed(page)
    assert "Orders to finance" in said and "Every day at 08:00, Paris time" in said and "2 people" in said
    assert "Mon 17 Nov 08:00" in said and "Not yet" in said


def test_the_last_result_leads_to_its_receipt(page: Client, schedule: Schedule) -> None:
    made = reports.planned(schedule)
    Delivery.objects.update(state=State.FAILED, finished_at=timezone.now())
    assert f"/deliveries/receipts/{made.number}/" in listed(page) and "Failed" in listed(page)


def test_a_team_mate_sees_their_own_alone(client: Client, schedule: Schedule, bob: User) -> None:
    client.force_login(sender(bob))
    assert "Orders to finance" not in listed(client) + listed(client, "?whose=all")
    assert client.get(f"/deliveries/{schedule.pk}/runs").status_code == 404
    assert client.post(f"/deliveries/{schedule.pk}/pause").status_code == 404


def test_an_admin_narrows_to_their_own(page: Client, schedule: Schedule, bob: User, subaccount: SubAccount) -> None:
    reports.schedule(bob, subaccount, name="Of Bob", watched_from=timezone.now())
    assert "Of Bob" in listed(page) and "Of Bob" not in listed(page, "?whose=mine")


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("?q=finance", True),
        ("?q=hugo%40", True),
        ("?q=nothing", False),
        ("?about=explore:business", True),
        ("?about=dashboard:automation", False),
        ("?state=running", True),
        ("?state=paused", False),
        ("?state=left", False),
        ("?state=wrong", False),
        ("?q=%00&state=x&shown=-1&about=%00", True),
    ],
)
def test_filters_leave_what_they_say(page: Client, schedule: Schedule, query: str, left: bool) -> None:
    assert ("Actions of Orders to finance" in listed(page, query)) == left


def test_the_tiles_of_a_dashboard_are_about_it(page: Client, alice: User, subaccount: SubAccount) -> None:
    tile = {"kind": "tile", "slug": "revenue", "tile": "revenue"}
    reports.schedule(alice, subaccount, name="One tile", content=tile, about="tile:revenue/revenue")
    assert "One tile" in listed(page, "?about=dashboard:revenue")


def test_who_left_is_marked(page: Client, schedule: Schedule, alice: User, bob: User) -> None:
    Schedule.objects.update(owner=bob)
    bob.memberships.all().delete()
    assert "Owner left" in listed(page, "?state=left")


def test_pause_and_resume_say_who_did_it(page: Client, schedule: Schedule) -> None:
    page.post(f"/deliveries/{schedule.pk}/pause")
    assert "By Alice" in listed(page, "?state=paused")
    page.post(f"/deliveries/{schedule.pk}/resume")
    schedule.refresh_from_db()
    assert schedule.paused_at is None and schedule.next_at is not None


def test_what_is_deleted_comes_back_by_the_toast(page: Client, schedule: Schedule) -> None:
    answer = page.post(f"/deliveries/{schedule.pk}/remove", follow=True)
    assert f'action="/deliveries/{schedule.pk}/restore"' in answer.content.decode()
    page.post(f"/deliveries/{schedule.pk}/restore")
    assert "Orders to finance" in listed(page)


def test_send_now_makes_a_receipt_of_its_own(page: Client, schedule: Schedule) -> None:
    answer = page.post(f"/deliveries/{schedule.pk}/send")
    assert answer.headers["Location"] == f"/deliveries/receipts/{schedule.deliveries.get().number}/"


def test_pressing_send_now_twice_sends_once(page: Client, schedule: Schedule) -> None:
    page.post(f"/deliveries/{schedule.pk}/send")
    answer = page.post(f"/deliveries/{schedule.pk}/send", follow=True)
    assert "is being sent at this moment" in answer.content.decode() and schedule.deliveries.count() == 1


def test_the_next_ten_runs_are_shown(page: Client, schedule: Schedule) -> None:
    said = page.get(f"/deliveries/{schedule.pk}/runs", headers={"HX-Request": "true"}).content.decode()
    assert said.count("08:00</li>") == 10 and "Paris time" in said


@pytest.mark.usefixtures("published")
def test_a_copy_is_paused(page: Client, schedule: Schedule) -> None:
    page.post(f"/deliveries/{schedule.pk}/copy")
    made = Schedule.objects.exclude(pk=schedule.pk).get()
    assert made.paused_at is not None and made.name == "Orders to finance, copy"


@pytest.mark.usefixtures("published")
def test_an_admin_gives_it_to_who_may_send(page: Client, schedule: Schedule, bob: User) -> None:
    refused = page.post(f"/deliveries/{schedule.pk}/owner", {"owner": bob.pk})
    assert refused.status_code == 400 and b"Choose somebody" in refused.content
    page.post(f"/deliveries/{schedule.pk}/owner", {"owner": sender(bob).pk})
    schedule.refresh_from_db()
    assert schedule.owner == bob


def test_a_viewer_changes_nothing(client: Client, bob: User, subaccount: SubAccount) -> None:
    own = reports.schedule(bob, subaccount)
    client.force_login(bob)
    assert "Orders to finance" in listed(client)
    for act in ("send", "pause", "resume", "copy", "remove", "restore", "owner"):
        assert client.post(f"/deliveries/{own.pk}/{act}").status_code == 403


def test_what_is_missing_stands_on_the_page(page: Client, schedule: Schedule) -> None:
    Schedule.objects.update(watched_from=timezone.now() - timedelta(days=2))
    standing.forget()
    said = listed(page)
    assert "missing" in said and "Nobody planned it." in said and "manage.py doctor" in said


def test_a_monitor_hears_of_it_without_names(client: Client, schedule: Schedule) -> None:
    assert client.get("/health/deliveries").json() == {"status": "ok", "missing": 0}
    Schedule.objects.update(watched_from=timezone.now() - timedelta(days=2))
    standing.forget()
    answer = client.get("/health/deliveries")
    assert answer.status_code == 503 and answer.json()["missing"] >= 1 and b"finance" not in answer.content


def test_the_count_of_the_navigation_falls_when_it_was_looked_at(page: Client, schedule: Schedule) -> None:
    made = reports.planned(schedule, timezone.now())
    Delivery.objects.update(state=State.UNSURE)
    assert 'class="nav-count"' in listed(page)
    page.get(f"/deliveries/receipts/{made.number}/")
    assert 'class="nav-count"' not in listed(page)


def test_nobody_knows_what_waits_for_a_stranger(rf: Any, charlie: User) -> None:
    from deliveries.watch.waiting import waiting

    request = rf.get("/")
    charlie.memberships.all().delete()
    request.user = charlie
    assert waiting(request) == 0
