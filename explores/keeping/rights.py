"""Who may see a folder and what lies in it: as its parent, or the people and teams that it names itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from accounts.access import ACTS, Act, may_on
from accounts.models import Audience, Grant, Level, Membership, Team
from accounts.rows import number_of
from accounts.viewer import Viewer
from explores.keeping.refused import Refused
from explores.models import Folder

MOST = 200  # lines of one folder
FORM = "member:12 or team:3"


@dataclass(frozen=True)
class Line:
    """One line of a folder's list. ``who`` is ``member:12`` or ``team:3``, the number a membership's or a team's."""

    who: str
    level: str


def lines(folder: Folder) -> list[Line]:
    """What the folder's list says, people before teams; none where everyone of the account may see it."""
    if folder.audience_id is None:
        return []
    grants = Grant.objects.filter(audience=folder.audience_id).order_by("member__user__name", "team__name", "pk")
    people = [Line(f"member:{each.member_id}", each.level) for each in grants if each.member_id]
    return [*people, *(Line(f"team:{each.team_id}", each.level) for each in grants if each.team_id)]


def version(folder: Folder) -> str:
    """The state of the folder's own list, for a form to hand back; empty where it inherits."""
    audience = folder.audience if folder.customised else None
    return f"{audience.pk}.{audience.version}" if audience else ""


@transaction.atomic
def name(viewer: Viewer, folder: Folder, wanted: Iterable[Line], seen: str | None = None) -> Folder:
    """Only those in ``wanted`` see the folder from now on, and what inherits from it; admins always do.

    ``seen`` is the ``version`` that was changed; None does not ask. Raises Refused, and then all is as it was.
    """
    folder = _mine(viewer, folder, seen)
    grants = _read(viewer, wanted)
    _check_managed(grants)
    audience = folder.audience if folder.customised else None
    if audience is not None:
        audience.version += 1
        audience.save()
        audience.grants.all().delete()
    else:
        audience = Audience.objects.create(account_id=folder.account_id)
        Folder.objects.filter(pk=folder.pk).update(audience=audience, customised=True)
    for grant in grants:
        grant.audience = audience
    Grant.objects.bulk_create(grants)
    spread(folder)
    return Folder.objects.get(pk=folder.pk)


@transaction.atomic
def inherit(viewer: Viewer, folder: Folder, seen: str | None = None) -> Folder:
    """Who sees its parent sees the folder again. Raises Refused."""
    folder = _mine(viewer, folder, seen)
    own = folder.audience_id if folder.customised else None
    Folder.objects.filter(pk=folder.pk).update(customised=False)
    spread(folder)
    if own is not None:
        Audience.objects.filter(pk=own).delete()
    return Folder.objects.get(pk=folder.pk)


def locked(account: int) -> None:
    """Wait for, and keep off, everybody else who changes this account's tree, until the transaction ends."""
    list(Folder.objects.select_for_update(of=("self",)).filter(account=account).order_by("pk"))


def spread(folder: Folder) -> None:
    """Write who may see it on the folder and on all that inherits from it."""
    kept = Folder.objects.select_related("parent").get(pk=folder.pk)
    audience = kept.audience_id if kept.customised else kept.parent.audience_id if kept.parent else None
    waiting = [kept.pk]
    while waiting:
        Folder.objects.filter(pk__in=waiting).update(audience=audience)
        waiting = list(Folder.objects.filter(parent__in=waiting, customised=False).values_list("pk", flat=True))
    folder.audience_id = audience


def _mine(viewer: Viewer, folder: Folder, seen: str | None) -> Folder:
    locked(folder.account_id)
    folder = Folder.objects.select_related("audience").get(pk=folder.pk)
    if not may_on(viewer, Act.FOLDERS, folder):
        raise Refused(
            f"You may not change who sees {folder.name}. Ask an admin of the account, or who manages it.",
            "folder",
            code="not_allowed",
        )
    if folder.owner_id is not None or folder.is_root:
        words = "it is one person's own" if folder.owner_id is not None else "everyone of the account sees it"
        raise Refused(f"{folder.name} has no list: {words}. Make a shared folder inside Shared for some.", "folder")
    if seen is not None and seen != version(folder):
        raise Refused(
            "Somebody else changed who may see this folder meanwhile; nothing of yours is saved yet.",
            "seen",
            code="overtaken",
            suggestion="to open the page anew, and to change what they left",
        )
    return folder


def _read(viewer: Viewer, wanted: Iterable[Line]) -> list[Grant]:
    """The lines as rows. Raises Refused for who is not of the account, or named twice."""
    members, teams = _known(viewer.account)
    found: dict[str, Grant] = {}
    for line in wanted:
        kind, _, number = line.who.partition(":")
        pk = number_of(number) or 0
        if pk not in {"member": members, "team": teams}.get(kind, ()):
            raise Refused(f"{line.who!r} is no person or team of this account; it takes {FORM}.", "who")
        if line.level not in Level.values:
            raise Refused(f"The level {line.level!r} is none; it takes VIEW or MANAGE.", "level")
        if line.who in found:
            raise Refused(f"{members[pk] if kind == 'member' else teams[pk]} is named twice. Keep one line.", "who")
        found[line.who] = Grant(level=line.level, **{f"{kind}_id": pk})
        if len(found) > MOST:
            raise Refused(f"At most {MOST} people and teams are named. Make a team of them.", "who")
    return list(found.values())


def _known(account: int) -> tuple[dict[int, str], dict[int, str]]:
    members = Membership.objects.filter(account=account).select_related("user")
    return {each.pk: str(each.user) for each in members}, dict(
        Team.objects.filter(account=account).values_list("pk", "name")
    )


def _check_managed(grants: list[Grant]) -> None:
    """Somebody who is named must be able to change it. Raises Refused."""
    managing = [grant for grant in grants if grant.level == Level.MANAGE]
    able = Membership.objects.filter(role__in=ACTS[Act.SAVE], user__is_active=True)
    people = able.filter(pk__in=[grant.member_id for grant in managing if grant.member_id])
    teams = able.filter(teams__in=[grant.team_id for grant in managing if grant.team_id])
    if not people.exists() and not teams.exists():
        raise Refused(
            "Nobody would be left to manage it: give Manage to an analyst or admin, or to a team with one.", "level"
        )
