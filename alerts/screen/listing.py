"""The list in its groups: two questions to the database, however many ads there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Count, F, Q, QuerySet, When, Window
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import RowNumber

from accounts.viewer import Viewer
from alerts.models.ads import Group, Health
from alerts.playbook import results
from alerts.playbook.evidence.levels import Levels
from alerts.screen import axis
from alerts.screen.levels import levels_of
from alerts.screen.row import Clock, Row, row
from alerts.screen.seen import seen
from alerts.screen.wanted import Wanted

FIRST = {Group.PAUSE: 50, Group.WATCH: 50, Group.NO_VERDICT: 20, Group.HEALTHY: 4}
MOST = 500  # of a group, on request; a search finds the others
ICONS = {Group.PAUSE: "circle-pause", Group.WATCH: "eye", Group.NO_VERDICT: "hourglass", Group.HEALTHY: "circle-check"}
BY_STAKE = (Group.PAUSE, Group.WATCH)


@dataclass(frozen=True)
class Section:
    """A group with its first rows. ``more``: how many more can be shown on request; ``cut``: too many even so."""

    group: Group
    icon: str
    hint: str
    count: int
    rows: tuple[Row, ...]

    @property
    def more(self) -> int:
        """How many the page could show besides."""
        return min(self.count, MOST) - len(self.rows)

    @property
    def shown(self) -> str:
        """``4 shown, by spend``; empty where all are."""
        if len(self.rows) == self.count:
            return ""
        order = "by money at stake" if self.group in BY_STAKE else "by spend"
        return f"{len(self.rows)} shown, {order}"


@dataclass(frozen=True)
class Listing:
    """What the table holds."""

    sections: tuple[Section, ...]
    scale: axis.Scale
    levels: Levels
    result: str  # what all of its rows count as their result; where they differ, results

    @property
    def shown(self) -> int:
        """Rows on the page."""
        return sum(len(section.rows) for section in self.sections)

    @property
    def total(self) -> int:
        """Rows that the filters leave."""
        return sum(section.count for section in self.sections)


def listing(viewer: Viewer, wanted: Wanted, now: datetime) -> Listing:
    """The groups that hold something, the most pressing first."""
    left = seen(viewer, Health).filter(wanted.condition(now))
    counts = dict(left.values_list("group").annotate(Count("pk")).order_by())
    found = list(_first(left, wanted, now))
    on = axis.scale((each.limit, each.currency) for each in found)
    levels = levels_of(viewer.account)
    rows = [row(each, on, levels, Clock(now, viewer.timezone)) for each in found]
    sections = tuple(_section(group, counts, rows, levels) for group in Group if group in counts)
    goals = {results.many(getattr(each, "goal", "")) for each in found}
    return Listing(sections, on, levels, goals.pop() if len(goals) == 1 else results.USUAL[1])


def _section(group: Group, counts: Mapping[str, int], rows: list[Row], levels: Levels) -> Section:
    ours = tuple(each for each in rows if each.health.group == group)
    return Section(group, ICONS[group], _hint(group, levels), counts[group], ours)


def _hint(group: Group, levels: Levels) -> str:
    watch, pause = f"{levels.watch * 100:g}", f"{levels.pause * 100:g}"
    return {
        Group.PAUSE: f"{pause} % chance or more that the true cost is above target",
        Group.WATCH: f"{watch} % chance or more, not yet enough to pause",
        Group.NO_VERDICT: "too few results, or days still to come",
        Group.HEALTHY: f"less than {watch} % chance",
    }[group]


def _first(left: QuerySet[Health], wanted: Wanted, now: datetime) -> QuerySet[Health]:
    """The first rows of each group. What is snoozed stands behind what is not."""
    snoozed = Case(When(snoozed_until__gt=now, then=1), default=0)
    stake = Case(When(group__in=BY_STAKE, then=F("at_stake")), default=None)
    order = (snoozed, stake.desc(nulls_last=True), F("spend").desc(nulls_last=True), F("pk"))
    placed = left.annotate(place=Window(RowNumber(), partition_by=F("group"), order_by=order))
    near = Q()
    for group, first in FIRST.items():
        near |= Q(group=group, place__lte=MOST if group in wanted.more else first)
    goal = KeyTextTransform("result", "evidence")
    return placed.filter(near).annotate(goal=goal).defer("evidence", "diagnosis", "next").order_by("place")
