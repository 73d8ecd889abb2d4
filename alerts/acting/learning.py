"""Whether something is learning, where its platform says nothing of it at its level."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from alerts.acting.finding import Entity
from alerts.models.ads.entity import Level
from alerts.playbook.stated import learning
from cdp.models import AdCampaign, AdSet
from connectors.ads.faults import Vendor
from connectors.ads.opening import Opened, target_of
from connectors.ads.standing import Learning, Standing, Switch

TOLD = {Vendor.META: {Level.AD_SET, Level.AD}, Vendor.GOOGLE: set(Level), Vendor.TIKTOK: set[Level]()}


def with_learning(standing: Standing, entity: Entity, found: Opened) -> Standing:
    """With what its ad sets say, of a campaign whose platform tells it of these alone; else with what was imported.
    Raises Fault."""
    if standing.learning is not Learning.NOT_TOLD or _told(entity.level, found):
        return standing
    of_sets = _of_ad_sets(entity, found) if entity.level == Level.CAMPAIGN else Learning.NOT_TOLD
    known = of_sets if of_sets is not Learning.NOT_TOLD else _imported(entity)
    return replace(standing, learning=known)


def tells(entity: Entity, found: Opened) -> bool:
    """Whether the platform speaks of it at this level, or of what is in it."""
    return _told(entity.level, found) or (entity.level == Level.CAMPAIGN and _told(Level.AD_SET, found))


def _told(level: str, found: Opened) -> bool:
    return level in TOLD[Vendor(found.connection.vendor)]


def _of_ad_sets(entity: Entity, found: Opened) -> Learning:
    """It learns while one of its ad sets does; it does not where none of those that are on does."""
    if not _told(Level.AD_SET, found):
        return Learning.NOT_TOLD
    rows = AdSet.objects.filter(ad_campaign_id=entity.row.pk)
    targets = [target_of(row, Vendor(found.connection.vendor)) for row in rows]
    answers = found.platform.read_many(targets).values() if targets else ()
    return _together(
        each.learning if isinstance(each, Standing) else Learning.NOT_TOLD
        for each in answers
        if not isinstance(each, Standing) or each.set is not Switch.OFF
    )


def _imported(entity: Entity) -> Learning:
    """As its row says, else what it is in; of a campaign, else its ad sets."""
    above = [*AdSet.objects.filter(pk=entity.ad_set or 0), *AdCampaign.objects.filter(pk=entity.campaign or 0)]
    for row in (entity.row, *above):
        if (said := learning(row.attributes)) is not None:
            return _word(said)
    inside = AdSet.objects.filter(ad_campaign_id=entity.row.pk) if entity.level == Level.CAMPAIGN else ()
    return _together(_word(learning(row.attributes)) for row in inside)


def _word(said: bool | None) -> Learning:
    if said is None:
        return Learning.NOT_TOLD
    return Learning.YES if said else Learning.NO


def _together(each: Iterable[Learning]) -> Learning:
    said = set(each)
    if Learning.YES in said:
        return Learning.YES
    return Learning.NO if said == {Learning.NO} else Learning.NOT_TOLD
