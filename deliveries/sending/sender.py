"""As whom a delivery is made: its owner, or each recipient, with the rows they may see on the day."""

from __future__ import annotations

from dataclasses import dataclass, replace

from accounts.access import Act, NoAccess, may, viewer_for
from accounts.models import SubAccount, User
from accounts.viewer import Viewer
from deliveries.models import Delivery, Schedule
from deliveries.schedules.subscribing import act_of_row

UNSEEN = "no_access"  # a person may not see it (any more), and gets nothing


class NobodyToSend(Exception):
    """Nobody may send this any more; for people. ``code``: no_owner, owner_left, not_allowed, no_rows, no_member,
    no_access."""

    def __init__(self, code: str, message: str, *, pauses: bool = True) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.pauses = pauses  # the schedule can't go on for anybody


@dataclass(frozen=True)
class Sender:
    """``left_out``: sub-accounts of the schedule that its owner may not see any more."""

    viewer: Viewer
    left_out: tuple[str, ...] = ()


def sender_of(delivery: Delivery) -> Sender:
    """Raises NobodyToSend."""
    if delivery.recipient and delivery.words:
        return Sender(_reader(delivery))
    if delivery.recipient:
        return Sender(_recipient(delivery, owner_of(delivery.schedule)))
    return owner_in_scope(delivery.schedule)


def owner_in_scope(schedule: Schedule) -> Sender:
    """The owner, with the rows of the schedule that they may still see; of what they subscribed to for themselves, all
    that they may see today. Raises NobodyToSend."""
    owner = owner_of(schedule)
    named = dict(schedule.subaccounts.values_list("pk", "name"))
    own = act_of_row(schedule) == Act.SUBSCRIBE
    scope = owner.subaccounts if own else frozenset(named) & owner.subaccounts
    if not scope:
        raise NobodyToSend("no_rows", "The owner may not see any sub-account of this schedule any more.")
    left_out = tuple(sorted(name for pk, name in named.items() if pk not in scope))
    return Sender(replace(owner, subaccounts=scope), left_out)


def owner_of(schedule: Schedule) -> Viewer:
    """The owner with all they may see today. Raises NobodyToSend."""
    if schedule.owner is None:
        raise NobodyToSend("no_owner", "The person who owned this schedule is gone. Give it to somebody else.")
    try:
        owner = viewer_for(schedule.owner, account=schedule.account_id)
    except NoAccess as error:
        said = f"{schedule.owner} is no longer of this account. Give the schedule to somebody else."
        raise NobodyToSend("owner_left", said) from error
    if not may(owner, act_of_row(schedule)):
        raise NobodyToSend("not_allowed", f"The role of {schedule.owner} does not let them send any more.")
    return owner


def _recipient(delivery: Delivery, owner: Viewer) -> Viewer:
    """The member of that address, with their own rows. Raises NobodyToSend."""
    user = User.objects.filter(email__iexact=delivery.recipient).first()
    try:
        return viewer_for(user, account=owner.account)  # type: ignore[arg-type]  # nobody is refused like a stranger
    except NoAccess as error:
        said = f"{delivery.recipient} is not a member of this account, so there are no rows of their own to send."
        raise NobodyToSend("no_member", said, pauses=False) from error


def _reader(delivery: Delivery) -> Viewer:
    """Who hears of it beside those that it names, with the rows that it is about; all of these are open to them, or it
    is not for them. Raises NobodyToSend."""
    user = User.objects.filter(email__iexact=delivery.recipient).first()
    scope = frozenset(delivery.schedule.subaccounts.values_list("pk", flat=True))
    try:
        reader = viewer_for(user, account=delivery.account_id)  # type: ignore[arg-type]  # nobody is refused like a stranger
    except NoAccess as error:
        raise NobodyToSend(UNSEEN, f"{delivery.recipient} is not a member of this account.", pauses=False) from error
    if not scope or not scope <= reader.subaccounts:
        said = f"{delivery.recipient} may not see all sub-accounts that it is about."
        raise NobodyToSend(UNSEEN, said, pauses=False)
    return replace(reader, subaccounts=scope)


def names_of(viewer: Viewer) -> list[str]:
    """The sub-accounts whose rows are sent, by name."""
    return list(SubAccount.objects.filter(pk__in=viewer.subaccounts).order_by("name").values_list("name", flat=True))
