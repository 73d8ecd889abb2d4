"""What is to come, over REST: the next runs of a schedule, and what a draft would be."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access import Act
from accounts.viewer import Viewer
from deliveries.api import drafts, strict
from deliveries.api.schedule_shapes import PreviewSerializer, ScheduleDraft, UpcomingSerializer, upcoming_json
from deliveries.api.strict import Data
from deliveries.schedules import saving
from deliveries.schedules.drafts import Draft, checked, found_of, name_of
from deliveries.schedules.kept import shown
from explores.api import QueryThrottle
from explores.keeping.api import WRONG, viewer_for_act

NOTHING: dict[str, Any] = {"words": "", "clock_words": "", "upcoming": []}


class ScheduleUpcoming(APIView):
    """The next runs."""

    @extend_schema(
        operation_id="upcoming_runs", summary="The next ten runs of a schedule",
        responses={200: UpcomingSerializer, **WRONG},
    )  # fmt: skip
    def get(self, request: Request, number: int) -> Response:
        """As its recurrence has them, whether it is paused or not, and what clock changes do to it."""
        schedule = saving.find(viewer_for_act(request, Act.DELIVER), number)
        return Response(upcoming_json(shown(schedule), timezone.now()))


class SchedulePreview(APIView):
    """A draft, looked at."""

    throttle_classes = [QueryThrottle]

    @extend_schema(
        operation_id="preview_schedule", summary="Look at a draft of a schedule", request=ScheduleDraft,
        responses={200: PreviewSerializer, **WRONG},
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """Its name, its next ten runs, and what keeps it from being saved. Nothing is saved."""
        viewer, data = viewer_for_act(request, Act.DELIVER), strict.sent(request, *drafts.PARTS)
        return Response(_preview(viewer, data, timezone.now()))


def _preview(viewer: Viewer, data: Data, now: datetime) -> dict[str, Any]:
    wrong = drafts.problems(data)
    if not wrong:
        wrong = strict.all_of([lambda: checked(viewer, drafts.draft(data), now)])
    return {
        "name": strict.tried(lambda: _name(viewer, data, now), ""),
        **strict.tried(lambda: upcoming_json(drafts.recurrence(data), now), NOTHING),
        "problems": [each.to_json() for each in wrong],
    }


def _name(viewer: Viewer, data: Data, now: datetime) -> str:
    """The one that it has by itself. Raises Refused where it is not known what is sent, or when."""
    draft = Draft(drafts.content(data), drafts.recurrence(data), ())
    return name_of(found_of(viewer, draft.subject, draft.filters, now), draft.recurrence)
