"""Alerts on the orders of a spring."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from accounts.models import SubAccount, User
from alerts.models import Alert
from tests.alerts.watching.history import at

COUNT, DAY_OF = "orders.count", "orders.ordered_date"
ABOVE_7: dict[str, Any] = {
    "kind": "series", "time": DAY_OF, "conditions": [{"field": COUNT, "op": "above", "value": "7"}]
}  # fmt: skip
DAILY: dict[str, Any] = {"kind": "daily", "zone": "UTC", "at": "06:00"}
ADDRESS = f"fields={DAY_OF},{COUNT}"


def alert(owner: User, place: SubAccount, *, due: datetime | None = None, **values: Any) -> Alert:
    """More than seven orders a day, checked each morning at six."""
    made = Alert.objects.create(**{
        "account": place.account, "owner": owner, "name": "Many orders", "about": "explore:business",
        "content": {"kind": "explore", "explore": "business", "query": ADDRESS},
        "query": {"explore": "business", "fields": [DAY_OF, COUNT]},
        "rule": ABOVE_7, "recurrence": DAILY, "next_at": due or at(1, 6), **values,
    })  # fmt: skip
    made.subaccounts.add(place)
    return made


def phases(of: Alert) -> list[str]:
    """The history, oldest first."""
    return [check.phase for check in of.checks.order_by("at")]
