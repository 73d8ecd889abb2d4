"""How it stands on a platform, as a decision keeps it, and back."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from connectors.ads.standing import Span, Standing


def to_json(standing: Standing | None) -> dict[str, Any]:
    """What was read back; of nothing, nothing."""
    if standing is None:
        return {}
    budget = standing.budget
    return {
        "name": standing.name,
        "set": standing.set.value,
        "runs": standing.runs.value,
        "why": standing.why,
        "words": list(standing.words),
        "learning": standing.learning.value,
        "changed_at": standing.changed_at.isoformat() if standing.changed_at else None,
        "read_at": standing.read_at.isoformat(),
        "locked": standing.locked,
        "budget": {
            "span": budget.span.value, "amount": None if budget.amount is None else str(budget.amount),
            "currency": budget.currency, "level": budget.level.value, "holder": budget.holder,
        } if budget else None,
    }  # fmt: skip


def daily_of(kept: Mapping[str, Any]) -> Decimal | None:
    """The daily budget that was kept; None where there was none."""
    budget = kept.get("budget") or {}
    if budget.get("span") != Span.DAILY:
        return None
    try:
        return Decimal(budget["amount"])
    except (KeyError, TypeError, InvalidOperation):
        return None
