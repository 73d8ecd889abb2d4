"""The log of decisions narrowed: by stage, by who decided, by the name of the ad or one thing."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import QueryDict

from accounts.rows import number_of
from accounts.viewer import Viewer
from alerts.acting import log
from alerts.models.ads import Decision
from alerts.models.ads.decision import Stage
from alerts.models.ads.entity import Level

STAGES = {
    "done": ("Done", (Stage.DONE,)),
    "way": ("On the way", (Stage.DUE, Stage.ASKED)),
    "waits": ("Waits for approval", (Stage.PROPOSED,)),
    "held": ("Held back", (Stage.HELD,)),
    "shadow": ("Only noted", (Stage.SHADOW,)),
    "not": ("Not done", (Stage.FAILED, Stage.DECLINED, Stage.LAPSED)),
}
ACTORS = {
    "people": ("People", Q(by__isnull=False) | ~Q(by_name="")),
    "rules": ("Rules", Q(by_name="", calendar=None)),
    "calendars": ("Calendars", Q(calendar__isnull=False, by_name="")),
}
FIRST, MORE, MOST = 50, 100, 2000  # lines
NAMES = ("stage", "actor", "q", "level", "row")
LONGEST = 200


@dataclass(frozen=True)
class Wanted:
    """As an address gives it; what nobody knows is left out."""

    stage: str = ""
    actor: str = ""
    text: str = ""
    level: str = ""
    row: int | None = None
    shown: int = FIRST
    query: str = ""

    @property
    def any(self) -> bool:
        """Whether it leaves something out."""
        return bool(self.stage or self.actor or self.text or self.row is not None)

    def found(self, viewer: Viewer) -> QuerySet[Decision]:
        """The latest first."""
        rows = log.seen(viewer)
        if self.stage:
            rows = rows.filter(stage__in=STAGES[self.stage][1])
        if self.actor:
            rows = rows.filter(ACTORS[self.actor][1])
        if self.row is not None:
            rows = rows.filter(level=self.level, row=self.row)
        return rows.filter(name__icontains=self.text) if self.text else rows


def of(given: QueryDict) -> Wanted:
    """Bad input narrows nothing."""
    query = QueryDict(mutable=True)
    for name in NAMES:
        query.setlist(name, [value for value in given.getlist(name) if value])
    stage, actor, level = (given.get(name, "") for name in ("stage", "actor", "level"))
    return Wanted(
        stage if stage in STAGES else "",
        actor if actor in ACTORS else "",
        given.get("q", "").strip()[:LONGEST].replace("\0", ""),
        level,
        number_of(given.get("row", "")) if level in Level.values else None,
        min(max(number_of(given.get("shown", "")) or FIRST, FIRST), MOST),
        query.urlencode(),
    )
