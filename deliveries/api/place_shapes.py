"""Destinations as the API describes and says them: never a secret, only which are set."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accounts.viewer import Viewer
from deliveries import places
from deliveries.models import Destination, Kind
from deliveries.places import forms
from deliveries.schedules import saving

KINDS = [each for each in Kind.choices if each[0] != Kind.EMAIL]  # mail has the installation's own server


class DestinationChange(serializers.Serializer[None]):
    """What replaces it. What is left out of ``config`` stands at its default; a secret that is left out stays."""

    name = serializers.CharField()
    config = serializers.DictField(
        help_text="Of a webhook: url, shape (sextant, looker), headers {name: value}. Of s3: bucket, prefix, region, "
        "endpoint, path_style, auth (keys, role), role_arn, external_id. Of sftp: host, port, user, folder, way (pair, "
        "key, password), host_key."
    )
    secret = serializers.DictField(
        required=False, write_only=True,
        help_text="Of a webhook: authorization. Of s3: access_key, secret_key. Of sftp: password, private_key, "
        "passphrase.",
    )  # fmt: skip


class DestinationDraft(DestinationChange):
    """A destination as it is made."""

    kind = serializers.ChoiceField(choices=KINDS)


class UserOfPlace(serializers.Serializer[None]):
    """A schedule that sends there."""

    id = serializers.IntegerField()
    name = serializers.CharField()


class DestinationSerializer(serializers.Serializer[None]):
    """A destination."""

    id = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=KINDS)
    name = serializers.CharField()
    address = serializers.CharField(help_text="Where it leads, in one line.")
    config = serializers.DictField(allow_null=True, help_text="null for who may use it and not change it.")
    secrets = serializers.ListField(child=serializers.CharField(), help_text="Which are set.")
    owner = serializers.EmailField(allow_null=True)
    tested_at = serializers.DateTimeField(allow_null=True)
    test_passed = serializers.BooleanField(allow_null=True)
    test_said = serializers.CharField()
    used_by = UserOfPlace(many=True, help_text="The schedules that send there, as far as the caller may see them.")
    created_at = serializers.DateTimeField()
    changed_at = serializers.DateTimeField()


class MadeDestination(DestinationSerializer):
    """A new one."""

    shown = serializers.DictField(
        child=serializers.CharField(), help_text="The webhook's secret: said now, never again."
    )


def place_json(viewer: Viewer, place: Destination) -> dict[str, Any]:
    """A destination as the API says it."""
    same = ("kind", "name", "tested_at", "test_passed", "test_said", "created_at", "changed_at")
    return {
        "id": place.pk,
        "address": forms.address(place),
        "config": place.config if places.may_change(viewer, place) else None,
        "secrets": sorted(forms.opened(place)),
        "owner": place.owner.email if place.owner else None,
        "used_by": list(saving.seen(viewer).filter(pk__in=places.users(place).values("pk")).values("id", "name")),
        **{name: getattr(place, name) for name in same},
    }
