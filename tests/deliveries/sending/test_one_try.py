"""From a slot to a receipt, over real HTTP: every end is said on the receipt."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.utils import timezone

from accounts.models import Membership, Role, SubAccount, User
from deliveries.models import Delivery, Schedule, State
from deliveries.rendering.problem import RenderProblem
from deliveries.sending import one_try, preparing, spool
from net.addresses import Allowed
from tests.deliveries import reports
from tests.servers.web import Receiver, receiving

pytestmark = pytest.mark.usefixtures("published")


@pytest.fixture
def hook(settings: Any) -> Iterator[Receiver]:
    with receiving() as found:
        settings.NET_ALLOW = Allowed.of([f"127.0.0.1:{found.port}"])
        settings.DELIVERY_WAITS = [60, 240]
        yield found


@pytest.fixture
def schedule(alice: User, subaccount: SubAccount) -> Schedule:
    return reports.schedule(alice, subaccount)


def sent(schedule: Schedule, url: str, **values: Any) -> Delivery:
    """The receipt of a slot after one try."""
    reports.webhook(schedule, url, **values)
    return reports.tried(reports.planned(schedule))


def test_the_figures_arrive_and_the_receipt_proves_it(schedule: Schedule, hook: Receiver) -> None:
    delivery = sent(schedule, hook.url)
    body = json.loads(hook.messages[0].body)
    file = body["files"][0]
    lines = list(csv.reader(io.StringIO(file["data"])))
    assert delivery.state == State.DELIVERED, delivery.said
    assert lines[0] == ["Channel", "Revenue"] and len(lines) == 1 + 3
    assert (delivery.rows, delivery.total_rows, delivery.files[0]["sha256"]) == (3, 3, file["sha256"])
    assert delivery.remote["status"] == "200" and delivery.data_version and delivery.data_as_of
    assert delivery.facts["subaccounts"] == ["Alba France"]


def test_the_receipt_tells_what_happened_step_by_step(schedule: Schedule, hook: Receiver) -> None:
    steps = [step.what for step in sent(schedule, hook.url).steps.all()]
    assert steps == ["Slot claimed", "Made", "Handed over", "Delivered"]


@pytest.mark.parametrize(("codes", "state"), [
    (["picture"], State.RETRYING),
    (["picture", "picture"], State.FAILED),
    (["tall", "tall"], State.FAILED),
    (["picture", "tile", "tile"], State.FAILED),
    (["slow", "slow"], State.RETRYING),
    (["browser", "browser"], State.RETRYING),
    (["warehouse", "warehouse"], State.RETRYING),
])  # fmt: skip
def test_what_comes_out_wrong_in_the_same_way_twice_is_not_tried_on(
    schedule: Schedule, hook: Receiver, codes: list[str], state: State, monkeypatch: Any
) -> None:
    problems = iter([RenderProblem(code, f"It is {code}.") for code in codes])
    monkeypatch.setattr(preparing, "make", lambda *_: (_ for _ in ()).throw(next(problems)))
    delivery = sent(schedule, hook.url)
    for _ in codes[1:]:
        reports.tried_again(delivery)
    assert (delivery.state, delivery.code, hook.messages) == (state, codes[-1], [])


def test_a_passing_fault_is_tried_again_with_the_same_key_and_bytes(schedule: Schedule, hook: Receiver) -> None:
    delivery = sent(schedule, f"{hook.url}/flaky/2")
    assert (delivery.state, delivery.attempt) == (State.RETRYING, 1)
    assert delivery.next_at and delivery.next_at - timezone.now() > timedelta(seconds=55)
    reports.tried_again(delivery)
    assert reports.tried_again(delivery).state == State.DELIVERED
    assert len({message.key for message in hook.messages}) == 1
    assert len({json.loads(message.body)["files"][0]["sha256"] for message in hook.messages}) == 1


def test_before_its_time_a_retry_does_not_run(schedule: Schedule, hook: Receiver) -> None:
    delivery = sent(schedule, f"{hook.url}/503")
    assert one_try.send(delivery.pk) is None and len(hook.messages) == 1


def test_a_host_that_never_gets_well_is_given_up_and_told_of(schedule: Schedule, hook: Receiver) -> None:
    delivery = sent(schedule, f"{hook.url}/503")
    reports.tried_again(delivery)
    assert reports.tried_again(delivery).state in (State.FAILED, State.UNSURE)
    assert "tried 3 times" in delivery.said and len(hook.messages) == 3


def test_a_refusal_is_not_tried_again(schedule: Schedule, hook: Receiver) -> None:
    delivery = sent(schedule, f"{hook.url}/410")
    assert (delivery.state, delivery.attempt) == (State.FAILED, 1) and "410" in delivery.said


def test_later_tries_send_the_files_of_the_first(schedule: Schedule, hook: Receiver, monkeypatch: Any) -> None:
    delivery = sent(schedule, f"{hook.url}/flaky/1")
    monkeypatch.setattr("deliveries.sending.preparing.make", None)  # it is not called again
    assert reports.tried_again(delivery).state == State.DELIVERED


def test_files_that_were_damaged_are_made_anew(schedule: Schedule, hook: Receiver) -> None:
    delivery = sent(schedule, f"{hook.url}/flaky/1")
    next(spool.folder_of(delivery.uid, delivery.made_by).iterdir()).write_text("damaged")
    assert reports.tried_again(delivery).state == State.DELIVERED
    assert b"damaged" not in hook.messages[1].body


def test_yesterday_is_the_slots_yesterday_in_every_try(schedule: Schedule, hook: Receiver) -> None:
    Schedule.objects.update(filters={"orders.ordered_date": "last month"})
    schedule.refresh_from_db()
    delivery = sent(schedule, hook.url)
    assert delivery.facts["filters"] and delivery.rows == 3  # the month before the slot, not before today


def test_an_owner_who_left_pauses_the_schedule(schedule: Schedule, hook: Receiver, alice: User) -> None:
    Membership.objects.filter(user=alice).delete()
    delivery = sent(schedule, hook.url)
    schedule.refresh_from_db()
    assert (delivery.state, delivery.code) == (State.FAILED, "owner_left") and hook.messages == []
    assert schedule.paused_at and "no longer of this account" in schedule.paused_why


def test_an_owner_whose_role_sends_nothing_any_more_sends_nothing(
    schedule: Schedule, hook: Receiver, alice: User
) -> None:
    Membership.objects.filter(user=alice).update(role=Role.VIEWER)
    assert (sent(schedule, hook.url).code, hook.messages) == ("not_allowed", [])


def test_an_owner_without_rows_sends_none_of_others(schedule: Schedule, hook: Receiver, alice: User) -> None:
    Membership.objects.filter(user=alice).update(all_subaccounts=False)
    assert (sent(schedule, hook.url).code, hook.messages) == ("no_rows", [])


def test_a_deleted_dashboard_is_a_clear_state(schedule: Schedule, hook: Receiver) -> None:
    Schedule.objects.update(content={"kind": "dashboard", "slug": "4711"})
    schedule.refresh_from_db()
    delivery = sent(schedule, hook.url, format="csv_zip")
    schedule.refresh_from_db()
    assert delivery.code == "content_gone" and "was deleted" in delivery.said and schedule.paused_at


def test_a_field_that_is_gone_is_a_clear_state(schedule: Schedule, hook: Receiver) -> None:
    Schedule.objects.update(content={**reports.QUESTION, "query": "fields=orders.gone,orders.revenue"})
    schedule.refresh_from_db()
    delivery = sent(schedule, hook.url)
    assert delivery.state == State.FAILED and "orders.gone" in delivery.said


@pytest.mark.parametrize(("options", "query", "code"), [
    ({"only": "results"}, "f[orders.channel]=Nowhere", "no_results"),
    ({"only": "no_results"}, "", "results"),
])  # fmt: skip
def test_a_condition_that_does_not_hold_sends_nothing(
    schedule: Schedule, hook: Receiver, options: dict[str, str], query: str, code: str
) -> None:
    Schedule.objects.update(options=options, content={**reports.QUESTION, "query": f"{QUERY}&{query}"})
    schedule.refresh_from_db()
    delivery = sent(schedule, hook.url)
    assert (delivery.state, delivery.code, hook.messages) == (State.SKIPPED, code, [])


QUERY = reports.QUESTION["query"]


def test_what_did_not_change_is_not_sent_again(schedule: Schedule, hook: Receiver) -> None:
    Schedule.objects.update(options={"changed": True})
    schedule.refresh_from_db()
    assert sent(schedule, hook.url).state == State.DELIVERED
    second = reports.planned(schedule, reports.SLOT + timedelta(days=1))
    assert one_try.send(second.pk) == State.SKIPPED and len(hook.messages) == 1


def test_each_recipient_of_own_rows_must_be_a_member(schedule: Schedule) -> None:
    Schedule.objects.update(options={"own_rows": True})
    schedule.refresh_from_db()
    reports.mail(schedule, "stranger@example.org")
    delivery = reports.planned(schedule)
    one_try.send(delivery.pk)
    delivery.refresh_from_db()
    assert delivery.code == "no_member" and not Schedule.objects.get().paused_at


def test_a_csv_zip_has_a_file_for_each_tile(schedule: Schedule, hook: Receiver) -> None:
    Schedule.objects.update(content={"kind": "dashboard", "slug": "revenue"})
    schedule.refresh_from_db()
    delivery = sent(schedule, hook.url, format="csv_zip")
    assert delivery.state == State.DELIVERED, delivery.said
    assert delivery.files[0]["name"].endswith(".zip") and delivery.rows


def test_a_password_that_no_key_opens_is_not_tried_again(schedule: Schedule, hook: Receiver, settings: Any) -> None:
    schedule.sealed = {"password": "Meridian 0"}
    schedule.save()
    reports.webhook(schedule, hook.url)
    delivery = reports.planned(schedule)
    settings.SECRETS_KEYS = [Fernet.generate_key().decode()]
    assert one_try.send(delivery.pk) == State.FAILED
    delivery.refresh_from_db()
    assert delivery.code == "credentials" and "SEXTANT_SECRETS_KEYS" in delivery.said


def test_a_limit_is_said_wherever_it_cuts(schedule: Schedule, hook: Receiver) -> None:
    Schedule.objects.update(options={"limit": 2})
    schedule.refresh_from_db()
    delivery = sent(schedule, hook.url)
    assert (delivery.rows, delivery.total_rows) == (2, 3)
    assert delivery.facts["notes"] == ["2 of 3 rows."] and b"2 of 3 rows." in hook.messages[0].body


def test_a_merged_result_is_sent_like_any_other(schedule: Schedule, hook: Receiver) -> None:
    source = (
        "source=business?fields%3Dorders.channel,orders.revenue&source=business?fields%3Dorders.channel,orders.count"
    )
    Schedule.objects.update(content={"kind": "explore", "explore": "merge", "query": source})
    schedule.refresh_from_db()
    delivery = sent(schedule, hook.url)
    assert delivery.state == State.DELIVERED, delivery.said
    assert delivery.rows == 3 and b"2310" in hook.messages[0].body


def test_a_tile_is_sent_alone(schedule: Schedule, hook: Receiver) -> None:
    Schedule.objects.update(content={"kind": "tile", "slug": "revenue", "tile": "product_table"})
    schedule.refresh_from_db()
    delivery = sent(schedule, hook.url, format="json")
    assert delivery.state == State.DELIVERED, delivery.said
    assert delivery.facts["content"] == "Product performance"


def test_nothing_of_the_other_account_is_ever_in_a_delivery(schedule: Schedule, hook: Receiver) -> None:
    """Italy's large order is of a sub-account that this schedule does not name."""
    sent(schedule, hook.url)
    assert b"99000" not in hook.messages[0].body
