"""Calendars of ads over REST."""

from __future__ import annotations

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access import Act
from alerts.acting import calendars
from alerts.acting.calendars import Draft
from alerts.api.ads_shapes import AdCalendarChange, AdCalendarDraft, AdCalendarSerializer
from alerts.playbook.calendar_form import rule_from_json
from alerts.rules.rule import BadRule
from deliveries.api import strict
from deliveries.api.strict import Data
from explores.keeping.api import OVERTAKEN, WRONG, viewer_for_act
from explores.keeping.refused import Refused


class AdCalendars(APIView):
    """The calendars."""

    @extend_schema(
        operation_id="list_ad_calendars", summary="List the calendars of ads",
        responses={200: AdCalendarSerializer(many=True), **WRONG},
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """Of the caller's sub-accounts, by name."""
        found = calendars.seen(viewer_for_act(request, Act.ADS))
        return Response(AdCalendarSerializer(found, many=True).data)

    @extend_schema(
        operation_id="create_ad_calendars", summary="Make calendars of ads", request=AdCalendarDraft,
        responses={201: AdCalendarSerializer(many=True), **WRONG},
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """One for each row; it looks at once."""
        viewer, data = viewer_for_act(request, Act.ADS), strict.sent(request, "name", "rule", "acting", "rows")
        made = calendars.make(viewer, _draft(data), _rows(data.get("rows")), timezone.now())
        return Response(AdCalendarSerializer(made, many=True).data, status=201)


class AdCalendarDetail(APIView):
    """One calendar."""

    @extend_schema(
        operation_id="describe_ad_calendar", summary="Read a calendar", responses={200: AdCalendarSerializer, **WRONG}
    )
    def get(self, request: Request, number: int) -> Response:
        """What it wants, when it acts next, what came of its last change."""
        return Response(AdCalendarSerializer(calendars.find_one(viewer_for_act(request, Act.ADS), number)).data)

    @extend_schema(
        operation_id="change_ad_calendar", summary="Change a calendar", request=AdCalendarChange,
        responses={200: AdCalendarSerializer, **WRONG, **OVERTAKEN},
    )  # fmt: skip
    def put(self, request: Request, number: int) -> Response:
        """All of it; it looks at once."""
        viewer, data = viewer_for_act(request, Act.ADS), strict.sent(request, "name", "rule", "acting", "version")
        version = strict.number(data, "version")
        if version is None:
            raise Refused("'version' takes the version that was read.", "version")
        found = calendars.change(viewer, number, _draft(data), version, timezone.now())
        return Response(AdCalendarSerializer(found).data)

    @extend_schema(operation_id="remove_ad_calendar", summary="Remove a calendar", responses={204: None, **WRONG})
    def delete(self, request: Request, number: int) -> Response:
        """What it did stays in the log."""
        calendars.remove(viewer_for_act(request, Act.ADS), number, timezone.now())
        return Response(status=204)


def _draft(data: Data) -> Draft:
    acting = data.get("acting", False)
    if not isinstance(acting, bool):
        raise Refused("'acting' takes true or false.", "acting")
    try:
        return Draft(strict.text(data, "name"), rule_from_json(data.get("rule")), acting)
    except BadRule as error:
        raise Refused(error.message, f"rule.{error.field}") from error


def _rows(data: object) -> list[tuple[str, object]]:
    if not isinstance(data, list):
        raise Refused('\'rows\' takes a list such as [{"level": "campaign", "row": 7}].', "rows")
    found = [strict.only(each, "rows", "level", "row") for each in data]
    return [(str(each.get("level")), each.get("row")) for each in found]
