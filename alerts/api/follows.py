"""Following an alert over REST, and its report card; for whoever may see the alert."""

from __future__ import annotations

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access import Act
from accounts.models import User
from alerts.following import follows
from alerts.listing import open as opened
from alerts.models import Alert
from alerts.one.counting import report_of
from alerts.one.report import DAYS
from explores.keeping.api import WRONG, viewer_for_act


class ReportSerializer(serializers.Serializer[None]):
    """Of the messages of some days that something was in breach."""

    days = serializers.IntegerField()
    fired = serializers.IntegerField()
    acted = serializers.IntegerField(help_text="Those that somebody acknowledged or snoozed.")
    not_useful = serializers.IntegerField()
    share = serializers.IntegerField(allow_null=True, help_text="Acted on, in percent; null where nothing fired.")
    hint = serializers.CharField(help_text="What to change where most were not useful; empty else.")
    followers = serializers.IntegerField()


def _found(request: Request, number: int) -> Alert:
    return opened.find(viewer_for_act(request, Act.SEE), number)


class AlertFollow(APIView):
    """The caller hears of an alert by mail, or does not."""

    @extend_schema(operation_id="follow_alert", summary="Follow an alert", request=None, responses={204: None, **WRONG})
    def post(self, request: Request, number: int) -> Response:
        """A mail when it fires and when it is fine again; once, however often it is asked."""
        assert isinstance(request.user, User)  # who asks was found
        follows.follow(_found(request, number), request.user)
        return Response(status=204)

    @extend_schema(operation_id="unfollow_alert", summary="Follow an alert no more", responses={204: None, **WRONG})
    def delete(self, request: Request, number: int) -> Response:
        """Not even what is on its way is told any more."""
        follows.unfollow(_found(request, number).pk, request.user.pk or 0)
        return Response(status=204)


class AlertReport(APIView):
    """Whether an alert is worth having."""

    @extend_schema(
        operation_id="describe_alert_report", summary="Read the report card of an alert",
        responses={200: ReportSerializer, **WRONG},
    )  # fmt: skip
    def get(self, request: Request, number: int) -> Response:
        """Of the last 90 days: how often it fired, was acted on, was not useful."""
        alert = _found(request, number)
        card = report_of(alert, timezone.now())
        return Response({
            "days": DAYS, "fired": card.fired, "acted": card.acted, "not_useful": card.not_useful, "share": card.share,
            "hint": card.hint, "followers": alert.followers.count(),
        })  # fmt: skip
