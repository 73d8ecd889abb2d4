"""The checks of an alert as lines: the figure and the threshold of that day, the verdict, the data, what was told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts.access import owned_for
from accounts.viewer import Viewer
from alerts.listing.faces import FACES
from alerts.listing.figures import Now, Told, now_of
from alerts.models import Alert, Check, Phase
from alerts.rules.judging import Verdict
from deliveries import faces, moments
from deliveries.faces import Face
from deliveries.models import Delivery
from deliveries.sending import ends

TOLD = {
    "fired": "Fired",
    "recovered": "Fine again",
    "reminder": "Reminder",
    "no_data": "No data",
    "broke": "Can't be checked",
    "mended": "Checked again",
}
VERDICTS = {
    Verdict.BREACH: "In breach",
    Verdict.FINE: "Fine",
    Verdict.LOW_VOLUME: "Too few to judge",
    Verdict.UNKNOWN: "No figure",
}


@dataclass(frozen=True)
class Sent:
    """One receipt of what a check told. ``url`` names it for who may open it."""

    number: str
    place: str
    face: Face
    opens: bool


@dataclass(frozen=True)
class Line:
    """One check. ``now``: its row that matters; ``why``: nothing was judged, for this reason."""

    check: Check
    at: str
    face: Face
    now: Now | None
    verdict: str
    why: str
    as_of: str
    told: tuple[str, ...]
    sent: tuple[Sent, ...]
    other_rule: bool  # it was judged by an older rule


def lines(viewer: Viewer, alert: Alert, checks: Sequence[Check], told: Told, now: datetime) -> list[Line]:
    """Of these checks, in their order."""
    zone, sent = str(alert.recurrence.get("zone", "UTC")), _sent(viewer, alert, checks)
    return [_line(alert, each, told, sent.get(each.at, ()), (zone, now)) for each in checks]


def _line(alert: Alert, check: Check, told: Told, sent: Sequence[Sent], by: tuple[str, datetime]) -> Line:
    zone, now = by
    return Line(
        check=check,
        at=moments.short(check.at, zone, now),
        face=FACES[Phase(check.phase)],
        now=now_of(told, check),
        verdict=_verdict(check),
        why=check.late or check.fault,
        as_of=moments.short(check.data_as_of, zone, now) if check.data_as_of else "",
        told=tuple(TOLD.get(each, each) for each in dict.fromkeys(check.told)),
        sent=tuple(sent),
        other_rule=check.rule_version != alert.rule_version,
    )


def _verdict(check: Check) -> str:
    if check.late or check.fault:
        return "Held" if check.late else "Can't be checked"
    said = {Verdict(row["verdict"]) for row in check.rows}
    return next((words for verdict, words in VERDICTS.items() if verdict in said), "No figure")


def _sent(viewer: Viewer, alert: Alert, checks: Iterable[Check]) -> Mapping[datetime, list[Sent]]:
    """The receipts of each check's moment, in one question."""
    moments_told = [each.at for each in checks if each.told]
    found = Delivery.objects.filter(schedule=alert.sends_id or 0, slot__in=moments_told).order_by("pk")
    opens = set(found.filter(owned_for(viewer, "schedule__")).values_list("pk", flat=True))
    by: dict[datetime, list[Sent]] = defaultdict(list)
    tries = len(ends.waits()) + 1
    for each in found:
        by[each.slot].append(Sent(each.number, each.place, faces.face_of(each, tries), each.pk in opens))
    return by
