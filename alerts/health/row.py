"""One thing's stand as a row of the page."""

from __future__ import annotations

from decimal import Decimal

from alerts.health.evidence_json import evidence_json
from alerts.health.facts import Key
from alerts.health.judging import Judging, Stand
from alerts.health.signals_json import diagnosis_json, next_json, signals_json
from alerts.health.wishes import EVIDENCE, above
from alerts.models import Health
from alerts.playbook.days import Level

OWN = frozenset({"id", "account", "level", "row", "snoozed_until", "snoozed_by"})
FIELDS = [field.name for field in Health._meta.concrete_fields if field.name not in OWN]
SMALLEST, MOST = Decimal("0.000001"), Decimal(10) ** 14  # that a column holds


def row_of(stand: Stand, judging: Judging, looks: int, pin: int | None) -> Health:
    """Everything but a snooze, which is people's."""
    facts, came, judged = judging.facts, judging.tables.came, stand.judgement
    entity = stand.table.entity
    evidence = evidence_json(stand, judging.costs, judging.choice(EVIDENCE))
    spend, results = stand.total("spend"), stand.total("results")
    low, high = judged.likely_range if judged else (None, None)
    return Health(
        account_id=facts.account, subaccount_id=facts.subaccount, source_id=facts.source, level=entity.level.value,
        row=stand.key[1], platform=judging.platform(stand.key), ad_account=facts.ad_account,
        campaign=judging.tables.campaign(stand.key), ad_set=_ad_set(stand.key, judging), name=entity.name,
        campaign_name=entity.campaign, ad_set_name=entity.ad_set, status="on", started_on=entity.started_on,
        group=stand.group, why="" if judged and not judged.why else evidence["headline"], currency=facts.currency,
        spend=_money(spend), results=_money(results),
        cost=_money(spend / results if spend is not None and results else None), limit=_money(stand.limit.amount),
        chance=judged.chance if judged else None, low=_money(low), high=_money(high),
        at_stake=_money(_at_stake(stand)), fired=stand.fired,
        signals=signals_json(stand, judging.wishes.choices), evidence=evidence,
        diagnosis=[diagnosis_json(each) for each in stand.diagnosis],
        next=next_json(stand, judging.wishes.choices, came.next_at), day=came.through, judged_at=judging.now,
        data_version=pin, data_as_of=came.as_of, looks=looks,
    )  # fmt: skip


def _at_stake(stand: Stand) -> Decimal | None:
    """A day's mean spend, by the share of it that is above the limit at the most likely cost."""
    judged, spend = stand.judgement, stand.total("spend")
    if judged is None or spend is None:
        return None
    above_limit = max(0.0, 1 - judged.limit / judged.typical_cost)
    return spend / 7 * Decimal(repr(above_limit))


def _ad_set(key: Key, judging: Judging) -> int | None:
    if key[0] is Level.AD_SET:
        return key[1]
    return next((id_ for level, id_ in above(key, judging.facts) if level is Level.AD_SET), None)


def _money(value: Decimal | float | None) -> Decimal | None:
    """As a column holds it."""
    if value is None:
        return None
    exact = Decimal(repr(value)) if isinstance(value, float) else value
    return exact.quantize(SMALLEST) if exact < MOST else None
