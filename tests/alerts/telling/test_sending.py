"""From a check to the mail server and the webhook: once, in words, with the table, or without it where it is gone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from accounts.access import viewer_for
from accounts.models import SubAccount, User
from alerts.checking import running
from alerts.keeping import saving
from alerts.models import Alert
from deliveries.destinations.base import Fault
from deliveries.models import Delivery, Destination, Kind, State
from deliveries.schedules.drafts import TargetDraft
from deliveries.sending import preparing
from tests.alerts.keeping.drafts import LEA, draft
from tests.alerts.watching.history import at, orders, publish
from tests.alerts.watching.test_backtest import SOLD
from tests.deliveries.reports import tried, tried_again
from tests.servers.mail import Postbox, taking_mail
from tests.servers.web import receiving

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def post(settings: Any, tmp_path: Path) -> Iterator[Postbox]:
    settings.VAR_DIR = tmp_path / "var"
    with taking_mail() as found:
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", found.port, False
        settings.DELIVERY_WAITS = [60]
        yield found


def fired(alice: User, place: SubAccount, **values: Any) -> Alert:
    """An alert that found nine orders on the third day."""
    orders(place, {number: SOLD[number] for number in range(2)})
    publish()
    alert = saving.make(viewer_for(alice), draft(**values), timezone.now())
    checked(alert, 2)
    orders(place, {2: SOLD[2]})
    publish()
    checked(alert, 3)
    return alert


def checked(alert: Alert, number: int) -> None:
    Alert.objects.filter(pk=alert.pk).update(next_at=at(number, 6))
    running.run(at(number, 6))


def test_a_mail_says_which_day_breached_what(alice: User, subaccount: SubAccount, post: Postbox) -> None:
    fired(alice, subaccount)
    delivery = tried(Delivery.objects.get())
    assert delivery.state == State.DELIVERED, delivery.said
    [mail] = post.mails
    body = mail.message.get_body(("plain",))
    assert mail.message["Subject"] == "Alert: Orders is above 7" and body is not None
    assert "Orders is above 7:\nWednesday 4 March 2026: 9\n" in body.get_content().replace("\r\n", "\n")
    assert "because this alert names you" in body.get_content() and "2026-03-04" in body.get_content()


def test_the_message_and_the_line_of_history_are_written_together(
    alice: User, subaccount: SubAccount, post: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    alert = fired(alice, subaccount)
    before = alert.checks.count()
    monkeypatch.setattr("alerts.checking.writing.Check.objects.bulk_create", _breaks)
    orders(subaccount, {3: 1})
    publish()
    with pytest.raises(RuntimeError):
        checked(alert, 4)
    assert (alert.checks.count(), Delivery.objects.count()) == (before, 1)
    monkeypatch.undo()
    Alert.objects.update(claimed_until=None)
    checked(alert, 4)
    titles = list(Delivery.objects.order_by("slot").values_list("title", flat=True))
    assert titles == ["Alert: Orders is above 7", "Fine again: Orders is above 7"]


def _breaks(*_: object, **__: object) -> None:
    raise RuntimeError


def test_a_check_that_tells_nothing_writes_no_receipt(alice: User, subaccount: SubAccount, post: Postbox) -> None:
    alert = fired(alice, subaccount)
    checked(alert, 3)
    assert Delivery.objects.count() == 1 and alert.checks.count() == 3


def test_where_the_content_is_gone_the_words_go_alone(alice: User, subaccount: SubAccount, post: Postbox) -> None:
    alert = fired(alice, subaccount)
    alert.sends.content = {"kind": "look", "look": 404}
    alert.sends.save()
    delivery = tried(Delivery.objects.get())
    assert delivery.state == State.DELIVERED and "without its picture or table" in delivery.facts["notes"][0]
    body = post.mails[0].message.get_body(("plain",))
    assert body is not None and "Wednesday 4 March 2026: 9" in body.get_content()


def test_a_webhook_carries_the_words_and_what_happened(
    alice: User, subaccount: SubAccount, post: Postbox, settings: Any
) -> None:
    with receiving() as receiver:
        settings.NET_ALLOW = receiver.allowed
        place = Destination.objects.create(
            account=subaccount.account, kind=Kind.WEBHOOK, name="Hook", config={"url": receiver.url},
            sealed={"secret": "of the hook"},
        )  # fmt: skip
        alert = fired(alice, subaccount, targets=(TargetDraft(Kind.WEBHOOK, "json", place.pk),))
        assert tried(Delivery.objects.get()).state == State.DELIVERED
        told = json.loads(receiver.messages[0].body)
    assert told["message"].endswith("Wednesday 4 March 2026: 9")
    assert (told["facts"]["alert"], told["facts"]["events"]) == (alert.pk, ["fired"])
    assert told["files"][0]["encoding"] == "json"


def test_a_passing_fault_of_the_content_is_tried_once_more_before_the_words_go_alone(
    alice: User, subaccount: SubAccount, post: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object) -> None:
        raise Fault("render", "The browser did not answer.", passing=True)

    fired(alice, subaccount)
    monkeypatch.setattr(preparing, "prepared", breaks)
    delivery = tried(Delivery.objects.get())
    assert delivery.state == State.RETRYING and not post.mails
    assert tried_again(delivery).state == State.DELIVERED and len(post.mails) == 1


def test_two_workers_at_once_tell_it_once(alice: User, subaccount: SubAccount, post: Postbox) -> None:
    alert = fired(alice, subaccount, targets=(LEA,))
    Alert.objects.filter(pk=alert.pk).update(next_at=at(3, 6) + timedelta(minutes=1))
    assert [running.run(at(3, 7)), running.run(at(3, 7))] == [1, 0] and Delivery.objects.count() == 1
