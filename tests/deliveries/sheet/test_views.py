"""The schedule sheet as pages: who may, what is kept, and that a form which is refused keeps what was typed."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.models import Membership, Role, User
from deliveries.models import Delivery, Schedule, State
from tests.deliveries.sheet.forms import HTMX, QUESTION, form

pytestmark = pytest.mark.usefixtures("published")


@pytest.fixture
def page(client: Client, alice: User) -> Client:
    client.force_login(alice)
    return client


def saved(page: Client, **given: Any) -> Schedule:
    assert page.post("/schedules/save", form(**given), headers=HTMX).status_code == 200
    return Schedule.objects.get()


def test_what_was_chosen_is_what_is_kept(page: Client, alice: User) -> None:
    made = saved(page, when="weekly", weekday=["2"], at="07:30", name="Wednesdays")
    assert (made.name, made.owner) == ("Wednesdays", alice)
    assert made.recurrence == {"kind": "weekly", "zone": "Europe/Paris", "at": "07:30", "weekdays": [2]}
    assert made.targets.get().recipients == ["lea@example.org"]


def test_without_a_script_the_form_leads_on_to_the_list(page: Client) -> None:
    assert page.post("/schedules/save", form())["Location"] == "/deliveries/"


def test_a_refused_form_keeps_what_was_typed_and_says_where(page: Client) -> None:
    answer = page.post("/schedules/save", form(t1_recipients="nobody", message="Look at this"))
    assert answer.status_code == 400 and not Schedule.objects.exists()
    assert "nobody" in answer.content.decode() and "Look at this" in answer.content.decode()


def test_a_change_that_was_overtaken_is_told(page: Client) -> None:
    made = saved(page)
    Schedule.objects.update(version=2)
    answer = page.post("/schedules/save", form(number=str(made.pk), version="1", name="Mine"))
    assert answer.status_code == 400 and "while you changed it" in answer.content.decode()
    assert Schedule.objects.get().name == "Automation, every day at 06:00"


def test_without_a_mail_server_the_sheet_says_that_no_mail_arrives(page: Client, settings: Any) -> None:
    for host, said in (("", True), ("127.0.0.1", False)):
        settings.EMAIL_HOST = host
        answer = page.post("/schedules/draw", form(), headers=HTMX)
        assert ("has no mail server" in answer.content.decode()) is said


def test_send_now_makes_receipts_and_no_schedule_in_the_list(page: Client) -> None:
    page.post("/schedules/save", form(QUESTION, when="now", t1_format="csv"), headers=HTMX)
    assert Delivery.objects.get().state == State.WAITING and Schedule.objects.get().passing


def test_sending_a_saved_one_now_is_a_slot_of_its_own(page: Client) -> None:
    made = saved(page)
    page.post(f"/schedules/{made.pk}/act", {"do": "send"}, headers=HTMX)
    assert Delivery.objects.get().schedule == made and Schedule.objects.count() == 1


def test_a_second_press_sends_nothing_more(page: Client) -> None:
    made = saved(page)
    for _ in range(2):
        page.post(f"/schedules/{made.pk}/act", {"do": "send"}, headers=HTMX)
    assert Delivery.objects.count() == 1


@pytest.mark.parametrize("path", ["/schedules/{}/", "/schedules/{}/act"])
def test_somebody_elses_schedule_is_not_there(page: Client, path: str, charlie: User) -> None:
    made = saved(page)
    page.force_login(charlie)
    asked = page.post if path.endswith("act") else page.get
    assert asked(path.format(made.pk), {"do": "send"}).status_code == 404 and not Delivery.objects.exists()


def test_a_form_cannot_change_somebody_elses(page: Client, account: Any) -> None:
    made = saved(page)
    other = User.objects.create_user("ana@example.org", "correct horse battery")
    Membership.objects.create(user=other, account=account, role=Role.ANALYST, all_subaccounts=True)
    page.force_login(other)
    assert page.post("/schedules/save", form(number=str(made.pk), version="1", name="Theirs")).status_code == 404
    assert Schedule.objects.get().name != "Theirs"


@pytest.mark.parametrize("path", ["/schedules/save", "/schedules/test", "/schedules/preview", "/schedules/draw"])
def test_a_viewer_may_not(client: Client, bob: User, path: str) -> None:
    client.force_login(bob)
    assert client.post(path, form()).status_code == 403 and not Schedule.objects.exists()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"kind": "dashboard"}', "[" * 60_000])
def test_a_form_about_nothing_is_refused(page: Client, content: str) -> None:
    answer = page.post("/schedules/save", {**form(), "content": content})
    assert answer.status_code == 404 and not Schedule.objects.exists()


def test_a_form_about_a_dashboard_that_is_gone_says_so(page: Client) -> None:
    answer = page.post("/schedules/save", form({"kind": "dashboard", "slug": "4711"}))
    assert "was deleted" in answer.content.decode() and not Schedule.objects.exists()
    assert answer.status_code == 404


def test_a_part_of_a_page_says_it_with_200_which_alone_htmx_puts_in(page: Client) -> None:
    answer = page.post("/schedules/save", form({"kind": "dashboard", "slug": "4711"}), headers=HTMX)
    assert answer.status_code == 200 and "was deleted" in answer.content.decode()


def test_the_password_of_a_zip_is_never_shown_again(page: Client) -> None:
    made = saved(page, zipped="1", password="Meridian 0")
    assert made.sealed.open() == {"password": "Meridian 0"}
    assert "Meridian" not in page.get(f"/schedules/{made.pk}/").content.decode()


def test_an_explore_offers_to_send_and_to_schedule_its_question(page: Client) -> None:
    shown = page.get(f"/explore/business/?{QUESTION['query']}").content.decode()
    assert "Send…" in shown and "Save and schedule…" in shown
    sheet = page.get(f"/schedules/new/explore/business/?{QUESTION['query']}").content.decode()
    assert "Schedule delivery" in sheet and "orders.revenue" in sheet
