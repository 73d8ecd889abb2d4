"""A schedule as somebody wants it, before it is one: every part is checked, and what is wrong is said of its field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.conf import settings

from accounts.access import NoAccess, check, viewer_for
from accounts.models import User
from accounts.viewer import Viewer
from cdp.warehouse.base import Pin
from dashboards.asking import pin_named
from dashboards.explaining import explained
from deliveries import cadence, formats
from deliveries.content.finding import Found, Gone, find
from deliveries.content.subject import Subject
from deliveries.destinations.recipients import BadAddress, recipients
from deliveries.destinations.recipients import refused as outside
from deliveries.models import CatchUp, Destination, Gate, Kind
from deliveries.options import BadOptions, Options, from_json, to_json
from deliveries.schedules.subscribing import act_of
from explores.keeping import refused
from explores.keeping.refused import Refused

MOST_TARGETS = 20


@dataclass(frozen=True)
class TargetDraft:
    """One way out. ``number`` is that of the target it was, where a schedule is changed."""

    kind: Kind
    format: str
    destination: int | None = None
    recipients: tuple[str, ...] = ()
    options: Mapping[str, object] = field(default_factory=dict)
    number: int | None = None


@dataclass(frozen=True)
class Draft:
    """All that a person chooses. An empty name is made of the content and the recurrence."""

    subject: Subject
    recurrence: cadence.Recurrence
    targets: tuple[TargetDraft, ...]
    name: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    options: Options = field(default_factory=Options)
    catch_up: CatchUp = CatchUp.LATEST
    gate: Gate = Gate.OFF
    password: str | None = None  # of ZIP files; None: as it was


@dataclass(frozen=True)
class Checked:
    """A draft that can be kept, with its name and what it sends today."""

    draft: Draft
    name: str
    found: Found
    targets: tuple[TargetDraft, ...]


def checked(viewer: Viewer, draft: Draft, now: datetime, *, past: bool = False) -> Checked:
    """``past``: of a single moment it is no matter that it is over. Raises Refused, which names the field;
    PermissionDenied for a role that may not send."""
    check(viewer, act_of(draft.subject, draft.targets, viewer.user))
    found = found_of(viewer, draft.subject, draft.filters, now)
    check_when(draft.recurrence)
    if not past and is_over(draft.recurrence, now):
        raise Refused("That moment is over. Choose a later one, or Send now.", "on")
    _check_options(draft)
    if not draft.targets:
        raise Refused("Choose at least one place to send to.", "targets")
    if len(draft.targets) > MOST_TARGETS:
        raise Refused(f"That is {len(draft.targets)} destinations; one schedule takes {MOST_TARGETS}.", "targets")
    targets = tuple(_target(viewer, draft, each) for each in draft.targets)
    return Checked(draft, refused.name(draft.name or name_of(found, draft.recurrence)), found, targets)


def name_of(found: Found, recurrence: cadence.Recurrence) -> str:
    """The name that a schedule has unless somebody gives it another: "Automation, every day at 06:00". Its zone
    is left out, and of what comes several times a day the last time."""
    said = cadence.words(recurrence)
    refreshes = recurrence.kind == cadence.Kind.REFRESH
    when = said.partition(",")[0] if refreshes else said.rpartition(", ")[0].partition(", the last at")[0]
    return f"{found.title[:120]}, {when[:1].lower()}{when[1:]}"[: refused.LONGEST_NAME].rstrip(".")


def found_of(viewer: Viewer, subject: Subject, values: Mapping[str, str], now: datetime) -> Found:
    """What is sent, with filters of its own, each of which must be understood. Raises Refused."""
    found = _found(viewer, subject, values, now)
    if found.dropped:
        raise Refused(f"{found.title} has no filter {found.dropped[0]!r}.", f"f.{found.dropped[0]}")
    if found.page is not None:
        for each in found.page.dashboard.filters:
            value = found.page.values[each.name]
            fault = explained(each, value, found.page).fault if value.strip() else ""
            if fault and each.name in values:
                raise Refused(f"{each.label}: {fault}", f"f.{each.name}")
    return found


def _found(viewer: Viewer, subject: Subject, values: Mapping[str, str], now: datetime) -> Found:
    try:
        return find(subject, viewer, values, now=now, pin=_pin())
    except Gone as error:
        raise Refused(str(error), "content") from error


def as_of_today(viewer: Viewer, draft: Draft, now: datetime) -> Draft:
    """Without the filters that the content has lost since: a delivery leaves them out too. Raises Refused."""
    gone = _found(viewer, draft.subject, draft.filters, now).dropped
    return replace(draft, filters={name: value for name, value in draft.filters.items() if name not in gone})


def _pin() -> Pin:
    pin = pin_named("")
    if pin is None:
        raise Refused("Nothing is published yet, so there is nothing to send.", "content")
    return pin


def check_when(recurrence: cadence.Recurrence) -> None:
    """Raises Refused for one that can't be."""
    try:
        cadence.check(recurrence)
    except cadence.BadRecurrence as error:
        raise Refused(error.message, error.field) from error


def is_over(recurrence: cadence.Recurrence, now: datetime) -> bool:
    """Whether its single moment has passed."""
    return recurrence.kind == cadence.Kind.ONCE and not cadence.upcoming(recurrence, now, 1)


def _check_options(draft: Draft) -> None:
    try:
        from_json(to_json(draft.options))
    except BadOptions as error:
        raise Refused(error.message, error.field) from error
    if draft.options.limit and draft.subject.is_page:
        raise Refused("The tiles of a dashboard have limits of their own; send a tile for another one.", "limit")
    refused.plain(draft.options.message, "message")


def _target(viewer: Viewer, draft: Draft, target: TargetDraft) -> TargetDraft:
    if not formats.fits(target.format, draft.subject.shape, target.kind):
        raise Refused(f"{target.kind.label} takes no {target.format or 'empty format'} of this.", "format")
    if target.kind != Kind.EMAIL:
        _check_destination(viewer, target)
        return TargetDraft(target.kind, target.format, target.destination, (), target.options, target.number)
    people = _people(viewer, draft, target.recipients)
    return TargetDraft(target.kind, target.format, None, people, target.options, target.number)


def _check_destination(viewer: Viewer, target: TargetDraft) -> None:
    ours = Destination.objects.filter(account=viewer.account, kind=target.kind, removed_at=None)
    if not ours.filter(pk=target.destination or 0).exists():
        raise Refused(f"Choose a saved {target.kind.label} destination, or make one.", "destination")


def _people(viewer: Viewer, draft: Draft, written: Iterable[str]) -> tuple[str, ...]:
    try:
        found = recipients(written)
    except BadAddress as error:
        raise Refused(str(error), "recipients") from error
    if not found:
        raise Refused("Name at least one e-mail address.", "recipients")
    if settings.EMAIL_DOMAINS and (strangers := outside(found, settings.EMAIL_DOMAINS)):
        said = f"Mail to {strangers[0]} is not allowed here: its domain is not in EMAIL_DOMAINS."
        raise Refused(said, "recipients")
    for address in found if draft.options.own_rows else ():
        _check_member(viewer, address, draft.subject)
    return found


def _check_member(viewer: Viewer, address: str, subject: Subject) -> None:
    """Who gets their own rows must be a member who may open the content."""
    user = User.objects.filter(email__iexact=address).first()
    try:
        member = viewer_for(user, account=viewer.account)  # type: ignore[arg-type]  # nobody is refused like a stranger
        find(subject, member, {}, now=datetime.now().astimezone(), pin=_pin())
    except NoAccess as error:
        said = f"{address} is not a member of this account, so there are no rows of their own to send."
        raise Refused(said, "recipients") from error
    except Gone as error:
        raise Refused(f"{address} may not open this.", "recipients") from error
