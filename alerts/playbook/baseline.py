"""*Accept as the new normal*: from a day on, windows never reach back behind it. PURE."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from alerts.playbook.days import Table


@dataclass(frozen=True)
class Acceptance:
    """That somebody accepted what is, from a day on: for one signal, or (None) for all. ``undone``: taken back."""

    day: date
    signal: str | None = None
    undone: bool = False


def since(acceptances: Iterable[Acceptance], signal: str, today: date) -> date | None:
    """From which day a signal's normal counts: the latest acceptance that stands. One of a day to come waits for it."""
    return max((each.day for each in acceptances if _counts(each, signal, today)), default=None)


def _counts(each: Acceptance, signal: str, today: date) -> bool:
    return not each.undone and each.day <= today and each.signal in (None, signal)


def restarted(table: Table, day: date | None) -> Table:
    """The table as if nothing was known before the day: rows, and windows of reach that begin before it, are gone."""
    if day is None:
        return table
    begin = max(day, table.since) if table.since else day
    return replace(
        table,
        days=tuple(each for each in table.days if each.day >= begin),
        late=frozenset(each for each in table.late if each >= begin),
        window_reach={span: people for span, people in table.window_reach.items() if span[0] >= begin},
        since=begin,
    )
