"""Destinations over REST: listed, made, read, replaced, removed."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access import Act
from accounts.viewer import Viewer
from deliveries import places
from deliveries.api import place_forms, strict
from deliveries.api.place_shapes import (
    DestinationChange,
    DestinationDraft,
    DestinationSerializer,
    MadeDestination,
    place_json,
)
from deliveries.models import Destination
from deliveries.places import forms
from explores.keeping.api import OVERTAKEN, WRONG, viewer_for_act
from explores.keeping.refused import Refused


def mine(request: Request, number: int) -> tuple[Viewer, Destination]:
    """One that the caller may change. Raises Http404, PermissionDenied."""
    viewer = viewer_for_act(request, Act.DELIVER)
    found = places.find(viewer, number)
    if not places.may_change(viewer, found):
        who = found.owner or "An admin"
        raise PermissionDenied(f"{who} made this destination: only they and admins may change it.")
    return viewer, found


class DestinationList(APIView):
    """The places of the account."""

    @extend_schema(
        operation_id="list_destinations", summary="List the destinations",
        responses={200: DestinationSerializer(many=True), **WRONG},
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """By name: all that the caller may send to."""
        viewer = viewer_for_act(request, Act.DELIVER)
        return Response([place_json(viewer, each) for each in places.seen(viewer)])

    @extend_schema(
        operation_id="create_destination", summary="Make a destination", request=DestinationDraft,
        responses={201: MadeDestination, **WRONG},
    )  # fmt: skip
    @transaction.atomic
    def post(self, request: Request) -> Response:
        """A webhook, a bucket, or a server for files. Credentials are encrypted and never said again."""
        viewer, data = viewer_for_act(request, Act.DELIVER), strict.sent(request, "kind", "name", "config", "secret")
        kind = strict.text(data, "kind", 20)
        made = forms.make(viewer, kind, place_forms.form(kind, data))
        _pin(made.destination, data)
        found = places.find(viewer, made.destination.pk)
        return Response({**place_json(viewer, found), "shown": dict(made.shown)}, status=201)


class DestinationDetail(APIView):
    """One place."""

    @extend_schema(
        operation_id="describe_destination", summary="Read a destination",
        responses={200: DestinationSerializer, **WRONG},
    )  # fmt: skip
    def get(self, request: Request, number: int) -> Response:
        """Its settings, which secrets are set, how it was tested, and who sends there."""
        viewer = viewer_for_act(request, Act.DELIVER)
        return Response(place_json(viewer, places.find(viewer, number)))

    @extend_schema(
        operation_id="replace_destination", summary="Replace a destination", request=DestinationChange,
        responses={200: DestinationSerializer, **WRONG},
    )  # fmt: skip
    @transaction.atomic
    def put(self, request: Request, number: int) -> Response:
        """Its name and settings. Secrets that are left out stay, but for another host or endpoint."""
        viewer, found = mine(request, number)
        data = strict.sent(request, "name", "config", "secret")
        made = forms.change(viewer, found, place_forms.form(found.kind, data))
        _pin(made.destination, data)
        return Response(place_json(viewer, places.find(viewer, number)))

    @extend_schema(
        operation_id="delete_destination", summary="Remove a destination", responses={204: None, **WRONG, **OVERTAKEN}
    )
    def delete(self, request: Request, number: int) -> Response:
        """Its credentials are gone, its receipts stay. 409 while schedules send there, which are named."""
        _, found = mine(request, number)
        names = list(places.users(found).values_list("name", flat=True))
        if names:
            more = f" and {len(names) - 5} more" if len(names) > 5 else ""
            said = f"These schedules send there: {', '.join(names[:5])}{more}. Take it out of them first."
            raise Refused(said, "used_by", code="in_use")
        Destination.objects.filter(pk=found.pk).update(removed_at=timezone.now(), sealed="")
        return Response(status=204)


def _pin(place: Destination, data: strict.Data) -> None:
    """The key that a server must show, as a person has compared it."""
    key = place_forms.host_key(data)
    if key is not None and place.config.get("host_key") != key:
        forms.set_secret(place, forms.opened(place), host_key=key)
