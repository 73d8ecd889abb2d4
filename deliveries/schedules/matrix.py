"""Who gets what, before anything is saved: a line for each recipient and place, asked as they would get it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from accounts.access import NoAccess, viewer_for
from accounts.models import User
from accounts.viewer import Viewer
from cdp.warehouse.base import Pin, WarehouseError
from dashboards.asking import pin_named
from deliveries.content.answering import answer_of, answers_of
from deliveries.content.finding import Found, Gone, find
from deliveries.destinations.naming import file_name, mark_of
from deliveries.formats import FORMATS
from deliveries.models import Destination, Kind
from deliveries.schedules.drafts import Draft, TargetDraft
from deliveries.sending.sender import names_of
from explores.page import told
from explores.semantic.errors import SemanticError

MOST = 20  # lines


@dataclass(frozen=True)
class Line:
    """What one recipient or place gets. ``whose``: in whose rights it is asked; ``hindrance``: what stands in the way;
    ``rows`` of ``total``: None where it could not be asked."""

    to: str
    whose: str
    subaccounts: tuple[str, ...]
    format: str
    file: str
    rows: int | None = None
    total: int | None = None
    hindrance: str = ""


@dataclass(frozen=True)
class Matrix:
    """The first ``MOST`` lines of ``total``."""

    lines: tuple[Line, ...]
    total: int


@dataclass(frozen=True)
class _Counted:
    """One question's answer for one viewer, which others with the same rights share."""

    subaccounts: tuple[str, ...] = ()
    rows: int | None = None
    total: int | None = None
    fault: str = ""


def matrix(viewer: Viewer, draft: Draft, title: str, slot: datetime, now: datetime) -> Matrix:
    """Of a draft for its next slot. Figures go through the gateway as of ``now``."""
    asker = _Asker(viewer, draft, now, pin_named(""))
    everyone = list(_recipients(draft))
    lines = [asker.line(target, to, title, slot) for target, to in everyone[:MOST]]
    return Matrix(tuple(lines), len(everyone))


def _recipients(draft: Draft) -> Iterator[tuple[TargetDraft, str]]:
    """Every address by itself; a saved place once."""
    for target in draft.targets:
        if target.kind == Kind.EMAIL:
            yield from ((target, address) for address in target.recipients)
        else:
            yield target, ""


class _Asker:
    """Asks once for each scope and limit."""

    def __init__(self, viewer: Viewer, draft: Draft, now: datetime, pin: Pin | None) -> None:
        self.viewer, self.draft, self.now, self.pin = viewer, draft, now, pin
        self.known: dict[tuple[object, ...], _Counted] = {}

    def line(self, target: TargetDraft, to: str, title: str, slot: datetime) -> Line:
        """One recipient or place."""
        place = Destination.objects.filter(account=self.viewer.account, pk=target.destination or 0).first()
        each_own = self.draft.options.own_rows and bool(to)
        whose, found = (to, self._member(to)) if each_own else ("you", self._counted(self.viewer))
        return Line(
            to=to or (place.name if place else "No destination"),
            whose=whose,
            subaccounts=found.subaccounts,
            format=FORMATS[target.format].label,
            file=self._file(target, to, title, slot),
            rows=found.rows,
            total=found.total,
            hindrance=found.fault or _hindrance(target, place) or self._held_back(found),
        )

    def _member(self, address: str) -> _Counted:
        """As the member of that address sees it."""
        user = User.objects.filter(email__iexact=address).first()
        try:
            return self._counted(viewer_for(user, account=self.viewer.account))  # type: ignore[arg-type]  # see sender
        except NoAccess:
            return _Counted(fault="Not a member of this account: there are no rows of their own to send.")

    def _counted(self, whose: Viewer) -> _Counted:
        key = (whose.user, whose.subaccounts)
        if key not in self.known:
            self.known[key] = replace(self._asked(whose), subaccounts=tuple(names_of(whose)))
        return self.known[key]

    def _asked(self, whose: Viewer) -> _Counted:
        if self.pin is None:
            return _Counted(fault="Nothing is published yet.")
        try:
            found = find(self.draft.subject, whose, self.draft.filters, now=self.now, pin=self.pin)
            return _count(found, self.draft)
        except Gone as error:
            return _Counted(fault=str(error))
        except (SemanticError, WarehouseError) as error:
            return _Counted(fault=told(error))

    def _file(self, target: TargetDraft, to: str, title: str, slot: datetime) -> str:
        """As the slot's file will be called; its last letters belong to the saved schedule, so they differ then."""
        form = FORMATS[target.format]
        if form.inline and not form.drawn:
            return "in the mail"
        mark = mark_of(f"{target.number or 0}/{to if self.draft.options.own_rows else ''}", slot)
        ending = "zip" if self.draft.options.zipped else form.extension
        return file_name(title, slot, self.draft.recurrence.zone, mark, extension=ending)

    def _held_back(self, found: _Counted) -> str:
        if self.draft.options.only == "results" and found.rows == 0:
            return "No results today, so nothing would be sent."
        if self.draft.options.only == "no_results" and found.rows:
            return "There are results today, so nothing would be sent."
        return ""


def _hindrance(target: TargetDraft, place: Destination | None) -> str:
    if target.kind == Kind.EMAIL:
        return ""
    if place is None or place.removed_at is not None:
        return "This destination is not there any more."
    return f"Its last test failed: {place.test_said}" if place.test_passed is False else ""


def _count(found: Found, draft: Draft) -> _Counted:
    """How many rows there are, and how many of them are sent; of a dashboard over all its tiles."""
    if found.tell is not None:
        rows = found.tell(None).rows
        return _Counted(rows=rows, total=rows)
    if found.subject.is_page:
        answers = [answer for _, answer in answers_of(found, all_rows=False)]
        return _Counted(rows=sum(each.returned for each in answers), total=sum(each.total_rows for each in answers))
    answer = answer_of(found, limit=1)
    total = answer.total_rows
    kept = draft.options.limit or (total if draft.options.all_rows else answer_of(found).returned)
    return _Counted(rows=min(kept, total), total=total)
