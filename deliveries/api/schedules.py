"""Schedules over REST: listed, made, read, replaced, removed."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access import Act
from accounts.viewer import Viewer
from deliveries.api import drafts, strict
from deliveries.api.schedule_shapes import ScheduleChange, ScheduleDraft, ScheduleSerializer, schedule_json
from deliveries.models import Schedule
from deliveries.schedules import saving
from explores.keeping.api import OVERTAKEN, WRONG, viewer_for_act
from explores.keeping.refused import Refused


class ScheduleList(APIView):
    """The schedules one may see."""

    @extend_schema(
        operation_id="list_schedules", summary="List the schedules",
        parameters=[OpenApiParameter("about", str, description="Only those of one content: dashboard:automation.")],
        responses={200: ScheduleSerializer(many=True), **WRONG},
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """By name: the caller's own, for admins all of the account."""
        found = saving.seen(viewer_for_act(request, Act.DELIVER)).prefetch_related("subaccounts")
        if about := request.query_params.get("about", ""):
            found = found.filter(about=about.replace("\0", ""))
        return Response([schedule_json(each) for each in found])

    @extend_schema(
        operation_id="create_schedule", summary="Make a schedule", request=ScheduleDraft,
        responses={201: ScheduleSerializer, **WRONG},
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """A schedule of the sub-accounts that the caller sees; what cannot be sent is named and not kept."""
        viewer, data = viewer_for_act(request, Act.DELIVER), strict.sent(request, *drafts.PARTS)
        made = saving.make(viewer, drafts.draft(data), timezone.now())
        return Response(read(viewer, made.pk), status=201)


class ScheduleDetail(APIView):
    """One schedule."""

    @extend_schema(
        operation_id="describe_schedule", summary="Read a schedule", responses={200: ScheduleSerializer, **WRONG}
    )
    def get(self, request: Request, number: int) -> Response:
        """All that a person chose, but for the password, of which only is said whether there is one."""
        return Response(read(viewer_for_act(request, Act.DELIVER), number))

    @extend_schema(
        operation_id="replace_schedule", summary="Replace a schedule", request=ScheduleChange,
        responses={200: ScheduleSerializer, **WRONG, **OVERTAKEN},
    )  # fmt: skip
    def put(self, request: Request, number: int) -> Response:
        """All of it over ``version``, from its next slot on; 409 where that is not the newest. What is left out stands
        at its default; a target that keeps its ``id`` keeps its history."""
        viewer = viewer_for_act(request, Act.DELIVER)
        schedule = saving.find(viewer, number)
        data = strict.sent(request, *drafts.PARTS, "version")
        version = strict.number(data, "version")
        if version is None:
            raise Refused("Say which version you changed: 'version' takes its number.", "version")
        saving.save(viewer, schedule, drafts.draft(data, _targets(schedule)), version, timezone.now())
        return Response(read(viewer, number))

    @extend_schema(operation_id="delete_schedule", summary="Delete a schedule", responses={204: None, **WRONG})
    def delete(self, request: Request, number: int) -> Response:
        """Nothing more is sent; its receipts stay."""
        saving.remove(saving.find(viewer_for_act(request, Act.DELIVER), number), timezone.now())
        return Response(status=204)


def _targets(schedule: Schedule) -> frozenset[int]:
    return frozenset(each.pk for each in schedule.targets.all() if each.removed_at is None)


def read(viewer: Viewer, number: int) -> dict[str, Any]:
    """It as it is now. Raises Http404."""
    return schedule_json(saving.find(viewer, number))
