"""What trying an alert on 90 days of daily checks costs, against the one question that it rests on."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from accounts.access import viewer_for
from accounts.models import User
from alerts.rules.condition import Condition, Op
from alerts.rules.rule import Kind, Rule, Volume
from alerts.rules.state import Policy
from alerts.watching.backtest import backtest, check_by_check, moments_of
from alerts.watching.looking import Watched, ask
from bench.figures import percentile
from cdp.demo.company import ADMIN_EMAIL
from cdp.warehouse import open_warehouse
from deliveries.cadence import Kind as Recurs
from deliveries.cadence import Recurrence
from explores.semantic.query import Query

NOW = datetime(2026, 11, 17, 6, tzinfo=UTC)
DAY, RATE, SENT = "emails.occurred_date", "emails.hard_bounce_rate", "emails.sent"
DAILY = Recurrence(Recurs.DAILY, "Europe/Paris")
RULE = Rule(Kind.SERIES, (Condition(RATE, Op.ABOVE, Decimal("0.004")),), time=DAY, volume=Volume(SENT, Decimal(100)))


def measure(rounds: int) -> dict[str, Any]:
    """Medians, in milliseconds, with the seven thresholds that a person is shown; and check by check, asked once."""
    viewer, pin = viewer_for(User.objects.get(email=ADMIN_EMAIL)), open_warehouse().pin()
    watched = Watched(Query("email", (DAY, RATE, SENT), filters=((DAY, "90 days"),), limit=None), viewer)
    question = _median(lambda: ask(watched, [RULE], now=NOW, pin=pin), rounds)
    tried = _median(lambda: backtest(watched, RULE, Policy(), DAILY, now=NOW, pin=pin), rounds)
    moments, _ = moments_of(DAILY, datetime(2026, 8, 19, tzinfo=UTC), NOW)
    each = _median(lambda: check_by_check(watched, RULE, moments, pin), 1)
    return {
        "question_ms": round(question * 1000, 1),
        "backtest_ms": round(tried * 1000, 1),
        "ratio_to_question": round(tried / question, 1),
        "check_by_check_ms": round(each * 1000, 1),
    }


def _median(run: Callable[[], object], rounds: int) -> float:
    run()  # warms up
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        run()
        taken.append(time.perf_counter() - began)
    return percentile(taken, 0.5)
