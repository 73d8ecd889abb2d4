"""The live check: claimed once, asked once for all, judged by the state as it is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from accounts.models import Account, Membership, SubAccount, User
from alerts.checking import claiming, running, writing
from alerts.checking.round import AGAIN, Round
from alerts.models import Alert
from alerts.rules.life import acknowledge
from alerts.rules.state import Phase
from alerts.rules.state_form import state_from_json, state_to_json
from cdp.warehouse import open_warehouse
from tests.alerts.checking.watched import ABOVE_7, ADDRESS, COUNT, DAILY, DAY_OF, alert, phases
from tests.alerts.watching.history import at, orders, publish
from tests.alerts.watching.test_backtest import SOLD

pytestmark = pytest.mark.django_db(transaction=True)


def day_by_day(place: SubAccount, until: int) -> None:
    """Each day's orders come in, and the next morning at six the alerts are checked."""
    for number in range(until):
        orders(place, {number: SOLD[number]})
        publish()
        running.run(at(number + 1, 6))


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The questions that reached the gateway."""
    seen: list[object] = []
    real = running.ask
    monkeypatch.setattr(
        running, "ask", lambda watched, *rest, **more: seen.append(watched) or real(watched, *rest, **more)
    )
    return seen


def test_an_alert_lives_from_morning_to_morning(alice: User, subaccount: SubAccount) -> None:
    found = alert(alice, subaccount)
    day_by_day(subaccount, 8)
    assert phases(found) == ["ok", "ok", "firing", "ok", "firing", "firing", "ok", "firing"]
    assert [check.told for check in found.checks.order_by("at")][2:5] == [["fired"], ["recovered"], ["fired"]]
    found.refresh_from_db()
    assert (found.phase, found.next_at, found.checked_at) == ("firing", at(9, 6), at(8, 6))


def test_the_history_tells_the_figure_the_day_and_the_data(alice: User, subaccount: SubAccount) -> None:
    found = alert(alice, subaccount)
    day_by_day(subaccount, 3)
    check = found.checks.get(told=["fired"])
    assert (check.rows[0]["at"], check.rows[0]["figures"]) == ("2026-03-04", {COUNT: "9"})
    assert check.data_version == open_warehouse().pin().id and check.seconds and check.rule_version == 1


def test_alerts_on_one_question_share_one_answer(alice: User, subaccount: SubAccount, asked: list[object]) -> None:
    made = [alert(alice, subaccount, rule={**ABOVE_7, "in_a_row": 1 + number % 3}) for number in range(30)]
    single = {"kind": "single", "conditions": [{"field": COUNT, "op": "above", "value": "0"}]}
    made.append(alert(alice, subaccount, rule=single))
    day_by_day(subaccount, 1)
    assert len(asked) == 1 and {phases(one)[0] for one in made[:-1]} == {"ok"} and phases(made[-1]) == ["firing"]


def test_each_owner_sees_their_own_rows(
    alice: User, account: Account, subaccount: SubAccount, asked: list[object]
) -> None:
    other = SubAccount.objects.create(account=account, name="Iberia")
    here, there = alert(alice, subaccount), alert(alice, other)
    day_by_day(subaccount, 3)
    assert (phases(here)[-1], phases(there)[-1]) == ("firing", "no_data") and len(asked) == 6


def test_what_is_not_due_or_paused_or_removed_is_left_alone(alice: User, subaccount: SubAccount) -> None:
    later = alert(alice, subaccount, due=at(5, 6))
    paused, removed = alert(alice, subaccount, paused_at=at(0)), alert(alice, subaccount, removed_at=at(0))
    assert running.run(at(2, 6)) == 0
    assert not any(one.checks.exists() for one in (later, paused, removed))


def test_an_alert_is_claimed_by_one_worker_and_after_ten_minutes_by_another(
    alice: User, subaccount: SubAccount
) -> None:
    found = alert(alice, subaccount)
    assert claiming.claimed(at(1, 6)) == [found.pk]
    assert claiming.claimed(at(1, 6)) == [] == claiming.claimed(at(1, 6) + timedelta(minutes=9))
    assert claiming.claimed(at(1, 6) + timedelta(minutes=11)) == [found.pk]


def test_a_person_who_acknowledges_while_it_is_checked_is_heard(
    alice: User, subaccount: SubAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = alert(alice, subaccount)
    day_by_day(subaccount, 5)
    real = running.ask

    def meanwhile(*given: Any, **more: Any) -> Any:
        row = Alert.objects.get(pk=found.pk)
        state = acknowledge(state_from_json(row.state), at(6, 6))
        Alert.objects.filter(pk=found.pk).update(state=state_to_json(state), phase=state.phase)
        return real(*given, **more)

    monkeypatch.setattr(running, "ask", meanwhile)
    orders(subaccount, {5: SOLD[5]})
    publish()
    running.run(at(6, 6))
    assert phases(found)[-2:] == ["firing", "acknowledged"]


def test_an_alert_paused_while_it_is_checked_stays_as_it_was(alice: User, subaccount: SubAccount) -> None:
    found = alert(alice, subaccount)
    publish()
    seen = writing.Seen(found.pk, writing.Observation(fault="Gone."))
    Alert.objects.update(paused_at=at(1))
    writing.write([seen], Round(at(1, 6), None))
    assert not found.checks.exists()


def test_before_anything_is_published_the_verdict_waits(alice: User, subaccount: SubAccount) -> None:
    found = alert(alice, subaccount)
    running.run(at(1, 6))
    found.refresh_from_db()
    assert (found.phase, found.next_at) == ("ok", at(1, 6) + AGAIN)
    assert found.checks.get().late and not found.checks.get().told


def test_figures_that_are_not_in_yet_hold_the_verdict_until_they_are(alice: User, subaccount: SubAccount) -> None:
    found = alert(alice, subaccount)
    day_by_day(subaccount, 2)
    late = at(400, 6)  # nothing was published since: the machine's clock is not yet there
    running.run(late)
    found.refresh_from_db()
    assert found.checks.first().late.startswith("The figures of 2027-04-05 are not complete")
    assert found.next_at == late + AGAIN


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("inactive", "no longer of this account"),
        ("viewer", "does not let them set alerts"),
        ("gone", "The person who owned this alert is gone"),
        ("narrowed", "may not see any sub-account"),
    ],
)
def test_an_alert_that_nobody_may_ask_for_stands_still_and_says_why(
    alice: User, account: Account, subaccount: SubAccount, change: str, said: str
) -> None:
    found = alert(alice, subaccount)
    publish()
    member = Membership.objects.filter(user=alice)
    {
        "inactive": lambda: User.objects.filter(pk=alice.pk).update(is_active=False),
        "viewer": lambda: member.update(role="viewer"),
        "gone": lambda: Alert.objects.update(owner=None),
        "narrowed": lambda: member.update(all_subaccounts=False),
    }[change]()
    running.run(at(1, 6))
    found.refresh_from_db()
    assert said in found.paused_why and found.next_at is None and not found.checks.exists()


def test_a_question_that_lost_the_figure_is_asked_as_it_was_kept(alice: User, subaccount: SubAccount) -> None:
    content = {"kind": "explore", "explore": "business", "query": "fields=orders.revenue"}
    found = alert(alice, subaccount, content=content)
    day_by_day(subaccount, 3)
    found.refresh_from_db()
    assert found.phase == "firing" and f"no '{COUNT}' any more" in found.unsynced


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"content": {"kind": "explore", "explore": "gone", "query": ADDRESS}, "query": {"explore": "gone"}}, "gone"),
        ({"rule": {**ABOVE_7, "time": "orders.ordered_week"}}, "no 'orders.ordered_week' any more"),
        ({"rule": {"kind": "of old"}}, "'of old' is none of"),
    ],
    ids=["explore", "date", "rule"],
)
def test_an_alert_that_cannot_be_asked_says_why_once(
    alice: User, subaccount: SubAccount, values: dict[str, Any], said: str
) -> None:
    found = alert(alice, subaccount, **values)
    day_by_day(subaccount, 2)
    assert [(check.phase, check.told) for check in found.checks.order_by("at")] == [("error", ["broke"]), ("error", [])]
    assert said in found.checks.first().fault


def test_what_is_checked_when_data_come_waits_for_data(alice: User, subaccount: SubAccount) -> None:
    found = alert(alice, subaccount, recurrence={"kind": "refresh", "zone": "UTC", "every": 15})
    day_by_day(subaccount, 1)
    assert running.run(at(1, 7)) == 1 and found.checks.count() == 1
    found.refresh_from_db()
    assert found.next_at == at(1, 7) + timedelta(minutes=15)
    orders(subaccount, {1: 3})
    publish()
    assert running.run(at(1, 8)) == 1 and found.checks.count() == 2


def test_a_zone_that_is_not_known_is_checked_no_more(alice: User, subaccount: SubAccount) -> None:
    found = alert(alice, subaccount, recurrence={**DAILY, "zone": "Mars/Olympus"})
    day_by_day(subaccount, 1)
    found.refresh_from_db()
    assert found.next_at is None and found.checks.count() == 1


def test_the_phases_that_are_kept_are_those_of_the_rules() -> None:
    assert [choice for choice, _ in Alert._meta.get_field("phase").choices] == list(Phase)
    assert DAY_OF in ADDRESS
