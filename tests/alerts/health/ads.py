"""An ad account written row by row, as a platform's reports come in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from accounts.models import SubAccount
from cdp.batches import batch
from cdp.models import Ad, AdAccount, AdCampaign, AdMetric, AdSet, Source

TODAY = date(2026, 11, 20)  # a Friday
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
MORNING = time(4)


def day(back: int) -> date:
    """So many days before today."""
    return TODAY - timedelta(days=back)


def received(on: date, after: int = 1) -> datetime:
    """The morning so many days later."""
    return datetime.combine(on + timedelta(days=after), MORNING, UTC)


@dataclass
class Shop:
    """One ad account with one campaign and one ad set."""

    place: SubAccount
    channel: str = "facebook"
    currency: str = "EUR"
    zone: str = "UTC"
    numbers: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.source = Source.objects.create(subaccount=self.place, name=f"Ads {Source.objects.count()}", kind="file")
        self.account = self.row(
            AdAccount, name="Alba", channel=self.channel, currency=self.currency, timezone=self.zone
        )
        self.campaign = self.add_campaign()
        self.ad_set = self.row(AdSet, ad_campaign_id=self.campaign, name="Broad", status="active")

    def row(self, model: type[Any], **values: Any) -> int:
        number = self.numbers[model.__name__] = self.numbers.get(model.__name__, 0) + 1
        with batch():
            return int(model.objects.create(subaccount_id=self.place.pk, source_id=self.source.pk,
                                            external_id=f"{model.__name__} {number}", **values).pk)  # fmt: skip

    def add_campaign(self, **values: Any) -> int:
        return self.row(AdCampaign, **{
            "ad_account_id": self.account, "name": "Autumn", "status": "active", "goal": "purchases",
            "channel": self.channel, **values,
        })  # fmt: skip

    def ad(self, name: str = "Bed", **values: Any) -> int:
        return self.row(Ad, **{
            "ad_set_id": self.ad_set, "ad_campaign_id": self.campaign, "name": name, "status": "active", **values
        })  # fmt: skip

    def ran(self, ad: int, back: int, *, known: int = 1, of: str = "", **figures: Any) -> None:
        """What was reported of an ad for a day, that many days later; an earlier report of it is superseded."""
        self.rows([(ad, back, known, of, figures)])

    def rows(self, reports: list[tuple[int | None, int, int, str, dict[str, Any]]]) -> None:
        with batch():
            for ad, back, known, of, figures in reports:
                at, external = received(day(back), known), f"{ad}:{back}:{of}"
                AdMetric.objects.filter(source_id=self.source.pk, external_id=external, superseded_at=None).update(
                    superseded_at=at
                )
                AdMetric.objects.create(**{
                    "subaccount_id": self.place.pk, "source_id": self.source.pk, "external_id": external, "ad_id": ad,
                    "ad_account_id": self.account, "day": day(back), "received_at": at, **_exact(figures),
                })  # fmt: skip

    def steady(self, ad: int, first: int, last: int = 1, **figures: Any) -> None:
        """The same every day, from so many days before today to another."""
        self.rows([(ad, back, 1, "", figures) for back in range(first, last - 1, -1)])


def _exact(figures: dict[str, Any]) -> dict[str, Any]:
    money = ("spend", "results", "purchases", "purchase_value")
    return {
        name: Decimal(str(value)) if name in money and value is not None else value for name, value in figures.items()
    }
