"""Everyone who may see a folder, by name: what the rules make of its list, for people to read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from accounts.access import ACTS, Act
from accounts.models import Grant, Level, Membership
from explores.models import Folder


@dataclass(frozen=True)
class Seer:
    """A person who may see the folder: how far, and through what."""

    member: Membership
    level: str
    through: str


def seers(folder: Folder) -> list[Seer]:
    """Everyone who may see the folder now, by name: what the rules make of its list."""
    members = Membership.objects.filter(account=folder.account_id, user__is_active=True).select_related("user")
    named = _named(folder)
    found = (_seer(each, folder, named) for each in members.order_by("user__name", "user__email"))
    return [seer for seer in found if seer is not None]


def _named(folder: Folder) -> dict[int, list[tuple[str, str]]]:
    """By membership: the levels given to it, each with what it was given through."""
    named: dict[int, list[tuple[str, str]]] = {}
    grants = Grant.objects.filter(audience=folder.audience_id or 0).select_related("team")
    for grant in grants.prefetch_related("team__members"):
        for pk, through in _reached(grant):
            named.setdefault(pk, []).append((grant.level, through))
    return named


def _reached(grant: Grant) -> Iterator[tuple[int, str]]:
    if grant.member_id is not None:
        yield grant.member_id, "named"
    elif grant.team is not None:
        for member in grant.team.members.all():
            yield member.pk, f"team {grant.team.name}"


def _seer(member: Membership, folder: Folder, named: dict[int, list[tuple[str, str]]]) -> Seer | None:
    if member.role in ACTS[Act.PERSONAL]:
        return Seer(member, Level.MANAGE.label, "admin of the account")
    if folder.owner_id is not None:
        return Seer(member, Level.MANAGE.label, "their own") if folder.owner_id == member.user_id else None
    given = named.get(member.pk, [])
    if folder.audience_id is None:
        given = [(Level.MANAGE.value, "everyone of the account")]
    if not given:
        return None
    highest = Level.MANAGE if any(level == Level.MANAGE for level, _ in given) else Level.VIEW
    through = ", ".join(dict.fromkeys(words for _, words in given))
    if highest == Level.MANAGE and member.role not in ACTS[Act.SAVE]:
        return Seer(member, Level.VIEW.label, f"{through}; a viewer changes nothing")
    return Seer(member, highest.label, through)
