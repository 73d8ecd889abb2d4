"""Which sources a verdict waits for."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import SubAccount, User
from alerts.checking import running
from alerts.models import Alert
from alerts.watching import sources
from cdp.batches import batch
from cdp.models import Batch, Order, Source
from tests.alerts.checking.watched import ABOVE_7, alert
from tests.alerts.watching.history import at, orders, publish

pytestmark = pytest.mark.django_db(transaction=True)


def source(place: SubAccount, *, days: int = 14, last: int = 9) -> Source:
    """It sent orders on so many days before the tenth, the last time on the evening of ``last``."""
    made = Source.objects.create(subaccount=place, name="Shop", kind="file", last_received_at=at(last, 17))
    orders(place, {last: 1})
    with batch():
        Order.objects.update(source_id=made.pk)
    for number in range(days):
        sent = Batch.objects.create(source=made)
        Batch.objects.filter(pk=sent.pk).update(created_at=at(last - number, 17))
    return made


def late(place: SubAccount, table: str = "orders") -> list[str]:
    return [one.name for one in sources.late([place.pk], [table], at(10, 0))]


def test_a_source_that_comes_each_day_and_has_not_come_since_is_late(subaccount: SubAccount) -> None:
    found = source(subaccount)
    assert late(subaccount) == ["Shop"]
    Source.objects.filter(pk=found.pk).update(last_received_at=at(10, 4))
    assert late(subaccount) == []


def test_only_sources_that_feed_the_table_count(subaccount: SubAccount) -> None:
    source(subaccount)
    assert late(subaccount, "ad_metrics") == [] and late(subaccount, "no_such_table") == []


def test_a_file_that_was_imported_once_is_not_waited_for(subaccount: SubAccount) -> None:
    source(subaccount, days=6)
    assert late(subaccount) == []


def test_a_source_of_another_sub_account_is_not_waited_for(subaccount: SubAccount) -> None:
    other = SubAccount.objects.create(account=subaccount.account, name="Iberia")
    source(other)
    assert late(subaccount) == []


def test_a_verdict_waits_for_a_late_source_by_its_name(alice: User, subaccount: SubAccount) -> None:
    source(subaccount)
    made = alert(alice, subaccount, due=at(10, 6))
    publish()
    running.run(at(10, 6))
    said = "The figures of 2026-03-11 are not complete. Waiting for Shop: last received 11 Mar 2026 18:00."
    assert made.checks.get().late == said
    Source.objects.update(last_received_at=timezone.now())
    running.run(at(10, 6) + timedelta(minutes=10))
    assert made.checks.count() == 2 and not made.checks.first().late


def condition(op: str, field: str = "orders.count") -> dict[str, object]:
    return {"field": field, "op": op, "value": "7"}


ONE = {"kind": "single", "conditions": [condition("below")]}
SILENT = {"kind": "single", "conditions": [condition("no_data", "orders.revenue")]}
EACH = {"kind": "category", "categories": ["orders.channel"], "conditions": [condition("below")]}
UNDATED = [
    (ONE, ["orders.count"], "yesterday"),
    (ONE, ["orders.count"], "7 days"),
    (ONE, ["orders.count"], "today"),
    (ONE, ["orders.count"], ""),
    (SILENT, ["orders.revenue"], "today"),
    (EACH, ["orders.channel", "orders.count"], "14 days"),
]


def watching(owner: User, place: SubAccount, rule: object, fields: list[str], span: str) -> Alert:
    """Of orders of a span of days, without a date in the rows."""
    query = {"explore": "business", "fields": fields, "filters": {"orders.ordered_date": span} if span else {}}
    gone = {"kind": "explore", "explore": "gone", "query": ""}  # so the question is the one that is kept
    return alert(owner, place, due=at(10, 6), rule=rule, query=query, content=gone)


@pytest.mark.parametrize(("rule", "fields", "span"), UNDATED)
def test_figures_without_a_date_wait_too_and_no_data_is_not_claimed(
    alice: User, subaccount: SubAccount, rule: object, fields: list[str], span: str
) -> None:
    source(subaccount)
    made = watching(alice, subaccount, rule, fields, span)
    publish()
    running.run(at(10, 6))
    check = made.checks.get()
    assert (check.late, check.phase, check.told) == ("Waiting for Shop: last received 11 Mar 2026 18:00.", "ok", [])
    Source.objects.update(last_received_at=timezone.now())
    running.run(at(10, 6) + timedelta(minutes=10))
    assert made.checks.count() == 2 and not made.checks.first().late and made.checks.first().phase != "ok"


def test_a_series_judged_while_its_day_runs_waits_until_something_came_today(
    alice: User, subaccount: SubAccount
) -> None:
    source(subaccount)
    made = alert(alice, subaccount, due=at(10, 6), rule={**ABOVE_7, "running": True})
    publish()
    running.run(at(10, 6))
    assert made.checks.get().late == "Waiting for Shop: last received 11 Mar 2026 18:00."
    Source.objects.update(last_received_at=at(10, 1))
    running.run(at(10, 6) + timedelta(minutes=10))
    assert made.checks.count() == 2 and not made.checks.first().late


def test_figures_of_a_time_that_is_over_do_not_wait_for_today(alice: User, subaccount: SubAccount) -> None:
    source(subaccount)
    made = watching(alice, subaccount, ONE, ["orders.count"], "before 2026-03-09")
    publish()
    running.run(at(10, 6))
    assert not made.checks.get().late and made.checks.get().told == ["fired"]
