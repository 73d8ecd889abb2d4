"""What was seen on a platform after the source last told: it counts until the source tells again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from alerts.health.facts import Facts, Key
from alerts.models import Decision
from alerts.models.ads import Act, Stage
from alerts.playbook.days import Level
from cdp.models import Source

SHOWN = {Act.PAUSE: "paused", Act.RESUME: "active"}


def as_seen(facts: Facts) -> Facts:
    """With the status that a pause or a resume was seen to have."""
    seen = _seen(facts.source)
    if not seen:
        return facts
    return replace(
        facts,
        campaigns={id_: each._replace(status=seen.get((Level.CAMPAIGN, id_), each.status))
                   for id_, each in facts.campaigns.items()},
        ad_sets={id_: each._replace(status=seen.get((Level.AD_SET, id_), each.status))
                 for id_, each in facts.ad_sets.items()},
        ads={id_: each._replace(status=seen.get((Level.AD, id_), each.status)) for id_, each in facts.ads.items()},
    )  # fmt: skip


def _seen(source: int) -> Mapping[Key, str]:
    told = Source.objects.filter(pk=source).values_list("last_received_at", flat=True).first()
    found = Decision.objects.filter(source_id=source, stage=Stage.DONE, act__in=SHOWN, seen_at__isnull=False)
    if told is not None:
        found = found.filter(seen_at__gt=told)
    rows = found.order_by("seen_at").values_list("level", "row", "act")
    return {(Level(level), row): SHOWN[Act(act)] for level, row, act in rows}
