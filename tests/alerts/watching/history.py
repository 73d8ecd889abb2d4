"""Orders and ad results of a spring, day by day, written and mirrored."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from accounts.models import Account, SubAccount
from accounts.viewer import Viewer
from cdp.batches import batch
from cdp.models import AdMetric, Order
from cdp.warehouse import mirror
from tests.kept import laid_out

FIRST = date(2026, 3, 2)  # a Monday


def day(place: int) -> date:
    return FIRST + timedelta(days=place)


def at(place: int, hour: int = 5) -> datetime:
    return datetime.combine(day(place), time(hour), UTC)


def orders(place: SubAccount, counts: Mapping[int, int], *, worth: str = "10") -> None:
    """So many orders on each of these days."""
    with batch():
        Order.objects.bulk_create(
            [
                Order(
                    subaccount_id=place.pk, source_id=1, external_id=f"{number}-{one}", currency="EUR",
                    ordered_at=at(number, 9 + one % 12), total=Decimal(worth),
                )
                for number, count in counts.items() for one in range(count)
            ]
        )  # fmt: skip


def spent(place: SubAccount, number: int, amount: int, known: int) -> None:
    """The spend of a day as reported on the morning of another; what was reported before is superseded."""
    received = at(known, 4)
    with batch():
        reported = AdMetric.objects.filter(subaccount_id=place.pk, external_id=str(number), superseded_at=None)
        reported.update(superseded_at=received)
        AdMetric.objects.create(
            subaccount_id=place.pk, source_id=1, external_id=str(number), day=day(number), spend=Decimal(amount),
            impressions=1000, received_at=received,
        )  # fmt: skip


def publish() -> None:
    """What there is by now, be it nothing."""
    laid_out("nothing", mirror.publish)


def viewer(account: Account, place: SubAccount) -> Viewer:
    return Viewer(account=account.pk, subaccounts=frozenset({place.pk}), timezone="UTC")
