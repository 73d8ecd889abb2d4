"""Whoever receives a report sees the rows that are theirs, and no others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from accounts.models import Account, Membership, Role, SubAccount, User
from cdp.warehouse import open_warehouse
from deliveries.content.answering import answer_of
from deliveries.content.finding import find
from deliveries.content.subject import from_json
from deliveries.models import Delivery, Schedule, State
from deliveries.schedules.planning import write
from deliveries.sending.sender import NobodyToSend, sender_of
from tests.deliveries import reports

pytestmark = pytest.mark.usefixtures("published")


@pytest.fixture
def schedule(alice: User, subaccount: SubAccount, bob: User) -> Schedule:
    made = reports.schedule(alice, subaccount, options={"own_rows": True})
    reports.mail(made, "alice@example.org", "bob@example.org")
    write(made, [reports.SLOT], State.WAITING)
    return made


def revenue(delivery: Delivery) -> float:
    """All the money that this delivery would tell of."""
    viewer = sender_of(delivery).viewer
    pin = open_warehouse().pin()
    found = find(from_json(delivery.schedule.content), viewer, {}, now=delivery.slot, pin=pin)
    return float(sum(row["orders.revenue"] for row in answer_of(found, all_rows=True).rows))


def test_each_recipient_gets_what_they_may_see(schedule: Schedule) -> None:
    """Alice sees both countries, Bob France alone."""
    found = {each.recipient: revenue(each) for each in schedule.deliveries.all()}
    assert found["alice@example.org"] == found["bob@example.org"] + 99_000


def test_without_own_rows_all_get_the_schedules_sub_accounts(schedule: Schedule) -> None:
    """Though its owner sees more than the schedule names."""
    one = replace_recipient(schedule.deliveries.get(recipient="alice@example.org"), "")
    assert revenue(one) == 3 * sum(100 + 10 * n for n in range(14))


def test_a_recipient_who_lost_a_sub_account_loses_its_rows(schedule: Schedule, bob: User, account: Account) -> None:
    italy = SubAccount.objects.get(account=account, name="Alba Italia")
    Membership.objects.get(user=bob).subaccounts.set([italy])
    assert revenue(schedule.deliveries.get(recipient="bob@example.org")) == 99_000


def test_the_other_accounts_member_of_that_address_gets_nothing(schedule: Schedule, charlie: User) -> None:
    delivery = schedule.deliveries.get(recipient="bob@example.org")
    with pytest.raises(NobodyToSend) as refused:
        sender_of(replace_recipient(delivery, "charlie@example.org"))
    assert refused.value.code == "no_member"


def replace_recipient(delivery: Delivery, address: str) -> Delivery:
    Delivery.objects.filter(pk=delivery.pk).update(recipient=address)
    return Delivery.objects.get(pk=delivery.pk)


def test_an_owner_who_may_see_less_today_sends_less_and_the_receipt_says_what_is_missing(
    schedule: Schedule, alice: User, subaccount: SubAccount, account: Account
) -> None:
    schedule.subaccounts.set(SubAccount.objects.filter(account=account))
    Membership.objects.filter(user=alice).update(all_subaccounts=False, role=Role.ANALYST)
    Membership.objects.get(user=alice).subaccounts.set([subaccount])
    found = sender_of(replace_recipient(schedule.deliveries.get(recipient="alice@example.org"), ""))
    assert found.viewer == replace(found.viewer, subaccounts=frozenset({subaccount.pk}))
    assert found.left_out == ("Alba Italia",)
