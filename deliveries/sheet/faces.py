"""What the sheet shows beside its boxes: each way out with its state, and when the next slots are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from accounts.viewer import Viewer
from deliveries import cadence
from deliveries.destinations.recipients import BadAddress, recipients, refused
from deliveries.destinations.smtp import NO_SERVER
from deliveries.formats import FORMATS, Format, offered
from deliveries.models import Destination, Kind
from deliveries.sheet import reading, when
from deliveries.sheet.typed import NOW, Row, Typed

ICONS = {Kind.EMAIL: "mail", Kind.WEBHOOK: "webhook", Kind.S3: "database", Kind.SFTP: "server"}
KINDS = {
    NOW: "Send now",
    "minutes": "Minutes",
    "hourly": "Hourly",
    "daily": "Daily",
    "weekly": "Weekly",
    "monthly": "Monthly",
    "days": "Days",
    "months": "Months",
    "once": "Once",
    "refresh": "On new data",
}
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SHOWN = 3  # addresses, and slots, before the rest is counted
TEN = 10
DOMAINS = 5  # other people's, before the rest is counted


@dataclass(frozen=True)
class Face:
    """One way out as its row shows it. ``told``: why nothing gets there, where that is known: what its last test
    said, or that there is no mail server."""

    row: Row
    icon: str
    title: str
    detail: str
    formats: Sequence[Format]
    destination: Destination | None = None
    told: str = ""
    outside: str = ""  # how many addresses are of other domains than the writer's, and of which

    @property
    def format(self) -> Format:
        """The one that is chosen; else the usual one."""
        return next((each for each in self.formats if each.code == self.row.format), self.formats[0])

    @property
    def paper(self) -> str:
        """In a word or two, for the tag."""
        size = "" if self.row.size == "fit" else self.row.size.upper() if self.row.size[:1] == "a" else self.row.size
        return f"{size} landscape".strip() if "landscape" in self.row.flags else size


def faces(viewer: Viewer, typed: Typed, address: str) -> list[Face]:
    """Every way out of the form. ``address`` is the writer's own."""
    saved = {str(each.pk): each for each in destinations(viewer)}
    return [_face(row, saved.get(row.destination), typed, address) for row in typed.rows]


def destinations(viewer: Viewer) -> Iterable[Destination]:
    """The saved ones of the account."""
    return Destination.objects.filter(account=viewer.account, removed_at=None)


def _face(row: Row, saved: Destination | None, typed: Typed, address: str) -> Face:
    kind = row.kind if row.kind in set(Kind) else Kind.EMAIL
    formats = offered(typed.subject.shape, kind)
    usual = replace(row, format=row.format if row.format in FORMATS else formats[0].code)
    if kind == Kind.EMAIL:
        told = "" if settings.EMAIL_HOST else NO_SERVER
        return replace(people(usual.recipients, address), row=usual, formats=formats, told=told)
    if saved is None:
        return Face(usual, ICONS[Kind(kind)], "No destination", "Remove this row and add another.", formats)
    told = saved.test_said if saved.test_passed is False else ""
    return Face(usual, ICONS[Kind(kind)], saved.name, detail(saved), formats, saved, told)


def detail(saved: Destination) -> str:
    """Where a saved destination leads, without its secrets."""
    told = {name: str(value) for name, value in saved.config.items() if value not in (None, "")}
    if saved.kind == Kind.WEBHOOK:
        return told.get("url", "")
    if saved.kind == Kind.S3:
        path = f"s3://{told.get('bucket', '')}/{told.get('prefix', '').strip('/')}"
        return ", ".join([path, *(told[name] for name in ("endpoint", "region") if name in told)])
    port = f":{told['port']}" if told.get("port", "22") != "22" else ""
    return f"sftp://{told.get('user', '')}@{told.get('host', '')}{port}/{told.get('folder', '').strip('/')}"


def people(written: str, address: str) -> Face:
    """Addresses counted: those of the writer's domain are people, the others partners, who are named."""
    blank = Row("0")
    try:
        found = recipients(filter(None, reading.BETWEEN.split(written)))
    except BadAddress as error:
        return Face(blank, "mail", "People", str(error).partition(";")[0] + ".", ())
    if not found:
        return Face(blank, "mail", "People", "No address yet", ())
    domains = settings.EMAIL_DOMAINS or [address.rpartition("@")[2]]
    outside = refused(found, domains)
    inside = len(found) - len(outside)
    parts = [_counted(inside, "person", "people"), _counted(len(outside), "partner", "partners")]
    more = f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
    title = " and ".join(filter(None, parts))
    return Face(blank, "mail", title, ", ".join(found[:SHOWN]) + more, (), outside=_domains(outside))


def _domains(addresses: Sequence[str]) -> str:
    """A lone address by itself, several of one domain counted."""
    each = Counter(address.rpartition("@")[2].lower() for address in addresses)
    lone = {address.rpartition("@")[2].lower(): address for address in addresses}
    named = [lone[name] if number == 1 else f"{number:,} at {name}" for name, number in each.most_common(DOMAINS)]
    more = [_counted(len(each) - DOMAINS, "more domain", "more domains")] if len(each) > DOMAINS else []
    return ", ".join(named + more)


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}" if number else ""


@dataclass(frozen=True)
class Next:
    """The next slots in words, or what is wrong with the recurrence. ``first`` is the very next."""

    first: str = ""
    more: str = ""
    clocks: str = ""
    ten: tuple[str, ...] = ()
    words: str = ""
    fault: str = ""


def next_of(typed: Typed, now: datetime) -> Next:
    """Of the form as it stands."""
    try:
        found = when.recurrence(typed)
    except cadence.BadRecurrence as error:
        return Next(fault=" ".join(when.faults(typed).values()) or error.message)
    if typed.when in (NOW, cadence.Kind.REFRESH):
        said = "Sent at once, to every destination below." if typed.when == NOW else f"{cadence.words(found)}."
        return Next(words=said)
    zone = ZoneInfo(found.zone)
    slots = [slot.astimezone(zone) for slot in cadence.upcoming(found, now, TEN)]
    if not slots:
        return Next(fault="That moment is over. Choose a later one, or Send now.")
    several = typed.when in ("minutes", "hourly")
    rest = [f"{slot:%H:%M}" if several else _day(slot, slots[0]) for slot in slots[1:SHOWN]]
    ten = tuple(f"{slot:%a} {slot.day} {slot:%b %Y %H:%M}" for slot in slots)
    clocks = cadence.clock_words(found, now)
    first = f"{slots[0]:%a} {_day(slots[0], now.astimezone(zone))} {slots[0]:%H:%M}"
    return Next(first, ", ".join(rest), clocks, ten, cadence.words(found))


def _day(slot: datetime, before: datetime) -> str:
    """With its year where that is another one."""
    return f"{slot.day} {slot:%b}" + (f" {slot.year}" if slot.year != before.year else "")
