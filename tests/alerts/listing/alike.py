"""Many alerts, without asking anything."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from accounts.models import SubAccount, User
from alerts.models import Alert, Check
from tests.alerts.checking.watched import COUNT, alert
from tests.alerts.watching.history import at


def row(figure: int, day: str = "2026-03-04", verdict: str = "breach", key: tuple[str, ...] = ()) -> dict[str, Any]:
    """One row of a line of history."""
    return {
        "key": list(key), "at": day, "figures": {COUNT: str(figure)}, "verdict": verdict, "streak": 1, "before": None,
        "usual": None,
    }  # fmt: skip


def checked(of: Alert, number: int = 3, **values: Any) -> Check:
    """A line of history: nine orders, which fired."""
    return Check.objects.create(**{
        "alert": of, "due": at(number, 6), "at": at(number, 6), "phase": "firing", "rows": [row(9)], "told": ["fired"],
        "rule_version": 1, "data_version": 12, "data_as_of": at(number, 5), **values,
    })  # fmt: skip


def many(owner: User, place: SubAccount, count: int, **values: Any) -> list[Alert]:
    """Each checked once."""
    made = [alert(owner, place, name=f"Alert {number:04}", **values) for number in range(count)]
    for each in made:
        checked(each)
    return made


def fires(of: Alert, *days: int) -> None:
    """It told of a breach on the mornings of these days."""
    for number in days:
        checked(of, number, due=at(number, 6) - timedelta(seconds=1))
