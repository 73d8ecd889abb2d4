"""What checking alerts costs: 5,000 rules on 50 questions, against asking those 50 questions and doing nothing more."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Any

from accounts.access import viewer_for
from accounts.models import SubAccount, User
from alerts.checking import running
from alerts.models import Alert
from alerts.watching.looking import Watched, ask
from bench.figures import percentile
from cdp.demo.company import ADMIN_EMAIL
from cdp.warehouse import open_warehouse
from explores.semantic import query_json
from explores.semantic.query import Query

NOW = datetime(2026, 11, 17, 6, tzinfo=UTC)
RULES, QUESTIONS = 5000, 50
DAY, RATE, SENT = "emails.occurred_date", "emails.hard_bounce_rate", "emails.sent"


def measure(rounds: int) -> dict[str, Any]:
    """Rules a minute by one process, the median of the rounds; and how often as long as the questions alone it took."""
    owner = User.objects.get(email=ADMIN_EMAIL)
    Alert.objects.all().delete()
    _make(owner)
    taken = [_round(owner, NOW + timedelta(days=number)) for number in range(rounds + 1)][1:]  # the first warms up
    Alert.objects.all().delete()
    asked, checked, worked = (percentile([each[place] for each in taken], 0.5) for place in range(3))
    return {
        "rules": RULES,
        "questions": QUESTIONS,
        "rounds": rounds,
        "asking_seconds": round(asked, 2),
        "checking_seconds": round(checked, 2),
        "processor_seconds": round(worked, 2),
        "ratio_to_asking": round(checked / asked, 1),
        "rules_a_minute": round(RULES / checked * 60),
    }


def _questions() -> list[Query]:
    return [
        Query("email", (DAY, RATE, SENT), filters=((DAY, f"{30 + number} days"),), limit=None)
        for number in range(QUESTIONS)
    ]


def _make(owner: User) -> None:
    """A hundred thresholds on each question, due every morning."""
    account = viewer_for(owner).account
    places = list(SubAccount.objects.filter(account=account))
    made = Alert.objects.bulk_create(
        Alert(
            account_id=account, owner=owner, name=f"{number}", about="explore:email", query=query_json.to_json(query),
            content={"kind": "explore", "explore": "email", "query": _address(query)},
            rule=_rule(number), recurrence={"kind": "daily", "zone": "UTC", "at": "06:00"}, next_at=NOW,
        )
        for query in _questions() for number in range(RULES // QUESTIONS)
    )  # fmt: skip
    through = Alert.subaccounts.through
    through.objects.bulk_create(through(alert_id=one.pk, subaccount_id=place.pk) for one in made for place in places)


def _address(query: Query) -> str:
    return f"fields={','.join(query.fields)}&f[{DAY}]={query.filters[0][1]}&limit=all"


def _rule(number: int) -> dict[str, Any]:
    condition = {"field": RATE, "op": "above", "value": str(number / 10_000)}
    volume = {"field": SENT, "least": "100"}
    return {"kind": "series", "time": DAY, "conditions": [condition], "volume": volume, "in_a_row": 1 + number % 3}


def _round(owner: User, now: datetime) -> tuple[float, float, float]:
    """Seconds of the questions alone, of the checks, and of the processor for these."""
    viewer, pin = viewer_for(owner), open_warehouse().pin()
    began = time.perf_counter()
    for query in _questions():
        ask(Watched(query, viewer), [], now=now, pin=pin)
    asked, worked = time.perf_counter(), time.process_time()
    checked = 0
    while number := running.run(now):
        checked += number
    if checked != RULES:
        raise RuntimeError(f"{checked} of {RULES} rules were checked.")
    return asked - began, time.perf_counter() - asked, time.process_time() - worked
