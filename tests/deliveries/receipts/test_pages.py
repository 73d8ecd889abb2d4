"""The table of receipts and the panel beside it."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Membership, Role, SubAccount, User
from deliveries.models import Delivery, Hold, Schedule, State
from deliveries.sending import spool, steps
from tests.deliveries import reports

NOON = datetime(2025, 11, 17, 11, tzinfo=UTC)  # of which ``reports.SLOT`` is four hours ago


@pytest.fixture
def schedule(alice: User, subaccount: SubAccount) -> Schedule:
    made = reports.schedule(alice, subaccount, watched_from=timezone.now())
    reports.mail(made, "lea@example.org", "hugo@example.org")
    return made


@pytest.fixture
def page(client: Client, alice: User) -> Client:
    client.force_login(alice)
    return client


def receipt(schedule: Schedule, hours: float = 1, **values: Any) -> Delivery:
    """One of so many hours ago, as the test says."""
    made = reports.planned(schedule, timezone.now() - timedelta(hours=hours))
    Delivery.objects.filter(pk=made.pk).update(**values)
    made.refresh_from_db()
    return made


def shown(client: Client, query: str = "") -> str:
    answer = client.get(f"/deliveries/receipts/{query}")
    assert answer.status_code == 200
    return str(answer.content.decode())


def panel(client: Client, of: Delivery) -> str:
    answer = client.get(f"/deliveries/receipts/{of.number}/?row=1", headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return str(answer.content.decode())


def kept(of: Delivery, name: str = "orders.csv", text: str = "channel,revenue\nEmail,99\n") -> Path:
    """A file of it, as one that was sent."""
    path = spool.folder_of(of.uid) / name
    path.write_text(text)
    files = spool.to_json([spool.measured(path, name, "text/csv", rows=1)])
    Delivery.objects.filter(pk=of.pk).update(files=files, size=path.stat().st_size, rows=1, total_rows=3)
    of.refresh_from_db()
    return path


def test_a_line_says_slot_destination_and_result(page: Client, schedule: Schedule) -> None:
    receipt(schedule, state=State.RETRYING, attempt=2, rows=81233)
    said = shown(page)
    assert "Retrying, 3 of 8" in said and "81,233" in said and "2 people" in said and "1 of 1 rows" in said


def test_the_figures_are_counted_from_the_receipts(page: Client, schedule: Schedule) -> None:
    for hours, state in enumerate((State.DELIVERED, State.SKIPPED, State.FAILED, State.UNSURE, State.WAITING), 1):
        receipt(schedule, hours, state=state)
    said = shown(page)
    assert "of 5, 1 still open" in said and "one receipt per slot" in said
    assert "1 not told of yet" in said


def test_a_slot_that_was_handed_over_twice_is_counted(page: Client, schedule: Schedule) -> None:
    made = receipt(schedule, state=State.DELIVERED)
    receipt(schedule, 2, state=State.DELIVERED)
    steps.note(made.pk, "Handed over")
    steps.note(made.pk, "Handed over")
    assert "look at them" in shown(page)
    assert "1 of 1 rows" in shown(page, "?state=twice") and made.number in shown(page, "?state=twice")


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("?state=delivered&state=failed", True),
        ("?state=failed", False),
        ("?place=email", True),
        ("?place=s3", False),
        ("?q=finance", True),
        ("?q=orders.csv", True),
        ("?q=text/csv", False),
        ("?q=etag-1", True),
        ("?q=hugo", True),
        ("?period=1&from=2020-01-01&until=2020-01-02", False),
        ("?schedule=0", False),
    ],
)
def test_filters_leave_what_they_say(page: Client, schedule: Schedule, query: str, left: bool) -> None:
    made = receipt(schedule, state=State.DELIVERED, remote_id="etag-1")
    kept(made)
    assert (f"row-{made.number}" in shown(page, query)) == left


@pytest.mark.parametrize(
    "query", ["?period=never", "?state=%00", "?from=30+Feb", "?until=2025-02-30", "?schedule=x", "?place=attic"]
)
def test_a_filter_that_nobody_knows_is_named_and_left_out(page: Client, schedule: Schedule, query: str) -> None:
    made = receipt(schedule)
    said = shown(page, query)
    assert "Left out, because nobody knows it" in said and made.number in said


@pytest.mark.parametrize("query", ["?q=%00%27", "?until=9999-12-31", "?from=0001-01-01", "?schedule=9" + "9" * 17])
def test_odd_values_are_answered(page: Client, schedule: Schedule, query: str) -> None:
    shown(page, query)


def test_more_rows_come_behind_the_last_one(page: Client, schedule: Schedule) -> None:
    made = [receipt(schedule, hours) for hours in range(1, 56)]
    assert "50 of 55 rows" in shown(page) and f"after={made[49].number}" in shown(page)
    receipt(schedule, 0.5)  # one that came meanwhile moves nothing
    said = shown(page, f"?after={made[49].number}&shown=50")
    assert [f"row-{each.number}" in said for each in made[48:52]] == [False, False, True, True]


def test_another_account_and_a_team_mate_see_nothing(
    client: Client, schedule: Schedule, bob: User, charlie: User
) -> None:
    made = receipt(schedule)
    for person in (bob, charlie):
        client.force_login(person)
        assert made.number not in shown(client)
        for path in ("", "receipt.json", "files/0"):
            assert client.get(f"/deliveries/receipts/{made.number}/{path}").status_code == 404


@pytest.mark.parametrize("number", ["r_", "r_zz", "x", "r_" + "0" * 16, "r_" + "0" * 15 + "٣"])
def test_a_number_of_no_receipt_is_not_found(page: Client, number: str) -> None:
    assert page.get(f"/deliveries/receipts/{number}/").status_code == 404


def test_the_panel_says_what_was_cut_and_what_happened(page: Client, schedule: Schedule) -> None:
    made = receipt(schedule, state=State.DELIVERED, facts={"filters": [["Channel", "Email"]], "notes": ["Without X."]})
    kept(made)
    steps.note(made.pk, "Made", "3 rows in 0.1 s")
    said = panel(page, made)
    assert "1 of 3, 2 left out by the limit" in said and "Channel is Email" in said and "3 rows in 0.1 s" in said
    assert made.files[0]["sha256"] in said and "lea@example.org" in said and "Without X." in said


def test_what_the_other_side_said_is_no_markup(page: Client, schedule: Schedule) -> None:
    made = receipt(schedule, state=State.FAILED, said="<b>x</b>", remote={"<i>": "<u>"}, remote_id="<s>")
    said = panel(page, made) + shown(page)
    assert not [tag for tag in ("<b>x", "<i>", "<u>", "<s>") if tag in said]


def test_the_page_of_a_receipt_stands_alone(page: Client, schedule: Schedule) -> None:
    made = receipt(schedule)
    said = page.get(f"/deliveries/receipts/{made.number}/?state=open").content.decode()
    assert 'id="receipt"' in said and 'aria-selected="true"' in said and "state=open" in said


def test_the_file_is_the_one_that_was_sent(page: Client, schedule: Schedule) -> None:
    made = receipt(schedule, state=State.DELIVERED)
    path = kept(made)
    answer = page.get(f"/deliveries/receipts/{made.number}/files/0")
    assert b"".join(answer.streaming_content) == path.read_bytes() and "attachment" in answer["Content-Disposition"]  # type: ignore[attr-defined]


def test_a_file_that_is_gone_or_changed_is_not_given(page: Client, schedule: Schedule) -> None:
    made = receipt(schedule, state=State.DELIVERED)
    kept(made).write_text("channel,revenue\nEmail,98\n")
    assert page.get(f"/deliveries/receipts/{made.number}/files/0").status_code == 404
    assert "was taken away" in panel(page, made)


def test_rows_of_somebody_else_are_not_given_to_the_owner(client: Client, bob: User, subaccount: SubAccount) -> None:
    Membership.objects.filter(user=bob).update(role=Role.ANALYST)
    own = reports.schedule(bob, subaccount)
    reports.mail(own, "lea@example.org")
    theirs, old = receipt(own, recipient="lea@example.org"), receipt(own, 2, facts={"subaccounts": ["Alba Italia"]})
    client.force_login(bob)
    for made, why in ((theirs, "only they and admins"), (old, "may not see any more")):
        kept(made)
        assert client.get(f"/deliveries/receipts/{made.number}/files/0").status_code == 404
        assert why in panel(client, made)


def test_the_receipt_is_one_document(page: Client, schedule: Schedule) -> None:
    made = receipt(schedule, state=State.DELIVERED, remote_id="etag-1")
    found = page.get(f"/deliveries/receipts/{made.number}/receipt.json").json()
    assert found["receipt"] == made.number and found["remote_id"] == "etag-1" and len(found["recipients"]) == 2


def test_send_again_asks_and_makes_a_new_receipt(page: Client, schedule: Schedule) -> None:
    made = receipt(schedule, state=State.DELIVERED)
    assert "so they get it twice" in panel(page, made)
    answer = page.post(f"/deliveries/receipts/{made.number}/again")
    new = Delivery.objects.get(turn=1)
    assert new.slot == made.slot and answer.headers["Location"] == f"/deliveries/receipts/{new.number}/"


def test_what_has_not_ended_is_not_sent_again(page: Client, schedule: Schedule) -> None:
    made = receipt(schedule, state=State.RETRYING)
    page.post(f"/deliveries/receipts/{made.number}/again")
    assert Delivery.objects.count() == 1


def test_a_person_says_that_it_arrived(page: Client, schedule: Schedule) -> None:
    made = receipt(schedule, state=State.UNSURE)
    made.recipients.update(state=Hold.UNSURE)
    page.post(f"/deliveries/receipts/{made.number}/arrived")
    made.refresh_from_db()
    assert (made.state, made.said) == (State.DELIVERED, "Alice says that it arrived.")
    assert set(made.recipients.values_list("state", flat=True)) == {Hold.DELIVERED}


def test_what_failed_did_not_arrive_by_a_press(page: Client, schedule: Schedule) -> None:
    made = receipt(schedule, state=State.FAILED)
    page.post(f"/deliveries/receipts/{made.number}/arrived")
    made.refresh_from_db()
    assert made.state == State.FAILED


def test_an_open_one_is_cancelled(page: Client, schedule: Schedule) -> None:
    made = receipt(schedule, state=State.RETRYING)
    page.post(f"/deliveries/receipts/{made.number}/cancel")
    made.refresh_from_db()
    assert made.state == State.CANCELLED and "Cancelled by Alice." in made.said


def test_only_lines_that_went_on_are_sent_anew(page: Client, schedule: Schedule) -> None:
    made = receipt(schedule, state=State.WORKING, lease_until=timezone.now(), fence=1)
    mark = f"{made.number}.working.1.0"
    assert page.get(f"/deliveries/receipts/live?open={mark}").status_code == 204
    Delivery.objects.update(state=State.DELIVERED)
    said = page.get(f"/deliveries/receipts/live?open={mark}").content.decode()
    assert f'id="row-{made.number}" hx-swap-oob="true"' in said and "Delivered" in said
    assert page.get("/deliveries/receipts/live").status_code == 286


def test_the_log_holds_no_formula(page: Client, schedule: Schedule) -> None:
    receipt(schedule, title="=cmd|' /C calc'!A0", said="+1+1")
    answer = page.get("/deliveries/receipts/log.csv")
    lines = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))  # type: ignore[attr-defined]
    assert lines[0]["schedule"].startswith("'=") and lines[0]["said"].startswith("'+")


def test_all_that_went_wrong_is_marked_as_seen(page: Client, schedule: Schedule) -> None:
    receipt(schedule, state=State.FAILED)
    assert "Mark 1 that went wrong as seen" in shown(page)
    page.post("/deliveries/receipts/looked")
    assert "that went wrong as seen" not in shown(page)


def test_an_address_that_got_one_slot_twice_is_counted(page: Client, schedule: Schedule) -> None:
    made = receipt(schedule, state=State.DELIVERED)
    own = Delivery.objects.create(
        account=made.account, schedule=schedule, target=made.target, slot=made.slot, recipient="lea@example.org",
        title=made.title, kind=made.kind, place="lea@example.org", format="csv", zone=made.zone, state=State.DELIVERED,
    )  # fmt: skip
    own.recipients.create(address="lea@example.org", state=Hold.DELIVERED)
    assert "look at them" not in shown(page)
    made.recipients.update(state=Hold.DELIVERED)
    assert "2 of 2 rows" in shown(page, "?state=twice")
