"""A few rows in two sub-accounts, written, mirrored and ready to be asked about."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from accounts.models import Account, SubAccount
from accounts.viewer import Viewer
from cdp.batches import batch
from cdp.models import AdMetric, AttributeDefinition, Contact, Order
from cdp.warehouse import mirror
from tests.kept import laid_out

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)
LATE_IN_JANUARY = datetime(2026, 1, 31, 23, 30, tzinfo=UTC)  # February in Paris


def order(number: int, subaccount: SubAccount, **fields: Any) -> Order:
    values = {"source_id": 1, "currency": "EUR", "ordered_at": datetime(2026, 2, number, 10, tzinfo=UTC)}
    return Order(subaccount_id=subaccount.pk, external_id=f"{subaccount.pk}-{number}", **{**values, **fields})


def write(account: Account, *, publish: bool = True) -> tuple[SubAccount, SubAccount]:
    """France: Ann (FR, gold, orders 10.10 and 20.20) and Bob (DE, order 5); Iberia: Zoe (PT, order 100)."""
    france, iberia = (
        SubAccount.objects.get_or_create(account=account, name=name, defaults={"pk": number})[0]
        for number, name in enumerate(("Alba France", "Iberia"), start=101)
    )
    if publish:
        laid_out("a few rows", lambda: _publish(france, iberia), france.pk, iberia.pk)
    else:
        _write(france, iberia)
    return france, iberia


def _publish(france: SubAccount, iberia: SubAccount) -> None:
    _write(france, iberia)
    mirror.publish()


def _write(france: SubAccount, iberia: SubAccount) -> None:
    with batch():
        ann, bob, zoe = (
            Contact.objects.create(subaccount_id=sub.pk, country=country, attributes=attributes)
            for sub, country, attributes in (
                (france, "FR", {"Loyalty level": "gold", "Points": 12.5}), (france, "DE", {}), (iberia, "PT", {})
            )
        )  # fmt: skip
        Order.objects.bulk_create(
            [
                order(1, france, contact_id=ann.pk, total=Decimal("10.10")),
                order(2, france, contact_id=ann.pk, total=Decimal("20.20"), ordered_at=LATE_IN_JANUARY),
                order(3, france, contact_id=bob.pk, total=Decimal(5)),
                order(4, iberia, contact_id=zoe.pk, total=Decimal(100)),
            ]
        )  # fmt: skip
        AdMetric.objects.create(
            subaccount_id=france.pk, source_id=1, external_id="m1", day=date(2026, 2, 1), received_at=NOW,
            impressions=3, clicks=1, spend=Decimal("0.123456"),
        )  # fmt: skip
    for name, kind in (("Loyalty level", "text"), ("Points", "number")):
        AttributeDefinition.objects.create(subaccount_id=france.pk, entity="contacts", name=name, type=kind)


def viewer(account: Account, *subaccounts: SubAccount, timezone: str = "UTC") -> Viewer:
    return Viewer(account=account.pk, subaccounts=frozenset(s.pk for s in subaccounts), timezone=timezone)
