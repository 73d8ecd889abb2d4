"""People on the page of an alert, over the orders of a spring."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import SubAccount, User
from cdp.batches import batch
from cdp.models import Order
from tests.alerts.watching import history
from tests.kept import laid_out


@pytest.fixture
def page(client: Client, alice: User) -> Client:
    client.force_login(alice)
    return client


@pytest.fixture
def sold(transactional_db: None, subaccount: SubAccount) -> None:
    """Five orders on each of the last 100 days, and nine on every tenth day back from yesterday."""
    today = timezone.now().replace(hour=9, minute=0)
    laid_out(f"the days before {today:%F}", lambda: _sell(subaccount, today), subaccount.pk)


def _sell(subaccount: SubAccount, today: datetime) -> None:
    place = {"subaccount_id": subaccount.pk, "source_id": 1, "currency": "EUR"}
    days = [(back, 9 if back % 10 == 1 else 5) for back in range(1, 101)]
    with batch():
        Order.objects.bulk_create([
            Order(**place, external_id=f"{back}-{one}", ordered_at=today - timedelta(days=back), total=10)
            for back, count in days for one in range(count)
        ])  # fmt: skip
    history.publish()
