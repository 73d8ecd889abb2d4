"""What a window's days were allowed to spend. PURE."""

from __future__ import annotations

from decimal import Decimal

from alerts.playbook.days import Table
from alerts.playbook.verdict import Reason
from alerts.playbook.windows import Window


def budget_of(table: Table, seen: Window) -> Decimal | Reason:
    """The sum of the days' budgets; a day that does not say its own had the present one, if nothing was edited since.

    Platforms give a budget as it is now: after an edit inside the window, what it was before is not known (EDITED).
    """
    present, edited = table.entity.daily_budget, table.entity.edited_on
    unsaid = seen.unsaid("daily_budget")
    if present is None and unsaid:
        return Reason.NO_BUDGET
    if edited and any(day <= edited for day in unsaid):
        return Reason.EDITED
    said = [budget for budget in seen.column("daily_budget") if budget is not None]
    return sum(said, Decimal(0)) + len(unsaid) * (present or Decimal(0))
