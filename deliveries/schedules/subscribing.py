"""What right a schedule takes. To get a report oneself is everybody's who may open it; all else is sending."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from accounts.access import Act
from accounts.models import User
from deliveries.content.subject import BadSubject, Subject, from_json
from deliveries.models import Kind, Schedule


class Way(Protocol):
    """A way out, of a draft or of a row."""

    @property
    def kind(self) -> str:
        """``email`` and others."""

    @property
    def recipients(self) -> Iterable[str]:
        """Addresses, of mail."""


def act_of(subject: Subject, ways: Iterable[Way], owner: int | None) -> Act:
    """``owner``: a user. What goes to their own address alone is a subscription."""
    address = User.objects.filter(pk=owner or 0).values_list("email", flat=True).first()
    own = subject.is_report and address is not None and all(_is_own(each, address) for each in ways)
    return Act.SUBSCRIBE if own else Act.DELIVER


def act_of_row(schedule: Schedule) -> Act:
    """The same of a schedule that is there."""
    try:
        subject = from_json(schedule.content)
    except BadSubject:
        return Act.DELIVER
    return act_of(subject, schedule.targets.filter(removed_at=None), schedule.owner_id)


def _is_own(way: Way, address: str) -> bool:
    return way.kind == Kind.EMAIL and {each.lower() for each in way.recipients} == {address.lower()}
