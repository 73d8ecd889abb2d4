"""The page of one alert: where it stands, its history, its figure over time, and what may be done."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.models import Account, SubAccount, User
from alerts.models import Alert, Answer
from alerts.one.drawing import Point, drawn
from alerts.one.points import points_of
from alerts.rules.rule_form import rule_from_json
from alerts.telling.saying import saying_in
from tests import shop
from tests.alerts.checking.watched import ABOVE_7, COUNT, alert
from tests.alerts.listing.alike import checked, row
from tests.alerts.listing.test_list import signed_in

pytestmark = pytest.mark.django_db(transaction=True)


def shown(user: User, made: Alert, address: str = "") -> str:
    answer = signed_in(user).get(f"/alerts/{made.pk}/{address}")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_the_history_tells_value_rule_verdict_data_and_what_was_told(alice: User, subaccount: SubAccount) -> None:
    made = alert(alice, subaccount, phase="firing")
    checked(made)
    checked(made, 2, phase="ok", rows=[row(3, verdict="fine")], told=[])
    checked(made, 1, phase="ok", rows=[], told=[], late="Shop is late.")
    with time_machine.travel(datetime(2026, 11, 18, tzinfo=UTC)):  # the year is told of other years
        found = shown(alice, made)
    for said in (
        "5 Mar 06:00",
        "In breach",
        "above 7",
        "version 12",
        "Fired",
        "Fine",
        "Held",
        "Shop is late.",
        "3 of 3",
    ):
        assert said in found, said
    assert "1 of 1 check" in shown(alice, made, "?told=1")


def test_what_an_earlier_rule_judged_stays_and_says_so(alice: User, subaccount: SubAccount) -> None:
    made = alert(alice, subaccount, rule_version=2)
    checked(made)
    assert "An earlier one" in shown(alice, made) and points_of(made, rule_from_json(ABOVE_7)) == []


def test_filters_are_told_as_the_page_of_the_content_tells_them(
    alice: User, account: Account, subaccount: SubAccount
) -> None:
    narrowed = alert(alice, subaccount, filters={"orders.channel": "-Email"})
    assert "orders.channel: -Email" in shown(alice, narrowed)  # nothing is published yet
    shop.fill(account, subaccount)
    assert "Channel: is not Email" in shown(alice, narrowed)


def test_the_figure_is_drawn_day_by_day_with_its_threshold(alice: User, subaccount: SubAccount) -> None:
    made = alert(alice, subaccount)
    for number, figure in enumerate((3, 9, 12, 4)):
        verdict, told = ("breach", ["fired"] if figure == 9 else []) if figure > 7 else ("fine", [])
        checked(made, number, rows=[row(figure, f"2026-03-0{number + 1}", verdict)], told=told)
    points = points_of(made, rule_from_json(ABOVE_7))
    assert [(one.at, int(one.figure), one.breach, one.told) for one in points] == [
        ("2026-03-01", 3, False, False), ("2026-03-02", 9, True, True), ("2026-03-03", 12, True, False),
        ("2026-03-04", 4, False, False),
    ]  # fmt: skip
    chart = drawn(rule_from_json(ABOVE_7), points, saying_in(None))
    assert chart and [trace.get("name") for trace in chart.plot["data"]] == [None, "Told", "Still in breach"]
    assert chart.plot["layout"]["shapes"][0]["y0"] == 7 and "Told 1 times" in chart.summary
    assert "<plot-chart" in shown(alice, made)


def test_a_long_history_is_drawn_with_every_message_and_not_every_check(alice: User, subaccount: SubAccount) -> None:
    made = alert(alice, subaccount, rule={"kind": "single", "conditions": ABOVE_7["conditions"]})
    for number in range(1300):
        told = ["fired"] if number == 701 else []
        checked(made, number, rows=[row(9, "", "breach" if told else "fine")], told=told)
    points = points_of(made, rule_from_json(made.rule))
    assert 430 <= len(points) <= 440 and sum(one.told for one in points) == 1


def test_no_line_is_drawn_where_the_rule_has_no_fixed_threshold() -> None:
    rule = rule_from_json({**ABOVE_7, "conditions": [{"field": COUNT, "op": "unusual", "value": "3"}]})
    points = [Point("2026-03-01", rule.conditions[0].value), Point("2026-03-02", rule.conditions[0].value)]
    chart = drawn(rule, points, saying_in(None))
    assert chart and not chart.plot["layout"]["shapes"] and drawn(rule, points[:1], saying_in(None)) is None


def test_the_report_card_says_what_to_change(alice: User, subaccount: SubAccount) -> None:
    made, now = alert(alice, subaccount), timezone.now()
    for number in range(1, 7):
        checked(made, at=now - timedelta(days=number))
        if number > 1:
            Answer.objects.create(alert=made, what="not_useful", at=now - timedelta(days=number) + timedelta(hours=1))
    assert "5 of 6 messages were called not useful: raise the threshold or the volume." in shown(alice, made)


def test_an_alert_with_a_rule_of_an_older_version_opens(alice: User, subaccount: SubAccount) -> None:
    made = alert(alice, subaccount, rule={"kind": "of old"}, content={"kind": "song"}, query={"explore": "gone"})
    assert "A rule of an older version" in shown(alice, made) and "Deleted, or not open to you" in shown(alice, made)


@pytest.mark.parametrize("field", ["equal", "between", "at_most"])
def test_ticks_are_in_the_unit_of_the_figure(field: str) -> None:
    condition = {"field": COUNT, "op": field, "value": "0.002", **({"upper": "0.004"} if field == "between" else {})}
    rule = rule_from_json({**ABOVE_7, "conditions": [condition]})
    points = [Point("2026-03-01", rule.conditions[0].value), Point("2026-03-02", -rule.conditions[0].value)]
    chart = drawn(rule, points, saying_in(None))
    assert chart and 3 <= len(chart.plot["layout"]["yaxis"]["tickvals"]) <= 9
