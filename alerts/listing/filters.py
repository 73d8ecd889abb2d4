"""What the list of alerts is narrowed by: whose, in which state, about what, called how; and how many each has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When

from accounts.access import Act, may
from accounts.viewer import Viewer
from alerts.listing import open as opened
from alerts.listing.faces import URGENT_FIRST
from alerts.models import Alert, Phase

LONGEST = 200  # characters of a search
WHOSE = {"mine": "Mine", "followed": "Followed", "all": "All"}
RUNNING = Q(paused_at=None)
LEFT = Q(owner__is_active=True, owner__memberships__account=F("account"))  # not so
STATES = {
    "firing": ("Firing", RUNNING & Q(phase=Phase.FIRING)),
    "broken": ("Can't be checked", RUNNING & Q(phase__in=(Phase.ERROR, Phase.NO_DATA))),
    "late": ("Waits for data", RUNNING & Q(late_since__isnull=False)),
    "acknowledged": ("Acknowledged", RUNNING & Q(phase=Phase.ACKNOWLEDGED)),
    "snoozed": ("Snoozed", RUNNING & Q(phase=Phase.SNOOZED)),
    "fine": ("Fine", RUNNING & Q(phase__in=(Phase.OK, Phase.PENDING))),
    "paused": ("Paused", Q(paused_at__isnull=False)),
    "left": ("Owner left", Q()),
}


@dataclass(frozen=True)
class Narrowed:
    """As an address gives it; what it does not know counts as not given."""

    whose: str
    state: str
    about: str
    text: str

    @property
    def any(self) -> bool:
        """Whether it leaves some out, beside those of others."""
        return bool(self.state or self.about or self.text)


def of(viewer: Viewer, given: Mapping[str, str]) -> Narrowed:
    """Who may set alerts begins with their own; who may not has none."""
    whose, state = given.get("whose", ""), given.get("state", "")
    begins = "mine" if may(viewer, Act.ALERT) else "all"
    known = state in STATES and (state != "left" or may(viewer, Act.PERSONAL))
    return Narrowed(
        whose if whose in WHOSE else begins,
        state if known else "",
        given.get("about", "")[:LONGEST].replace("\0", ""),
        given.get("q", "").strip()[:LONGEST].replace("\0", ""),
    )


def of_whom(viewer: Viewer, whose: str) -> QuerySet[Alert]:
    """The alerts of one tab."""
    found = opened.seen(viewer)
    if whose == "mine":
        return found.filter(owner=viewer.user or 0)
    return found.filter(followers__user=viewer.user or 0) if whose == "followed" else found


def found(viewer: Viewer, wanted: Narrowed) -> QuerySet[Alert]:
    """The alerts that it leaves, in its state or not: ``in_state`` does that."""
    rows = of_whom(viewer, wanted.whose)
    if wanted.about:
        page = f"{wanted.about.replace('dashboard:', 'tile:', 1)}/"  # the tiles of a dashboard count as it
        rows = rows.filter(Q(about=wanted.about) | Q(about__startswith=page))
    if wanted.text:
        person = Q(owner__name__icontains=wanted.text) | Q(owner__email__icontains=wanted.text)
        rows = rows.filter(Q(name__icontains=wanted.text) | Q(note__icontains=wanted.text) | person)
    return rows


def in_state(rows: QuerySet[Alert], state: str) -> QuerySet[Alert]:
    """Those in one of STATES; all where none is named."""
    if state == "left":
        return rows.exclude(pk__in=Alert.objects.filter(LEFT).values("pk"))
    return rows.filter(STATES[state][1]) if state else rows


def counted(rows: QuerySet[Alert]) -> dict[str, int]:
    """How many are in each state, in one question."""
    counts = {name: Count("pk", filter=held, distinct=True) for name, (_, held) in STATES.items() if name != "left"}
    return rows.aggregate(**counts)


def urgent_first(rows: QuerySet[Alert]) -> QuerySet[Alert]:
    """What fires, then what can't be checked; what stands still last; by name within."""
    last = len(URGENT_FIRST)
    whens = [When(phase=phase, then=Value(place)) for place, phase in enumerate(URGENT_FIRST)]
    order = Case(When(paused_at__isnull=False, then=Value(last)), *whens, output_field=IntegerField())
    return rows.annotate(urgency=order).order_by("urgency", "name", "pk")
