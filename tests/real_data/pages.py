"""The standard dashboards on imported data: a tile's answer, as its page asks for it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from accounts.models import Account, SubAccount
from accounts.viewer import Viewer
from cdp.warehouse import open_warehouse
from dashboards.asking import Asked, answered
from dashboards.filters import values_of
from dashboards.library import dashboards
from explores.answer import Answer


def tile(slug: str, name: str, now: datetime, **filters: str) -> Answer:
    """What the tile of that name answers, with these filters of the page."""
    account = Account.objects.get()
    seen = frozenset(SubAccount.objects.values_list("pk", flat=True))
    page = dashboards()[slug]
    viewer = Viewer(account.pk, seen, timezone=account.timezone)
    found = page.tile(name)
    assert found is not None, f"{slug} has no tile {name!r}"
    asked = Asked(page, values_of(page, filters), viewer, now, open_warehouse().pin())
    return answered(found, asked).answer


def total(slug: str, name: str, now: datetime, **filters: str) -> Any:
    """The figure of a single value."""
    answer = tile(slug, name, now, **filters)
    measure = next(field.id for field in answer.fields if field.kind == "measure")
    return (answer.totals or answer.rows[0])[measure]
