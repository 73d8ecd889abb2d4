"""Forms of an alert as a browser sends them."""

from __future__ import annotations

import json
from typing import Any

from django.http import QueryDict

DAYS = {"kind": "explore", "explore": "business", "query": "fields=orders.ordered_date,orders.count"}
BOUNCES = {"kind": "explore", "explore": "email", "query": "fields=emails.occurred_date,emails.hard_bounce_rate"}
CHANNELS = {"kind": "explore", "explore": "business", "query": "fields=orders.channel,orders.revenue,orders.count"}


def form(content: Any = None, **given: Any) -> dict[str, Any]:
    """Above seven orders a day, daily at 05:00 in UTC, told to Léa; ``given`` over it. ``c1_op`` is ``c1.op``."""
    usual = {
        "content": json.dumps(content or DAYS),
        "c": ["1"],
        "c1.field": "orders.count",
        "c1.op": "above",
        "c1.value": "7",
        "watch": "series:date",
        "in_a_row": "1",
        "when": "daily",
        "zone": "UTC",
        "at": "05:00",
        "shown": "daily",
        "row": ["1"],
        "t1.kind": "email",
        "t1.recipients": "lea@example.org",
        "t1.format": "table",
        "stays": "on",
        "recovery": "on",
        "past": "90",
    }
    numbered = {name.replace("_", ".", 1) if name[0] in "cto" and name[1:2].isdecimal() else name: value
                for name, value in given.items()}  # fmt: skip
    return {name: value for name, value in {**usual, **numbered}.items() if value is not None}


def sent(fields: dict[str, Any]) -> QueryDict:
    """The same as Django gives it to a view."""
    found = QueryDict(mutable=True)
    for name, value in fields.items():
        found.setlist(name, value if isinstance(value, list) else [value])
    return found
