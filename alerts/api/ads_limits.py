"""The limits of what acts by itself, the kill switch and protections, over REST."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access import Act
from alerts.acting import killing, limiting, protecting
from alerts.api.ads_shapes import AdLimitsSerializer, AdProtectionSerializer, NewAdProtection
from deliveries.api import strict
from deliveries.api.strict import Data
from explores.keeping.api import WRONG, viewer_for_act
from explores.keeping.refused import Refused

LIMITS = {200: AdLimitsSerializer, **WRONG}


class AdLimits(APIView):
    """What rules may not overstep."""

    @extend_schema(operation_id="describe_ad_limits", summary="Read the limits of rules on ads", responses=LIMITS)
    def get(self, request: Request) -> Response:
        """Those of the account."""
        return Response(AdLimitsSerializer(limiting.of(viewer_for_act(request, Act.ADS).account)).data)

    @extend_schema(
        operation_id="change_ad_limits", summary="Change the limits of rules on ads", request=AdLimitsSerializer,
        responses=LIMITS,
    )  # fmt: skip
    def put(self, request: Request) -> Response:
        """All of them."""
        viewer = viewer_for_act(request, Act.ADS_RULES)
        data = strict.sent(request, "per_day", "spend_share", "hours_after_edit", "quiet")
        return Response(AdLimitsSerializer(limiting.change(viewer, _draft(data))).data)


class AdKillSwitch(APIView):
    """The one switch that stops everything that acts by itself."""

    @extend_schema(operation_id="throw_ad_kill_switch", summary="Throw the kill switch", request=None, responses=LIMITS)
    def post(self, request: Request) -> Response:
        """Nothing acts on ads by itself from now on. People may go on."""
        return Response(AdLimitsSerializer(killing.throw(viewer_for_act(request, Act.ADS), timezone.now())).data)

    @extend_schema(operation_id="lift_ad_kill_switch", summary="Lift the kill switch", responses=LIMITS)
    def delete(self, request: Request) -> Response:
        """Rules and calendars act again, as they are set."""
        return Response(AdLimitsSerializer(killing.lift(viewer_for_act(request, Act.ADS_RULES))).data)


class AdProtections(APIView):
    """What no rule may touch."""

    @extend_schema(
        operation_id="list_ad_protections", summary="List what is protected from rules",
        responses={200: AdProtectionSerializer(many=True), **WRONG},
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """Of the caller's sub-accounts, the latest first."""
        found = protecting.seen(viewer_for_act(request, Act.ADS))
        return Response(AdProtectionSerializer(found, many=True).data)


class AdProtection(APIView):
    """One protection."""

    @extend_schema(
        operation_id="protect_ad", summary="Protect an ad from rules", request=NewAdProtection,
        responses={200: AdProtectionSerializer, **WRONG},
    )  # fmt: skip
    def post(self, request: Request, level: str, number: int) -> Response:
        """No rule acts on it, nor on what belongs to it."""
        viewer = viewer_for_act(request, Act.ADS)
        why = strict.text(strict.sent(request, "why"), "why", protecting.LONGEST_WHY)
        made = protecting.protect(viewer, level, number, why, timezone.now())
        return Response(AdProtectionSerializer(made).data)

    @extend_schema(operation_id="release_ad", summary="Release an ad to rules", responses={204: None, **WRONG})
    def delete(self, request: Request, level: str, number: int) -> Response:
        """By who protected it, or an admin."""
        protecting.release(viewer_for_act(request, Act.ADS), level, number)
        return Response(status=204)


def _draft(data: Data) -> limiting.Draft:
    per_day, hours = (strict.number(data, name) for name in ("per_day", "hours_after_edit"))
    quiet = data.get("quiet")
    if per_day is None or hours is None:
        raise Refused("All limits are sent: per_day, spend_share, hours_after_edit, quiet.", "per_day")
    if quiet is not None:
        strict.only(quiet, "quiet", "start", "end", "zone", "weekdays")
    return limiting.Draft(per_day, _share(data.get("spend_share")), hours, quiet)


def _share(value: object) -> Decimal:
    try:
        return Decimal(str(value)) if isinstance(value, str | int | float) else Decimal("NaN")
    except InvalidOperation:
        return Decimal("NaN")
