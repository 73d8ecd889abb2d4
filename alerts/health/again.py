"""What people changed is judged anew, with the worker's next look."""

from __future__ import annotations

from django.utils import timezone

from alerts.models import Judged


def again(account: int) -> None:
    """All ads of the account are due."""
    now = timezone.now()
    Judged.objects.filter(source__subaccount__account=account, due_at__gt=now).update(due_at=now)
