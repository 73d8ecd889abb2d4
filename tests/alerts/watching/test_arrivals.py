"""By when the data of a day are usually in."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest

from accounts.models import SubAccount
from alerts.form.complete import said
from alerts.watching.arrivals import Arrivals, arrivals
from cdp.batches import batch
from cdp.models import Batch, Order, Source
from deliveries.content.subject import Kind, Subject
from deliveries.sheet.typed import Typed
from tests.alerts.watching.history import at, orders

pytestmark = pytest.mark.django_db(transaction=True)
NOW = at(30, 12)


def source(place: SubAccount, name: str, *hours: int, minute: int = 10) -> None:
    """It sent orders on so many days before ``NOW``, at these hours in UTC, the newest day first."""
    made = Source.objects.create(subaccount=place, name=name, kind="file", last_received_at=NOW)
    orders(place, {1: 1})
    with batch():
        Order.objects.filter(source_id=1).update(source_id=made.pk)
    for back, hour in enumerate(hours, 1):
        sent = Batch.objects.create(source=made)
        moment = (NOW - timedelta(days=back)).replace(hour=hour, minute=minute, second=0, microsecond=0)
        Batch.objects.filter(pk=sent.pk).update(created_at=moment)


def found(place: SubAccount, now: datetime = NOW) -> Arrivals | None:
    return arrivals([place.pk], ["orders"], "Europe/Paris", now)


def test_it_is_the_time_by_which_they_were_in_on_nine_of_ten_days(subaccount: SubAccount) -> None:
    source(subaccount, "Shop", *[3] * 26, 9, 21)
    made = found(subaccount)
    assert made is not None and made.by >= time(4, 11) and (made.days, made.on) == (28, 26)


def test_the_last_of_several_sources_counts(subaccount: SubAccount) -> None:
    source(subaccount, "Shop", *[1] * 28)
    source(subaccount, "Till", *[5] * 28)
    made = found(subaccount)
    assert made is not None and made.by.hour in (6, 7) and made.on == 28


def test_where_nothing_comes_regularly_nothing_is_said(subaccount: SubAccount) -> None:
    assert found(subaccount) is None
    source(subaccount, "Once", 3)
    assert found(subaccount) is None


@pytest.mark.parametrize(
    ("clock", "waits"),
    [("05:00", "If they are late, the check waits until they land."),
     ("03:00", "Checked at 03:00, it mostly waits until then."),
     ("whenever", "If they are late, the check waits until they land.")],
)  # fmt: skip
def test_the_form_says_so_and_what_an_earlier_check_does(clock: str, waits: str) -> None:
    sends = Typed(Subject(Kind.EXPLORE, explore="business"), when="daily", at=clock)
    told = "Yesterday’s data were in by 04:10 on 27 of the last 28 days."
    assert said(Arrivals(time(4, 10), 27, 28), sends) == f"{told} {waits}"
