"""Receipts over REST: found, paged, read whole, and acted on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from accounts.models import Account, SubAccount, User
from deliveries.models import Delivery, Hold, Kind, Schedule, State
from deliveries.schedules import planning
from deliveries.sending import spool
from tests.deliveries import reports
from tests.deliveries.api.asking import ask
from tests.explores.keeping.people import analyst

pytestmark = pytest.mark.django_db


@pytest.fixture
def schedule(alice: User, subaccount: SubAccount) -> Schedule:
    made = reports.schedule(alice, subaccount)
    reports.mail(made, "lea@example.org")
    return made


@pytest.fixture
def receipt(schedule: Schedule) -> Delivery:
    return reports.planned(schedule)


def act(user: User, receipt: Delivery, what: str, body: Any = None) -> Any:
    return ask(user, "POST", f"receipts/{receipt.number}/{what}", body)


def listed(user: User, query: str = "") -> list[str]:
    answer = ask(user, "GET", f"receipts?{query}")
    assert answer.status_code == 200, answer.json()
    return [each["id"] for each in answer.json()["receipts"]]


def test_a_receipt_is_read_with_all_that_it_proves(alice: User, receipt: Delivery) -> None:
    found = ask(alice, "GET", f"receipts/{receipt.number}").json()
    assert found["state"] == "waiting" and found["schedule"] == receipt.schedule_id and found["key"] == receipt.uid.hex
    assert [each["address"] for each in found["recipients"]] == ["lea@example.org"]
    assert found["slot"] == "2025-11-17T07:00:00Z" and found["steps"] == [] and found["remote"] == {}


def test_pages_follow_one_another_without_a_gap(alice: User, schedule: Schedule) -> None:
    made = {reports.planned(schedule, reports.SLOT + timedelta(days=day)).number for day in range(5)}
    found, cursor, pages = [], "", 0
    while cursor is not None:
        page = ask(alice, "GET", f"receipts?limit=2&cursor={cursor}").json()
        found += [each["id"] for each in page["receipts"]]
        cursor, pages = page["next"], pages + 1
    assert len(found) == 5 and set(found) == made and pages == 3


def test_receipts_are_found_by_what_they_are(alice: User, schedule: Schedule, receipt: Delivery) -> None:
    hook = reports.webhook(schedule, "https://hooks.example.org/")
    Delivery.objects.filter(pk=receipt.pk).update(state=State.UNSURE)
    for query in ("state=unsure", "state=failed,unsure", f"schedule={schedule.pk}", "kind=email", "q=lea@example",
                  "from=2025-11-17&until=2025-11-17", f"q={receipt.number}"):  # fmt: skip
        assert listed(alice, query) == [receipt.number], query
    for query in ("state=failed", "schedule=4711", "kind=s3", f"destination={hook.destination_id}", "q=hugo",
                  "from=2025-11-18", "until=2025-11-16"):  # fmt: skip
        assert listed(alice, query) == [], query


@pytest.mark.parametrize("query", ["state=lost", "kind=fax", "schedule=x", "destination=-1", "from=yesterday",
                                   "until=2025-13-01", "q=%00", "limit=0", "limit=201", "limit=many", "cursor=r_0",
                                   "cursor=r_0123456789abcdef", "colour=red"])  # fmt: skip
def test_what_means_nothing_is_refused(alice: User, query: str) -> None:
    answer = ask(alice, "GET", f"receipts?{query}")
    assert answer.status_code == 400 and answer.json()["field"] == query.partition("=")[0]


def test_a_slot_is_sent_again_once_it_has_ended(alice: User, receipt: Delivery) -> None:
    assert act(alice, receipt, "again").status_code == 409
    Delivery.objects.update(state=State.FAILED)
    again = act(alice, receipt, "again")
    assert again.status_code == 201 and again.json()["turn"] == 1 and again.json()["id"] != receipt.number


def test_a_delivery_is_cancelled_once(alice: User, receipt: Delivery) -> None:
    assert act(alice, receipt, "cancel").json()["state"] == "cancelled"
    assert act(alice, receipt, "cancel").status_code == 409


def test_a_person_says_that_it_arrived(alice: User, receipt: Delivery) -> None:
    assert act(alice, receipt, "decide", {"arrived": True}).status_code == 409
    Delivery.objects.update(state=State.UNSURE)
    receipt.recipients.update(state=Hold.UNSURE)
    found = act(alice, receipt, "decide", {"arrived": True}).json()
    assert (found["state"], found["code"], found["recipients"][0]["state"]) == ("delivered", "confirmed", "delivered")


def test_or_that_it_did_not_which_sends_it_again_once(alice: User, receipt: Delivery) -> None:
    Delivery.objects.update(state=State.UNSURE)
    again = act(alice, receipt, "decide", {"arrived": False})
    assert again.status_code == 201 and (again.json()["turn"], again.json()["state"]) == (1, "waiting")
    assert act(alice, receipt, "decide", {"arrived": False}).status_code == 409
    assert Delivery.objects.count() == 2 and receipt.steps.get().what == "Did not arrive"


@pytest.mark.parametrize("body", [{}, {"arrived": "yes"}, {"arrived": 1}, {"arrived": None}, {"came": True}, []])
def test_a_decision_is_true_or_false(alice: User, receipt: Delivery, body: Any) -> None:
    Delivery.objects.update(state=State.UNSURE)
    assert act(alice, receipt, "decide", body).status_code == 400
    assert Delivery.objects.get().state == State.UNSURE


def test_the_file_is_had_while_it_is_kept(alice: User, receipt: Delivery) -> None:
    path = f"receipts/{receipt.number}/file"
    assert ask(alice, "GET", path).json()["message"] == "No file was made."
    made = spool.folder_of(receipt.uid) / "orders.csv"
    made.write_text("channel,revenue\n")
    files = spool.to_json([spool.measured(made, made.name, "text/csv")])
    Delivery.objects.update(files=files)
    answer = ask(alice, "GET", path)
    assert b"".join(answer.streaming_content) == b"channel,revenue\n"
    assert ask(alice, "GET", f"{path}?place=1").status_code == 404
    assert ask(alice, "GET", f"{path}?place=first").status_code == 400
    made.unlink()
    assert "taken away" in ask(alice, "GET", path).json()["message"]


def test_what_is_anothers_is_not_there(receipt: Delivery, account: Account, bob: User, charlie: User) -> None:
    for stranger in (analyst(account), charlie, bob):
        assert listed(stranger) == [] and listed(stranger, "state=twice") == []
        assert ask(stranger, "GET", f"receipts/{receipt.number}").status_code == 404
        assert ask(stranger, "GET", f"receipts/{receipt.number}/file").status_code == 404
        assert ask(stranger, "GET", f"receipts?cursor={receipt.number}").status_code == 400
        for what in ("again", "cancel", "decide"):
            assert act(stranger, receipt, what, {}).status_code == (403 if stranger == bob else 404)
    assert Delivery.objects.get().state == State.WAITING


def test_nothing_of_a_receipt_is_a_secret(alice: User, schedule: Schedule) -> None:
    reports.webhook(schedule, "https://hooks.example.org/")
    planning.write(schedule, [reports.SLOT], State.WAITING)
    hook = Delivery.objects.get(kind=Kind.WEBHOOK)
    text = ask(alice, "GET", f"receipts/{hook.number}").content + ask(alice, "GET", "receipts").content
    assert b"of the hook" not in text
