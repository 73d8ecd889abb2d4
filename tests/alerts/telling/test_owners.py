"""Owners hear what is wrong with their alerts: one mail for one cause, once, and nobody else hears of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from accounts.models import Account, SubAccount, User
from alerts.checking import running, writing
from alerts.checking.round import AGAIN, Round
from alerts.models import Alert, Notice
from alerts.rules.reading import Observation
from alerts.telling import owners
from alerts.watching.looking import WAITS
from deliveries.watch import telling
from tests.alerts.checking.watched import alert
from tests.alerts.watching.history import at, publish
from tests.explores.keeping.people import analyst

pytestmark = pytest.mark.django_db(transaction=True)
LATE = f"The figures of 2026-03-02{WAITS}Waiting for Shop: last received 1 Mar 2026 17:00."
GONE: dict[str, Any] = {"content": {"kind": "explore", "explore": "gone", "query": "x"}, "query": {"explore": "gone"}}


def rested() -> int:
    """Two minutes later nothing more of the same cause came."""
    return owners.tell(timezone.now() + timedelta(minutes=2))


def sees(made: list[Alert], now: datetime, **seen: str) -> None:
    writing.write([writing.Seen(each.pk, Observation(**seen)) for each in made], Round(now, None))


def test_many_alerts_that_one_cause_breaks_are_one_mail_to_their_owner(
    alice: User, account: Account, subaccount: SubAccount
) -> None:
    dora = analyst(account, "dora")
    for number in range(25):
        alert(alice, subaccount, name=f"Alert {number:02}", **GONE)
    alert(dora, subaccount, name="Hers", **GONE)
    publish()
    running.run(at(1, 6))
    assert owners.tell(timezone.now()) == 0 and rested() == 2 and rested() == 0
    mine, hers = sorted(mail.outbox, key=lambda each: each.to)
    assert (mine.to, mine.subject) == (["alice@example.org"], "25 alerts can't be checked")
    assert "- Alert 19" in mine.body and "Alert 20" not in mine.body and "and 5 more." in mine.body
    assert "gone" in mine.body and hers.subject == "Hers can't be checked" and hers.to == ["dora@example.org"]


def test_two_causes_are_two_mails_and_a_cause_that_comes_back_is_told_again(
    alice: User, subaccount: SubAccount
) -> None:
    one, other = alert(alice, subaccount, name="One"), alert(alice, subaccount, name="Other")
    sees([one], at(1, 6), fault="The field is gone.")
    sees([other], at(1, 6), fault="The warehouse is closed.")
    assert rested() == 2 and "The field is gone." in mail.outbox[0].body
    sees([one], at(2, 6))  # nothing to judge: no data
    sees([one], at(3, 6), fault="The field is gone.")
    assert rested() == 2 and [each.subject for each in mail.outbox[2:]] == ["One has no data", "One can't be checked"]


def test_two_workers_at_once_tell_it_once(alice: User, subaccount: SubAccount, monkeypatch: pytest.MonkeyPatch) -> None:
    made, together = [alert(alice, subaccount) for _ in range(8)], Barrier(2)
    sees(made, at(1, 6), fault="The field is gone.")
    real = owners._told

    def at_once(*given: Any) -> bool:
        together.wait(20)
        return real(*given)

    monkeypatch.setattr(owners, "_told", at_once)
    results: list[int] = []
    workers = [Thread(target=_in_thread, args=(lambda: results.append(rested()),)) for _ in range(2)]
    for each in workers:
        each.start()
    for each in workers:
        each.join(60)
    assert sorted(results) == [0, 1] and len(mail.outbox) == 1 and not Notice.objects.filter(told_at=None).exists()


def _in_thread(work: Callable[[], None]) -> None:
    try:
        work()
    finally:
        connection.close()


def test_what_the_mail_server_does_not_take_is_told_later(
    alice: User, subaccount: SubAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    sees([alert(alice, subaccount)], at(1, 6), fault="The field is gone.")

    def down(*_: object) -> None:
        raise OSError("no route")

    monkeypatch.setattr(telling, "send_mail", down)
    assert rested() == 0 and Notice.objects.get().told_at is None
    monkeypatch.undo()
    assert rested() == 1 and Notice.objects.get().told_at


def test_late_figures_are_told_after_an_hour_with_the_source_and_again_when_they_are_judged(
    alice: User, subaccount: SubAccount
) -> None:
    made = [alert(alice, subaccount, name=name) for name in ("One", "Other")]
    due = at(1, 6)
    for number in range(6):
        sees(made, due + number * AGAIN, late=LATE)
    assert rested() == 0 and Alert.objects.filter(late_since=due).count() == 2
    sees(made, due + 6 * AGAIN, late=LATE)
    sees(made, due + 7 * AGAIN, late=LATE)
    assert rested() == 1 and mail.outbox[0].subject == "2 alerts wait for data"
    assert "Waiting for Shop: last received 1 Mar 2026 17:00." in mail.outbox[0].body
    sees(made, due + 8 * AGAIN)
    assert rested() == 2 and "2 alerts are judged again" in [each.subject for each in mail.outbox]
    assert not Alert.objects.filter(late_since__isnull=False).exists()


def test_a_short_wait_is_not_worth_a_word(alice: User, subaccount: SubAccount) -> None:
    made = [alert(alice, subaccount, phase="firing")]
    sees(made, at(1, 6), late=LATE)
    sees(made, at(1, 6) + AGAIN, fault="The field is gone.")
    assert [each.what for each in Notice.objects.all()] == ["broke"]


def test_where_the_owner_has_left_admins_are_told_why_it_stands_still(
    alice: User, account: Account, subaccount: SubAccount
) -> None:
    dora = analyst(account, "dora")
    alert(dora, subaccount)
    publish()
    User.objects.filter(pk=dora.pk).update(is_active=False)
    running.run(at(1, 6))
    assert rested() == 1 and mail.outbox[0].to == ["alice@example.org"]
    assert "no longer of this account" in mail.outbox[0].body and "stands still" in mail.outbox[0].subject


def test_a_cause_that_hits_more_and_more_is_told_after_five_minutes(alice: User, subaccount: SubAccount) -> None:
    sees([alert(alice, subaccount)], at(1, 6), fault="The field is gone.")
    Notice.objects.update(written_at=timezone.now() - timedelta(minutes=6))
    sees([alert(alice, subaccount, name="Just now")], at(1, 6), fault="The field is gone.")
    assert owners.tell(timezone.now()) == 1 and mail.outbox[0].subject == "2 alerts can't be checked"
