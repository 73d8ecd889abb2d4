"""Mail from a slot to a receipt, by a real mail server: a line for each recipient, and nobody served twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail as outbox
from django.utils import timezone

from accounts.models import SubAccount, User
from deliveries.models import Delivery, Hold, Schedule, State
from deliveries.sending import one_try
from deliveries.watch import telling
from tests.deliveries import reports
from tests.servers.mail import Postbox, taking_mail

pytestmark = pytest.mark.usefixtures("published")


@pytest.fixture
def post(settings: Any) -> Iterator[Postbox]:
    with taking_mail() as found:
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", found.port, False
        settings.DELIVERY_WAITS = [60]
        yield found


@pytest.fixture
def schedule(alice: User, subaccount: SubAccount) -> Schedule:
    return reports.schedule(alice, subaccount)


def sent(schedule: Schedule, *addresses: str, format: str = "csv") -> Delivery:
    reports.mail(schedule, *addresses, format=format)
    return reports.tried(reports.planned(schedule))


def lines(delivery: Delivery) -> dict[str, str]:
    return dict(delivery.recipients.values_list("address", "state"))


def test_a_long_address_is_served_and_noted(schedule: Schedule, post: Postbox) -> None:
    address = f"{'accounts.payable.' * 3}europe@{'finance.' * 5}example.org"
    delivery = sent(schedule, address)
    assert delivery.state == State.DELIVERED, delivery.said
    assert delivery.steps.filter(said__startswith=address).exists()


def test_each_recipient_has_a_mail_and_a_line(schedule: Schedule, post: Postbox) -> None:
    delivery = sent(schedule, "lea@example.org", "hugo@example.org")
    assert delivery.state == State.DELIVERED, delivery.said
    assert sorted(mail.recipient for mail in post.mails) == ["hugo@example.org", "lea@example.org"]
    numbers = {mail.message["Message-ID"] for mail in post.mails}
    assert numbers == set(delivery.recipients.values_list("message_id", flat=True)) and len(numbers) == 2


def test_the_file_is_the_receipts(schedule: Schedule, post: Postbox) -> None:
    delivery = sent(schedule, "lea@example.org")
    [file] = list(post.mails[0].message.iter_attachments())
    assert file.get_filename() == delivery.files[0]["name"] and "Ads,2310" in file.get_content()


def test_a_table_stands_in_the_mail_itself(schedule: Schedule, post: Postbox) -> None:
    sent(schedule, "lea@example.org", format="table")
    body = post.mails[0].message.get_body(("html",))
    assert body and "Revenue" in body.get_content() and not list(post.mails[0].message.iter_attachments())


def test_one_bounce_does_not_keep_the_others_from_theirs(schedule: Schedule, post: Postbox) -> None:
    delivery = sent(schedule, "gone@example.org", "lea@example.org")
    assert (delivery.state, delivery.code) == (State.DELIVERED, "partly") and "gone@example.org" in delivery.said
    assert lines(delivery) == {"gone@example.org": Hold.REFUSED, "lea@example.org": Hold.DELIVERED}
    telling.tell(timezone.now())
    assert "gone@example.org" in outbox.outbox[0].body


def test_who_is_deferred_is_served_later_and_the_others_not_again(schedule: Schedule, post: Postbox) -> None:
    delivery = sent(schedule, "later@example.org", "lea@example.org")
    assert delivery.state == State.RETRYING and lines(delivery)["later@example.org"] == Hold.WAITING
    assert reports.tried_again(delivery).state == State.DELIVERED and delivery.code == "partly"
    assert [mail.recipient for mail in post.mails] == ["lea@example.org"]


def test_a_line_lost_after_the_mail_was_whole_is_for_a_person_to_decide(schedule: Schedule, post: Postbox) -> None:
    delivery = sent(schedule, "drop-after@example.org", "lea@example.org")
    assert delivery.state == State.UNSURE and "drop-after@example.org" in delivery.said
    assert lines(delivery) == {"drop-after@example.org": Hold.UNSURE, "lea@example.org": Hold.DELIVERED}
    assert one_try.send(delivery.pk) is None


def test_nobody_served_is_a_failure(schedule: Schedule, post: Postbox) -> None:
    assert sent(schedule, "gone@example.org", "full@example.org").state == State.FAILED and post.mails == []


def test_a_mail_server_that_is_away_is_tried_again(schedule: Schedule, post: Postbox, settings: Any) -> None:
    settings.EMAIL_PORT = 1
    delivery = sent(schedule, "lea@example.org")
    assert delivery.state == State.RETRYING and lines(delivery) == {"lea@example.org": Hold.WAITING}
    settings.EMAIL_PORT = post.port
    assert reports.tried_again(delivery).state == State.DELIVERED


def test_without_a_mail_server_it_says_what_to_set(schedule: Schedule, settings: Any) -> None:
    settings.EMAIL_HOST = ""
    delivery = sent(schedule, "lea@example.org")
    assert delivery.state == State.FAILED and "EMAIL_HOST" in delivery.said
