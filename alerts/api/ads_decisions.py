"""Decisions about ads over REST: the log, undo, and answers to what a rule proposes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access import Act
from accounts.rows import number_of
from accounts.viewer import Viewer
from alerts.acting import answers, log, people
from alerts.api.ads import DECIDED
from alerts.api.ads_shapes import AdDecisionSerializer
from alerts.models import Decision
from alerts.models.ads import Stage
from explores.keeping.api import WRONG, viewer_for_act

MOST = 500


class AdDecisions(APIView):
    """The log of decisions."""

    @extend_schema(
        operation_id="list_ad_decisions", summary="Read the log of decisions about ads",
        parameters=[
            OpenApiParameter("level", str, description="With ``row``: of one campaign, ad set or ad."),
            OpenApiParameter("row", int),
            OpenApiParameter("stage", str, enum=Stage.values),
            OpenApiParameter("before", int, description="Only those with a smaller number: for the next page."),
        ],
        responses={200: AdDecisionSerializer(many=True), **WRONG},
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """The newest 500 of the caller's sub-accounts, by their numbers; ``before`` leads to older ones."""
        found = log.seen(viewer_for_act(request, Act.SEE)).order_by("-pk")
        for name in ("level", "stage"):
            if value := request.query_params.get(name, ""):
                found = found.filter(**{name: value.replace("\0", "")})
        for name, column in (("row", "row"), ("before", "pk__lt")):
            if given := request.query_params.get(name, ""):
                found = found.filter(**{column: number_of(given) or 0})
        return Response(AdDecisionSerializer(found[:MOST], many=True).data)


class AdDecisionUndo(APIView):
    """What was done is taken back."""

    @extend_schema(operation_id="undo_ad_decision", summary="Undo a decision", request=None, responses=DECIDED)
    def post(self, request: Request, number: int) -> Response:
        """Answers with a decision of its own; refused where the platform shows something else by now."""
        return _answered(request, people.undo, number)


class AdDecisionApprove(APIView):
    """A proposal is approved."""

    @extend_schema(operation_id="approve_ad_decision", summary="Approve a proposal", request=None, responses=DECIDED)
    def post(self, request: Request, number: int) -> Response:
        """Looked at again first; then done, and read back."""
        return _answered(request, answers.approve, number)


class AdDecisionDecline(APIView):
    """A proposal is declined."""

    @extend_schema(operation_id="decline_ad_decision", summary="Decline a proposal", request=None, responses=DECIDED)
    def post(self, request: Request, number: int) -> Response:
        """The rule rests for seven days."""
        return _answered(request, answers.decline, number)


def _answered(request: Request, act: Callable[[Viewer, object, datetime], Decision], number: int) -> Response:
    viewer = viewer_for_act(request, Act.ADS)
    return Response(AdDecisionSerializer(act(viewer, number, timezone.now())).data)
