"""Forms of the schedule sheet as a browser sends them."""

from __future__ import annotations

import json
from typing import Any

from django.http import QueryDict

AUTOMATION = {"kind": "dashboard", "slug": "automation"}
QUESTION = {"kind": "explore", "explore": "business", "query": "fields=orders.channel,orders.revenue"}
HTMX = {"HX-Request": "true"}


def form(content: Any = None, **given: Any) -> dict[str, Any]:
    """Daily at 06:00 in Paris, a PDF to one person; ``given`` over it. ``t1_format`` is ``t1.format``."""
    usual = {
        "content": json.dumps(content or AUTOMATION),
        "when": "daily",
        "zone": "Europe/Paris",
        "at": "06:00",
        "row": ["1"],
        "t1.kind": "email",
        "t1.recipients": "lea@example.org",
        "t1.format": "pdf",
        "rows": "all",
        "link": "1",
        "foresee": "1",
        "gate": "off",
        "catch_up": "latest",
        "fresh_minutes": "1440",
        "wait_minutes": "120",
    }
    return {**usual, **{name.replace("_", ".", 1) if name[0] == "t" else name: value for name, value in given.items()}}


def sent(fields: dict[str, Any]) -> QueryDict:
    """The same as Django gives it to a view."""
    found = QueryDict(mutable=True)
    for name, value in fields.items():
        found.setlist(name, value if isinstance(value, list) else [value])
    return found
