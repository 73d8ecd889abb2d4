"""Edits that were made from here: budgets that were seen on the platform."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from alerts.health.facts import Key
from alerts.models import Decision
from alerts.models.ads import Act, Stage
from alerts.playbook.days import Level
from cdp.models import Source


def budgets_set(source: Source) -> Mapping[Key, Sequence[datetime]]:
    """When a budget was set, of everything in a source."""
    found: dict[Key, list[datetime]] = defaultdict(list)
    done = Decision.objects.filter(source_id=source.pk, act=Act.BUDGET, stage=Stage.DONE)
    for level, row, moment in done.order_by("seen_at").values_list("level", "row", "seen_at"):
        if moment is not None:
            found[Level(level), row].append(moment)
    return found
