"""What is done to a destination over REST: tested, and given other secrets."""

from __future__ import annotations

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access import Act
from deliveries import places
from deliveries.api.place_shapes import DestinationSerializer, MadeDestination, place_json
from deliveries.api.places import mine
from deliveries.destinations import couriers
from deliveries.destinations.base import Fault
from deliveries.destinations.sftp_keys import new_pair
from deliveries.models import Destination, Kind
from deliveries.places import forms, trying
from deliveries.places.form_webhook import new_secret
from explores.api import QueryThrottle
from explores.keeping.api import WRONG, viewer_for_act
from explores.keeping.refused import Refused


class SeenKey(serializers.Serializer[None]):
    """The key that a server shows now."""

    host_key = serializers.CharField(help_text="ssh-ed25519 SHA256:… Compare it, then put it into 'config'.")


class DestinationTest(APIView):
    """A place, tried."""

    throttle_classes = [QueryThrottle]

    @extend_schema(
        operation_id="test_destination", summary="Test a destination", request=None,
        responses={200: DestinationSerializer, **WRONG},
    )  # fmt: skip
    def post(self, request: Request, number: int) -> Response:
        """As far as that leaves nothing behind; ``test_passed`` and ``test_said`` tell what was seen."""
        viewer = viewer_for_act(request, Act.DELIVER)
        found = places.find(viewer, number)
        trying.tried(found)
        return Response(place_json(viewer, found))


class DestinationSecret(APIView):
    """The secret that signs, or the keys that sign in."""

    @extend_schema(
        operation_id="new_secret", summary="Make a new secret or pair of keys", request=None,
        responses={201: MadeDestination, **WRONG},
    )  # fmt: skip
    def post(self, request: Request, number: int) -> Response:
        """Of a webhook: ``shown`` says it once, and the one before signs too until it is forgotten. Of SFTP: a pair,
        whose public half is in ``config``."""
        viewer, found = mine(request, number)
        held = forms.opened(found)
        if found.kind == Kind.WEBHOOK:
            before = {"previous": held["secret"]} if "secret" in held else {}
            shown = {"secret": new_secret()}
            today = timezone.now().date().isoformat()
            forms.set_secret(found, {**held, **shown, **before}, rotated_at=today)
        else:
            shown, pair = {}, new_pair()
            _of_kind(found, Kind.SFTP)
            ours = {"way": "pair", "auth": "key", "public_key": pair.public}
            forms.set_secret(found, {"private_key": pair.private}, **ours)
        return Response({**place_json(viewer, found), "shown": shown}, status=201)

    @extend_schema(
        operation_id="forget_previous_secret", summary="Sign with the new secret alone",
        responses={200: DestinationSerializer, **WRONG},
    )  # fmt: skip
    def delete(self, request: Request, number: int) -> Response:
        """Of a webhook: the previous secret signs no more."""
        viewer, found = mine(request, number)
        _of_kind(found, Kind.WEBHOOK)
        held = forms.opened(found)
        held.pop("previous", None)
        forms.set_secret(found, held)
        return Response(place_json(viewer, found))


class DestinationHostKey(APIView):
    """The key of a server."""

    throttle_classes = [QueryThrottle]

    @extend_schema(
        operation_id="look_at_host_key", summary="Ask a server for its key", request=None,
        responses={200: SeenKey, **WRONG},
    )  # fmt: skip
    def post(self, request: Request, number: int) -> Response:
        """For a person to compare. It counts when it is put into ``config`` as ``host_key``."""
        from deliveries.destinations.sftp_session import fingerprint

        _, found = mine(request, number)
        _of_kind(found, Kind.SFTP)
        try:
            return Response({"host_key": str(fingerprint(couriers.place_of(found)))})
        except Fault as fault:
            raise Refused(fault.message, "config", code=fault.code) from fault


def _of_kind(destination: Destination, kind: Kind) -> None:
    if destination.kind != kind:
        raise Http404(f"{destination} is no {kind.label} destination.")
