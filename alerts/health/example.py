"""What the demo company wants of its ads."""

from __future__ import annotations

from decimal import Decimal

from django.utils import timezone

from accounts.models import Account
from alerts.health import due
from alerts.models import Goal, Health

TARGET = Decimal(28)  # euros a purchase


def show(account: str) -> None:
    """A target, where there is none, and everything judged for the first time; later the worker does it."""
    found = Account.objects.filter(name=account).first()
    if found is None or Health.objects.filter(account=found).exists():
        return
    Goal.objects.get_or_create(
        account=found, subaccount_id=None, level="", row=None, defaults={"currency": "EUR", "cost_per_result": TARGET}
    )
    due.judge_due(timezone.now())
