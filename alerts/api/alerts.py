"""Alerts over REST: listed, made, read, replaced, removed."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access import Act
from accounts.viewer import Viewer
from alerts.api import drafts
from alerts.api.shapes import AlertChange, AlertDraft, AlertSerializer, alert_json
from alerts.keeping import saving
from alerts.models import Alert, Phase
from deliveries.api import strict
from explores.keeping.api import OVERTAKEN, WRONG, viewer_for_act
from explores.keeping.refused import Refused


class AlertList(APIView):
    """The alerts one may see."""

    @extend_schema(
        operation_id="list_alerts", summary="List the alerts",
        parameters=[
            OpenApiParameter("about", str, description="Only those of one content: tile:automation/left."),
            OpenApiParameter("phase", str, enum=Phase.values, description="Only those in that state."),
        ],
        responses={200: AlertSerializer(many=True), **WRONG},
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """By name: the caller's own, for admins all of the account."""
        found = saving.seen(viewer_for_act(request, Act.ALERT)).prefetch_related("subaccounts")
        for name in ("about", "phase"):
            if value := request.query_params.get(name, ""):
                found = found.filter(**{name: value.replace("\0", "")})
        return Response([alert_json(each) for each in found])

    @extend_schema(
        operation_id="create_alert", summary="Make an alert", request=AlertDraft,
        responses={201: AlertSerializer, **WRONG},
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """An alert of the sub-accounts that the caller sees; what cannot be watched is named and not kept."""
        viewer, data = viewer_for_act(request, Act.ALERT), strict.sent(request, *drafts.PARTS)
        made = saving.make(viewer, drafts.draft(data), timezone.now())
        return Response(read(viewer, made.pk), status=201)


class AlertDetail(APIView):
    """One alert."""

    @extend_schema(operation_id="describe_alert", summary="Read an alert", responses={200: AlertSerializer, **WRONG})
    def get(self, request: Request, number: int) -> Response:
        """All that a person chose, and where it stands."""
        return Response(read(viewer_for_act(request, Act.ALERT), number))

    @extend_schema(
        operation_id="replace_alert", summary="Replace an alert", request=AlertChange,
        responses={200: AlertSerializer, **WRONG, **OVERTAKEN},
    )  # fmt: skip
    def put(self, request: Request, number: int) -> Response:
        """All of it over ``version``; 409 where that is not the newest. Another rule begins a life of its own."""
        viewer = viewer_for_act(request, Act.ALERT)
        alert = saving.find(viewer, number)
        data = strict.sent(request, *drafts.PARTS, "version")
        version = strict.number(data, "version")
        if version is None:
            raise Refused("Say which version you changed: 'version' takes its number.", "version")
        saving.save(viewer, alert, drafts.draft(data, _targets(alert)), version, timezone.now())
        return Response(read(viewer, number))

    @extend_schema(operation_id="delete_alert", summary="Delete an alert", responses={204: None, **WRONG})
    def delete(self, request: Request, number: int) -> Response:
        """It is checked no more; its history and the receipts of its messages stay."""
        viewer = viewer_for_act(request, Act.ALERT)
        saving.remove(viewer, saving.find(viewer, number), timezone.now())
        return Response(status=204)


def _targets(alert: Alert) -> frozenset[int]:
    there = alert.sends.targets.filter(removed_at=None) if alert.sends else ()
    return frozenset(each.pk for each in there)


def read(viewer: Viewer, number: int) -> dict[str, Any]:
    """It as it is now. Raises Http404."""
    return alert_json(saving.find(viewer, number))
