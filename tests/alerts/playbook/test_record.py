"""What the log of decisions keeps of a signal."""

from __future__ import annotations

import json
from datetime import date

from alerts.playbook.judge import judge
from alerts.playbook.record import record
from alerts.playbook.rules import playbook
from tests.alerts.playbook.tables import TODAY, table


def test_a_verdict_is_kept_with_all_that_it_was_worked_out_from() -> None:
    days = table({"first": date(2026, 11, 13), "columns": {"impressions": [1000] * 7, "clicks": [7] * 7}})
    rule = playbook()["ctr"].choose("strict", {"lowest_ctr": 1.2})
    kept = json.loads(json.dumps(record(judge(days, rule, TODAY), rule)))
    assert (kept["state"], kept["now"], kept["rule"], kept["version"]) == ("fires", "0.7 %", "under 1.2 %", 1)
    assert (kept["preset"], kept["thresholds"]["lowest_ctr"]) == ("strict", "1.2")
    assert kept["tests"][0]["inputs"] == {"clicks": "49", "impressions": "7000"}
    assert kept["tests"][0]["days"] == ["2026-11-13", "2026-11-19"]


def test_what_was_missing_is_kept_too() -> None:
    days = table({"first": date(2026, 11, 13), "columns": {"impressions": [1000] * 7, "clicks": [7] * 6 + [None]}})
    rule = playbook()["ctr"].choose()
    kept = record(judge(days, rule, TODAY), rule)
    assert (kept["tests"][0]["reason"], kept["tests"][0]["late"]) == ("partly_reported", ["2026-11-19"])
