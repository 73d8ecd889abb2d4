"""How Looks, folders and links look over REST."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accounts.models import Level
from explores.api import QuerySerializer
from explores.keeping import rights, seers
from explores.keeping.folders import Place
from explores.models import Folder, Look, LookVersion


class FolderSerializer(serializers.Serializer[None]):
    """A place of Looks and dashboards."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    path = serializers.CharField(help_text="Shared / Weekly")
    parent = serializers.IntegerField(allow_null=True)  # type: ignore[assignment]
    personal = serializers.BooleanField(help_text="One person's own; else everybody's of the account.")
    may_save = serializers.BooleanField(help_text="Whether the caller may put something in.")


class FolderChange(serializers.Serializer[None]):
    """A folder's name and where it stands."""

    name = serializers.CharField(required=False)
    parent = serializers.IntegerField(required=False)  # type: ignore[assignment]


class SourceQuery(QuerySerializer):
    """A question with the explore it is asked of."""

    explore = serializers.CharField()


class SourceSerializer(serializers.Serializer[None]):
    """One query of a merged result."""

    query = SourceQuery()
    match = serializers.ListField(
        child=serializers.ListField(child=serializers.CharField(), min_length=2, max_length=2),
        required=False,
        help_text="Pairs of a dimension of the first query and one of this; empty: what speaks for itself.",
    )


class GrantSerializer(serializers.Serializer[None]):
    """One line of a folder's list."""

    who = serializers.CharField(help_text="member:12 or team:3, the number a membership's or a team's.")
    level = serializers.ChoiceField(Level.choices)


class SeerSerializer(serializers.Serializer[None]):
    """A person who may see the folder."""

    name = serializers.CharField()
    email = serializers.EmailField()
    level = serializers.CharField()
    through = serializers.CharField(help_text="named; team Board; admin of the account")


class RightsChange(serializers.Serializer[None]):
    """Who may see a folder: those named, or (null) whoever sees its parent."""

    grants = GrantSerializer(many=True, allow_null=True)
    seen = serializers.CharField(required=False, help_text="The state that was changed; left out, none is asked for.")


class RightsSerializer(serializers.Serializer[None]):
    """Who may see a folder."""

    inherits = serializers.BooleanField()
    grants = GrantSerializer(many=True, help_text="The list in force, its own or inherited; empty: everyone.")
    seen = serializers.CharField(help_text="The state of its own list, to send back with a change.")
    people = SeerSerializer(many=True)


class LookQuery(QuerySerializer):
    """A question with the explore it is asked of; or merge, with the queries that are brought together."""

    explore = serializers.CharField()
    fields = serializers.ListField(child=serializers.CharField(), required=False)
    sources = SourceSerializer(many=True, required=False, help_text="Of merged results, the first query's rows first.")


class LookDraft(serializers.Serializer[None]):
    """A Look as it is made."""

    name = serializers.CharField(max_length=200)
    description = serializers.CharField(required=False, allow_blank=True)
    folder = serializers.IntegerField(required=False, help_text="Left out: the caller's own.")
    query = LookQuery()
    settings = serializers.DictField(
        child=serializers.CharField(),
        required=False,
        help_text="The picture, as the address says it: vis, stack, c[…].",
    )


class LookChange(serializers.Serializer[None]):
    """What becomes of a Look; what is left out stays."""

    version = serializers.IntegerField(required=False, help_text="The version that was changed; not needed to move it.")
    name = serializers.CharField(required=False, max_length=200)
    description = serializers.CharField(required=False, allow_blank=True)
    folder = serializers.IntegerField(required=False)
    query = LookQuery(required=False)
    settings = serializers.DictField(child=serializers.CharField(), required=False)


class LookSerializer(LookDraft):
    """A Look."""

    id = serializers.IntegerField()
    version = serializers.IntegerField()
    changed_at = serializers.DateTimeField()
    changed_by = serializers.CharField()


class VersionSerializer(serializers.Serializer[None]):
    """One state of a Look, as somebody saved it."""

    version = serializers.IntegerField()
    name = serializers.CharField()
    description = serializers.CharField()
    query = LookQuery()
    settings = serializers.DictField(child=serializers.CharField())
    saved_at = serializers.DateTimeField()
    saved_by = serializers.CharField()
    note = serializers.CharField(help_text="restored from version 2")


class Restored(serializers.Serializer[None]):
    """Which version comes back."""

    restore = serializers.IntegerField()


class LinkAsked(serializers.Serializer[None]):
    """An explore page's address."""

    explore = serializers.CharField(help_text="Or merge, the page of merged results.")
    query = serializers.CharField(help_text="Its query string: fields=orders.revenue&vis=single")


class LinkSerializer(serializers.Serializer[None]):
    """A short link."""

    url = serializers.URLField()


def folder_json(place: Place) -> dict[str, Any]:
    """A folder as one person sees it."""
    folder = place.folder
    return {
        "id": folder.pk,
        "name": folder.name,
        "path": place.path,
        "parent": folder.parent_id if place.depth else None,  # one that may not be opened is not named
        "personal": folder.owner_id is not None,
        "may_save": place.open,
    }


def rights_json(folder: Folder) -> dict[str, Any]:
    """Who may see a folder, by its list and by name."""
    people = [
        {"name": str(each.member.user), "email": each.member.user.email, "level": each.level, "through": each.through}
        for each in seers.seers(folder)
    ]
    grants = [{"who": line.who, "level": line.level} for line in rights.lines(folder)]
    return {"inherits": not folder.customised, "grants": grants, "seen": rights.version(folder), "people": people}


def look_json(look: Look) -> dict[str, Any]:
    """A Look's newest version."""
    return {
        "id": look.pk,
        "name": look.name,
        "description": look.description,
        "folder": look.folder_id,
        "version": look.version,
        "query": look.query,
        "settings": look.settings,
        "changed_at": look.changed_at,
        "changed_by": str(look.changed_by or ""),
    }


def version_json(version: LookVersion) -> dict[str, Any]:
    """One of its versions."""
    return {
        "version": version.number,
        "name": version.name,
        "description": version.description,
        "query": version.query,
        "settings": version.settings,
        "saved_at": version.saved_at,
        "saved_by": str(version.saved_by or ""),
        "note": version.note,
    }
