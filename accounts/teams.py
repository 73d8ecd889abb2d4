"""Teams of an account: made, named and filled by its admins. Who calls has checked ``Act.PEOPLE``."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from django.db import IntegrityError, models, transaction
from django.db.models.functions import Lower
from django.http import Http404

from accounts.models import Membership, Team
from accounts.viewer import Viewer

log = logging.getLogger(__name__)
LONGEST_NAME, MOST = 100, 200  # characters of a name, teams of an account


class WrongTeam(ValueError):
    """What is not kept of a team; the message says why. ``field`` is ``name`` or ``members``."""

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message)
        self.field = field


def seen(viewer: Viewer) -> models.QuerySet[Team]:
    """The teams of the viewer's account, by name."""
    members = models.Prefetch("members", Membership.objects.select_related("user").order_by("user__name", "pk"))
    return Team.objects.filter(account=viewer.account).order_by(Lower("name"), "pk").prefetch_related(members)


def find(viewer: Viewer, number: int) -> Team:
    """One of them. Raises Http404."""
    found = seen(viewer).filter(pk=number).first()
    if found is None:
        raise Http404("There is no such team in this account.")
    return found


def make(viewer: Viewer, name: object, members: Sequence[object] = ()) -> Team:
    """A new team of these memberships, by number. Raises WrongTeam."""
    if Team.objects.filter(account=viewer.account).count() >= MOST:
        raise WrongTeam(f"An account has at most {MOST} teams. Delete one that nobody needs.", "name")
    return _written(viewer, Team(account_id=viewer.account), name, members, "made")


def change(viewer: Viewer, team: Team, name: object = None, members: Sequence[object] | None = None) -> Team:
    """Another name, other members, or both; None leaves it as it is. Raises WrongTeam."""
    return _written(viewer, team, team.name if name is None else name, members, "changed")


def delete(viewer: Viewer, team: Team) -> None:
    """Away with it, and with every right it was given: nobody sees more afterwards."""
    log.info("team %s of account %s deleted by user %s", team.pk, viewer.account, viewer.user)
    team.delete()


def _written(viewer: Viewer, team: Team, name: object, members: Sequence[object] | None, verb: str) -> Team:
    team.name = _name(name)
    found = None if members is None else _members(viewer, members)
    try:
        with transaction.atomic():
            team.save()
            if found is not None:
                team.members.set(found)
    except IntegrityError as error:
        raise WrongTeam(f"There is a team {team.name!r} already. Choose another name.", "name") from error
    log.info("team %s of account %s %s by user %s", team.pk, viewer.account, verb, viewer.user)
    return team


def _name(name: object) -> str:
    if not isinstance(name, str):
        raise WrongTeam("The name of a team is a text.", "name")
    found = " ".join(name.split())
    if not found:
        raise WrongTeam("A team needs a name.", "name")
    if len(found) > LONGEST_NAME:
        raise WrongTeam(f"The name of a team has at most {LONGEST_NAME} characters; this has {len(found)}.", "name")
    if not found.isprintable():
        raise WrongTeam("The name holds a character that cannot be shown; type it again.", "name")
    return found


def _members(viewer: Viewer, members: Sequence[object]) -> list[Membership]:
    """The memberships of these numbers. Raises WrongTeam for one that is not of the account."""
    known = {str(each.pk): each for each in Membership.objects.filter(account=viewer.account)}
    for number in members:
        if str(number) not in known:
            raise WrongTeam(f"{str(number)[:30]!r} is nobody of this account; open the page anew.", "members")
    return list({str(number): known[str(number)] for number in members}.values())
