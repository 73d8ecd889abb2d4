"""What is done to an alert over REST: paused, resumed, answered, tried on the past; and its history."""

from __future__ import annotations

from datetime import UTC, datetime

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access import Act
from accounts.models import User
from accounts.viewer import Viewer
from alerts.answering import acts
from alerts.api import drafts
from alerts.api.alerts import read
from alerts.api.shapes import (
    AlertSerializer,
    AlertTrial,
    BacktestSerializer,
    CheckSerializer,
    NewAnswer,
    SaidSerializer,
)
from alerts.keeping import saving, trying
from alerts.models import Alert, Answer, What
from alerts.watching.backtest import DAYS, to_json
from deliveries.api import drafts as deliveries
from deliveries.api import strict
from deliveries.api.strict import Data
from explores.api import QueryThrottle
from explores.keeping.api import WRONG, viewer_for_act
from explores.keeping.refused import Refused

MOST_CHECKS = 500  # of a history that are given at once


def _asked(request: Request, number: int) -> tuple[Viewer, Alert]:
    """Who asks, and the alert. Raises PermissionDenied, Http404."""
    viewer = viewer_for_act(request, Act.ALERT)
    return viewer, saving.find(viewer, number)


class AlertPause(APIView):
    """An alert stands still."""

    @extend_schema(
        operation_id="pause_alert", summary="Pause an alert", request=None, responses={200: AlertSerializer, **WRONG}
    )
    def post(self, request: Request, number: int) -> Response:
        """No more checks until it is resumed."""
        viewer, alert = _asked(request, number)
        saving.pause(viewer, alert, timezone.now())
        return Response(read(viewer, number))


class AlertResume(APIView):
    """An alert goes on."""

    @extend_schema(
        operation_id="resume_alert", summary="Resume an alert", request=None, responses={200: AlertSerializer, **WRONG}
    )
    def post(self, request: Request, number: int) -> Response:
        """With its next check from now."""
        viewer, alert = _asked(request, number)
        saving.resume(viewer, alert, timezone.now())
        return Response(read(viewer, number))


class AlertAnswers(APIView):
    """What people said to an alert."""

    @extend_schema(
        operation_id="list_alert_answers", summary="List the answers to an alert",
        responses={200: SaidSerializer(many=True), **WRONG},
    )  # fmt: skip
    def get(self, request: Request, number: int) -> Response:
        """The newest first."""
        _, alert = _asked(request, number)
        found = Answer.objects.filter(alert=alert).select_related("user")[:MOST_CHECKS]
        return Response(SaidSerializer(found, many=True).data)

    @extend_schema(
        operation_id="answer_alert", summary="Answer an alert", request=NewAnswer,
        responses={200: AlertSerializer, **WRONG},
    )  # fmt: skip
    def post(self, request: Request, number: int) -> Response:
        """Acknowledge, snooze, end a snooze, or say that it was not useful; where there is nothing to do, nothing is
        done."""
        viewer, alert = _asked(request, number)
        data = strict.sent(request, "what", "until")
        assert isinstance(request.user, User)  # who asks was found
        what = strict.choice(What, data, "what")
        acts.answer(alert.pk, what, timezone.now(), by=request.user, until=_until(data))
        return Response(read(viewer, number))


def _until(data: Data) -> datetime | None:
    text = strict.text(data, "until", 40)
    if not text:
        return None
    try:
        found = parse_datetime(text)
    except ValueError:
        found = None
    if found is None:
        raise Refused("'until' takes a moment such as 2026-03-29T06:00:00Z.", "until")
    found = found if found.tzinfo else found.replace(tzinfo=UTC)
    if found <= timezone.now():
        raise Refused("'until' is over. Name a later moment.", "until")
    return found


class AlertChecks(APIView):
    """The history of an alert."""

    @extend_schema(
        operation_id="list_alert_checks", summary="Read the history of an alert",
        parameters=[OpenApiParameter("told", bool, description="Only checks that told something.")],
        responses={200: CheckSerializer(many=True), **WRONG},
    )  # fmt: skip
    def get(self, request: Request, number: int) -> Response:
        """Its newest 500 checks, the latest first."""
        _, alert = _asked(request, number)
        found = alert.checks.all()
        if request.query_params.get("told", "").lower() in ("1", "true", "yes"):
            found = found.exclude(told=[])
        return Response(CheckSerializer(found[:MOST_CHECKS], many=True).data)


class AlertBacktest(APIView):
    """A rule tried on the past."""

    throttle_classes = [QueryThrottle]

    @extend_schema(
        operation_id="backtest_alert", summary="Try an alert on the past", request=AlertTrial,
        responses={200: BacktestSerializer, **WRONG},
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """When it would have fired, asked as the caller; nothing is kept."""
        viewer = viewer_for_act(request, Act.ALERT)
        data = strict.sent(request, "content", "filters", "rule", "policy", "recurrence", "days")
        days = strict.number(data, "days")
        found = trying.tried(
            viewer,
            trying.Trial(
                subject=deliveries.content(data),
                filters=deliveries.filters(data),
                rule=drafts.rule(data),
                policy=drafts.policy(data),
                recurrence=deliveries.recurrence(data),
                days=DAYS if days is None else days,
            ),
            timezone.now(),
        )
        return Response(to_json(found))
