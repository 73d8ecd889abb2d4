"""``manage.py backtest``."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Account, SubAccount
from tests.alerts.watching.history import orders, publish
from tests.alerts.watching.test_backtest import COUNT, DAY_OF, SOLD

pytestmark = pytest.mark.django_db(transaction=True)
ALERT: dict[str, Any] = {
    "query": {"explore": "business", "fields": [DAY_OF, COUNT]},
    "rule": {"kind": "series", "time": DAY_OF, "conditions": [{"field": COUNT, "op": "above", "value": "8"}]},
    "recurrence": {"kind": "daily", "zone": "UTC", "at": "06:00"},
}


@pytest.fixture
def tried(account: Account, tmp_path: Path) -> Any:
    def run(alert: Any = ALERT, *more: str) -> dict[str, Any]:
        (tmp_path / "alert.json").write_text(alert if isinstance(alert, str) else json.dumps(alert))
        out = StringIO()
        call_command("backtest", str(tmp_path / "alert.json"), "--now", "2026-03-11T07:00:00", *more, stdout=out)
        found: dict[str, Any] = json.loads(out.getvalue())
        return found

    return run


def test_it_says_when_it_would_have_fired(tried: Any, account: Account) -> None:
    orders(SubAccount.objects.create(account=account, name="France"), SOLD)
    publish()
    found = tried(ALERT, "--days", "10")
    assert [fire["at"] for fire in found["fires"]] == ["2026-03-05T06:00:00+00:00", "2026-03-10T06:00:00+00:00"]
    assert found["fires"][0]["rows"][0]["figures"] == {COUNT: "9"} and found["fires"][0]["back"][:10] == "2026-03-06"
    assert {"value": "5", "fired": 3} in found["other_thresholds"] and (found["checks"], found["fired"]) == (10, 2)


@pytest.mark.parametrize(
    ("alert", "said"),
    [
        ("{", "Expecting property name"),
        ("[]", "file takes an object"),
        ({**ALERT, "sql": 1}, "'sql' means nothing here"),
        ({**ALERT, "query": {"explore": "gone"}}, "gone"),
        ({**ALERT, "rule": {**ALERT["rule"], "conditions": []}}, "at least one condition"),
        ({**ALERT, "rule": {**ALERT["rule"], "time": "orders.ordered_week"}}, "no 'orders.ordered_week' any more"),
        ({**ALERT, "recurrence": {"kind": "daily", "zone": "Mars/Olympus"}}, "Mars/Olympus"),
    ],
    ids=["no json", "a list", "strange", "no explore", "no condition", "another date", "no zone"],
)
def test_what_is_wrong_is_said_in_one_line(tried: Any, alert: Any, said: str) -> None:
    publish()
    with pytest.raises(CommandError, match=said):
        tried(alert)


def test_the_example_of_the_docs_can_be_tried(tried: Any) -> None:
    publish()
    docs = (Path(__file__).parents[3] / "docs" / "alerts.md").read_text()
    assert tried(docs.split("```json")[1].split("```")[0])["faults"] == []


def test_too_many_days_are_refused(tried: Any) -> None:
    with pytest.raises(CommandError, match="5000 days can't be tried"):
        tried(ALERT, "--days", "5000")
