"""Ads for the tests of verdicts: a limit of 28 and a campaign that costs 24."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from alerts.playbook.evidence.days import Day
from alerts.playbook.evidence.maturing import Curve
from alerts.playbook.evidence.record import Record
from alerts.playbook.evidence.verdict import Case, Judgement, judge

TODAY = date(2026, 3, 31)
NO_DELAY = Curve((1.0,), learned=True, days=60)
CAMPAIGN = (Record(25, 600),) * 5


def days(spend: float, results: float, count: int = 7) -> list[Day]:
    """The last complete days, spend and results spread evenly."""
    return [Day(TODAY - timedelta(back), spend / count, results / count) for back in range(count, 0, -1)]


def case(spend: float, results: float, **changes: object) -> Case:
    plain = Case(days(spend, results), 28, CAMPAIGN, norm=26, curve=NO_DELAY, today=TODAY, looks=6)
    return replace(plain, **changes)  # type: ignore[arg-type]


def judged(spend: float, results: float, **changes: object) -> Judgement:
    return judge(case(spend, results, **changes))
