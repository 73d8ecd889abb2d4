"""Ads over REST: how they stand, and what a person does to them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal, InvalidOperation

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access import Act
from accounts.rows import number_of
from accounts.viewer import Viewer
from alerts.acting import looking, people
from alerts.acting.finding import find
from alerts.api.ads_shapes import (
    AdBudget,
    AdDecisionSerializer,
    AdHealthSerializer,
    AdListSerializer,
    AdStandingSerializer,
    standing_json,
)
from alerts.models import Decision, Health
from alerts.models.ads import Group
from alerts.models.ads.entity import Level
from deliveries.api import strict
from explores.keeping.api import OVERTAKEN, WRONG, viewer_for_act
from explores.keeping.refused import Refused

MOST = 1000
USUAL = 100
DECIDED = {200: AdDecisionSerializer, **WRONG, **OVERTAKEN}


class AdList(APIView):
    """How ads stand."""

    @extend_schema(
        operation_id="list_ads", summary="List ads with how they stand",
        parameters=[
            OpenApiParameter("level", str, enum=Level.values, description="ad by default."),
            OpenApiParameter("group", str, enum=Group.values, description="Only those."),
            OpenApiParameter("limit", int, description=f"At most {MOST}; {USUAL} by default."),
            OpenApiParameter("offset", int, description="How many of them are passed over."),
        ],
        responses={200: AdListSerializer, **WRONG},
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """Those of the caller's sub-accounts, by their names; ``total`` says how many there are."""
        viewer, asked = viewer_for_act(request, Act.SEE), request.query_params
        found = Health.objects.filter(account=viewer.account, subaccount_id__in=viewer.subaccounts)
        found = found.filter(level=_one_of(asked.get("level") or Level.AD, "level", Level.values))
        if group := asked.get("group"):
            found = found.filter(group=_one_of(group, "group", Group.values))
        limit, offset = _number(request, "limit", USUAL, MOST), _number(request, "offset", 0)
        shown = found.order_by("name", "row")[offset : offset + limit]
        return Response({"total": found.count(), "ads": AdHealthSerializer(shown, many=True).data})


class AdDetail(APIView):
    """How one stands."""

    @extend_schema(
        operation_id="describe_ad", summary="Read how an ad stands", responses={200: AdHealthSerializer, **WRONG}
    )
    def get(self, request: Request, level: str, number: int) -> Response:
        """As it was last judged, with its signals and the evidence."""
        viewer = viewer_for_act(request, Act.SEE)
        own = Health.objects.filter(account=viewer.account, subaccount_id__in=viewer.subaccounts)
        found = own.filter(level=level, row=number).first()
        if found is None:
            raise Http404("It was never judged, or is of a sub-account that you do not see.")
        return Response(AdHealthSerializer(found).data)


class AdStanding(APIView):
    """How one stands on its platform."""

    @extend_schema(
        operation_id="read_back_ad", summary="Read an ad back from its platform",
        responses={200: AdStandingSerializer, **WRONG},
    )  # fmt: skip
    def get(self, request: Request, level: str, number: int) -> Response:
        """Asks the platform now; nothing is changed."""
        viewer = viewer_for_act(request, Act.ADS)
        return Response(standing_json(looking.look(viewer, level, number, timezone.now())))


class AdPause(APIView):
    """An ad stops."""

    @extend_schema(operation_id="pause_ad", summary="Pause a campaign, an ad set or an ad", request=None,
                   responses=DECIDED)  # fmt: skip
    def post(self, request: Request, level: str, number: int) -> Response:
        """Answers with the decision as it stands: ``done`` only where the platform shows it."""
        return _acted(request, people.pause, level, number)


class AdResume(APIView):
    """An ad goes on."""

    @extend_schema(operation_id="resume_ad", summary="Resume a campaign, an ad set or an ad", request=None,
                   responses=DECIDED)  # fmt: skip
    def post(self, request: Request, level: str, number: int) -> Response:
        """Answers with the decision as it stands: ``done`` only where the platform shows it."""
        return _acted(request, people.resume, level, number)


class AdDailyBudget(APIView):
    """What an ad may spend a day."""

    @extend_schema(operation_id="set_ad_budget", summary="Set a daily budget", request=AdBudget, responses=DECIDED)
    def post(self, request: Request, level: str, number: int) -> Response:
        """Where one sits on the object itself; else the decision says where it sits."""
        viewer = viewer_for_act(request, Act.ADS)
        find(viewer, level, number)
        text = strict.text(strict.sent(request, "amount"), "amount", 40)
        try:
            amount = Decimal(text)
        except InvalidOperation:
            raise Refused("'amount' takes a number as a text, such as \"49.90\".", "amount") from None
        return Response(AdDecisionSerializer(people.set_budget(viewer, level, number, amount, timezone.now())).data)


def _acted(
    request: Request, act: Callable[[Viewer, str, object, datetime], Decision], level: str, number: int
) -> Response:
    viewer = viewer_for_act(request, Act.ADS)
    return Response(AdDecisionSerializer(act(viewer, level, number, timezone.now())).data)


def _one_of(value: str, name: str, known: list[str]) -> str:
    if value not in known:
        raise Refused(f"{value[:40]!r} is none of {', '.join(known)}.", name)
    return value


def _number(request: Request, name: str, usual: int, most: int = 10**9) -> int:
    given = request.query_params.get(name)
    found = usual if given is None else number_of(given)
    if found is None or found > most:
        raise Refused(f"{name!r} takes a whole number from 0 to {most}.", name)
    return found
