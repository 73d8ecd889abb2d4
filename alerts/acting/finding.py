"""A campaign, an ad set or an ad by its level and the number of its row, within what a viewer may see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models
from django.http import Http404

from accounts.models import SubAccount
from accounts.rows import numbered
from accounts.viewer import Viewer
from alerts.models.ads.entity import Level
from cdp.models import Ad, AdAccount, AdCampaign, AdSet
from connectors.ads.opening import Row

TABLES: Mapping[str, type[AdCampaign] | type[AdSet] | type[Ad]] = {
    Level.CAMPAIGN: AdCampaign, Level.AD_SET: AdSet, Level.AD: Ad
}  # fmt: skip


@dataclass(frozen=True)
class Entity:
    """It with what it belongs to, by numbers of rows; None where that is not known."""

    account: int
    level: Level
    row: Row
    campaign: int | None
    ad_set: int | None
    ad_account: int | None

    @property
    def name(self) -> str:
        """As it is called, or its platform's number."""
        return self.row.name or f"{self.level.label} {self.row.external_id}"

    @property
    def within(self) -> dict[str, int]:
        """Itself and what it is in."""
        known = {"campaign": self.campaign, "ad_set": self.ad_set, self.level.value: self.row.pk}
        return {level: number for level, number in known.items() if number is not None}

    @property
    def around(self) -> dict[str, int]:
        """The same, and its ad account."""
        return {**self.within, **({"ad_account": self.ad_account} if self.ad_account is not None else {})}


def find(viewer: Viewer, level: str, number: object) -> Entity:
    """One that the viewer may see. Raises Http404."""
    row = numbered(_rows(level).filter(subaccount_id__in=viewer.subaccounts), number) if level in Level else None
    if row is None:
        raise Http404("There is no such ad, or it is of a sub-account that you do not see.")
    return _entity(Level(level), row)


def known(level: str, number: int) -> Entity | None:
    """The same for the worker; None where the row is gone."""
    row = _rows(level).filter(pk=number).first()
    return None if row is None else _entity(Level(level), row)


def _rows(level: str) -> models.QuerySet[Row]:
    found: models.QuerySet[Row] = TABLES[level]._default_manager.all()
    return found


def _entity(level: Level, row: Row) -> Entity:
    campaign = row.pk if isinstance(row, AdCampaign) else row.ad_campaign_id
    ad_set = row.pk if isinstance(row, AdSet) else row.ad_set_id if isinstance(row, Ad) else None
    if campaign is None and ad_set is not None:
        campaign = AdSet.objects.filter(pk=ad_set).values_list("ad_campaign_id", flat=True).first()
    ad_account = AdCampaign.objects.filter(pk=campaign or 0).values_list("ad_account_id", flat=True).first()
    account = SubAccount.objects.values_list("account_id", flat=True).get(pk=row.subaccount_id)
    return Entity(account, level, row, campaign, ad_set, ad_account)


def zone_of(entity: Entity, otherwise: str) -> str:
    """The zone of its ad account, whose days its figures are of."""
    zone = AdAccount.objects.filter(pk=entity.ad_account or 0).values_list("timezone", flat=True).first()
    return zone or otherwise
