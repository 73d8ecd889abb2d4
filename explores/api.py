"""Explores over REST: which there are, their fields, and a query. Errors get their shape in ``config.api``."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

from django.http import Http404
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from redis import RedisError
from rest_framework import serializers
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import UserRateThrottle
from rest_framework.views import APIView

from accounts.access import Act, check, viewer_of
from accounts.viewer import Viewer
from cdp.warehouse.base import QueryCancelled
from explores import export, runner, stopping
from explores.semantic import query_json
from explores.semantic.errors import SemanticError
from explores.semantic.model import Explore
from explores.semantic.query import Query

MOST_ROWS = 100_000  # of one answer; larger ones are downloaded as files


class Stopped(APIException):
    """A query that its caller stopped."""

    status_code = 409
    default_code = "query_stopped"
    default_detail = "The query was stopped, as its caller asked."


class QueryThrottle(UserRateThrottle):
    """A person's programs share the engine with everyone else."""

    rate = "240/min"

    def allow_request(self, request: Request, view: APIView) -> bool:
        """Also while the cache that counts is out of reach: better uncounted than unanswered."""
        try:
            return super().allow_request(request, view)
        except RedisError:
            return True


class FieldSerializer(serializers.Serializer[None]):
    """A field that can be chosen."""

    id = serializers.CharField(help_text="What queries name it by: orders.revenue, orders.ordered_month.")
    label = serializers.CharField(help_text="Orders › Revenue")  # type: ignore[assignment]
    short_label = serializers.CharField()
    view = serializers.CharField()
    view_label = serializers.CharField()
    group_label = serializers.CharField(allow_null=True)
    kind = serializers.ChoiceField(
        choices=["dimension", "measure", "parameter"], help_text="A parameter is only filtered by."
    )
    type = serializers.CharField()
    timeframe = serializers.CharField(allow_null=True)
    format = serializers.CharField()
    definition = serializers.CharField()
    sql = serializers.CharField(help_text="What stands behind it, readable.")
    item_label = serializers.CharField(allow_null=True, help_text="Its short name under the group's heading.")
    allowed = serializers.ListField(
        child=serializers.ListField(child=serializers.CharField()),
        help_text="Of a parameter: each value with its label; empty: any value of the type.",
    )
    default = serializers.CharField(allow_null=True, help_text="Of a parameter: what counts until one is chosen.")


class ExploreSerializer(serializers.Serializer[None]):
    """A set of data that can be asked."""

    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    description = serializers.CharField()


class ExploreWithFieldsSerializer(ExploreSerializer):
    """The same with its fields."""

    fields = FieldSerializer(many=True)  # type: ignore[assignment]


class FilterSerializer(serializers.Serializer[None]):
    """One condition; all of a query's apply."""

    field = serializers.CharField()
    expression = serializers.CharField(allow_blank=True, help_text="In the grammar of docs/filters.md.")


class SortSerializer(serializers.Serializer[None]):
    """One sort key."""

    field = serializers.CharField()
    descending = serializers.BooleanField(default=False)
    pivot = serializers.CharField(allow_null=True, required=False)


class QuerySerializer(serializers.Serializer[None]):
    """The question. Only ``fields`` is needed."""

    fields = serializers.ListField(child=serializers.CharField())  # type: ignore[assignment]
    filters = FilterSerializer(many=True, required=False)
    where = serializers.DictField(
        required=False, help_text='Filters joined by OR and AND: {"any": [{"field", "is"}, {"all": […]}]}.'
    )
    sorts = SortSerializer(many=True, required=False, help_text="Left out: the default sort.")
    pivots = serializers.ListField(child=serializers.CharField(), required=False)
    limit = serializers.IntegerField(allow_null=True, default=500, help_text=f"At most {MOST_ROWS:,}.")
    column_limit = serializers.IntegerField(default=50, help_text="Pivot columns, at most 200.")
    totals = serializers.BooleanField(default=False)
    row_totals = serializers.BooleanField(default=False)
    subtotals = serializers.BooleanField(default=False)
    compare = serializers.ChoiceField(
        choices=("previous", "year"), allow_null=True, default=None, help_text="Figures of an earlier time beside."
    )
    fill = serializers.ListField(
        child=serializers.CharField(), required=False, allow_null=True,
        help_text="Dimensions whose missing values are filled in; left out: as the explore page does, [] fills none.",
    )  # fmt: skip
    timezone = serializers.CharField(required=False, help_text="IANA name; left out: the account's.")
    custom = serializers.DictField(required=False, help_text="Custom fields by name.")


class AnswerSerializer(serializers.Serializer[None]):
    """The answer: the same object that the command line and downloads give."""

    fields = serializers.ListField(child=serializers.DictField())  # type: ignore[assignment]
    rows = serializers.ListField(child=serializers.DictField(), help_text="Field id → value; pivoted: by column.")
    totals = serializers.DictField(allow_null=True, help_text="Over all groups, not only the rows returned.")
    returned = serializers.IntegerField()
    total_rows = serializers.IntegerField(help_text="How many rows there are; more than returned: the limit cut them.")
    filled = serializers.ListField(child=serializers.IntegerField(), help_text="Places of rows that were filled in.")
    as_of = serializers.DateTimeField(help_text="The data is as it was then.")
    sql = serializers.CharField()
    seconds = serializers.FloatField()
    timezone = serializers.CharField()
    currency = serializers.CharField(allow_null=True)
    notes = serializers.ListField(child=serializers.CharField())
    pivots = serializers.ListField(child=serializers.CharField())
    row_totals = serializers.ListField(child=serializers.DictField(), allow_null=True)
    subtotals = serializers.ListField(child=serializers.ListField(child=serializers.DictField()), allow_null=True)


class ProblemSerializer(serializers.Serializer[None]):
    """What was wrong."""

    code = serializers.CharField(help_text="Stable, for programs.")
    message = serializers.CharField(help_text="For people.")
    field = serializers.CharField(allow_null=True)
    suggestion = serializers.CharField(allow_null=True)
    start = serializers.IntegerField(
        required=False, help_text="Of an expression: the character where it is wrong, from 0."
    )
    end = serializers.IntegerField(required=False, help_text="The character after it.")


_PROBLEMS = {400: ProblemSerializer, 401: ProblemSerializer, 403: ProblemSerializer, 404: ProblemSerializer}
_EXAMPLE = OpenApiExample(
    "Revenue by month",
    value={
        "fields": ["orders.ordered_month", "orders.revenue"],
        "filters": [{"field": "orders.ordered_date", "expression": "last 12 months"}],
        "totals": True,
    },
    request_only=True,
)


RUN = "X-Run"


def _run_name(*, required: bool) -> OpenApiParameter:
    words = "A name of your own for the run, to stop it by: 8 to 64 letters, digits, - and _."
    return OpenApiParameter(RUN, str, OpenApiParameter.HEADER, required=required, description=words)


class ExploreList(APIView):
    """The explores there are."""

    @extend_schema(
        operation_id="list_explores",
        summary="List the explores",
        responses={200: ExploreSerializer(many=True), 401: ProblemSerializer, 404: ProblemSerializer},
    )
    def get(self, request: Request) -> Response:
        """Name, label and description of each explore that the caller may ask."""
        catalog = runner.catalog_for(_viewer(request))
        return Response([_described(explore) for explore in catalog.explores.values()])


class ExploreDetail(APIView):
    """One explore."""

    @extend_schema(
        operation_id="describe_explore",
        summary="List an explore's fields",
        responses={200: ExploreWithFieldsSerializer, **_PROBLEMS},
    )
    def get(self, request: Request, name: str) -> Response:
        """The fields that queries to this explore may name, custom attributes included."""
        explore = _explore(_viewer(request), name)
        return Response({**_described(explore), "fields": [asdict(info) for info in explore.fields()]})


class ExploreQuery(APIView):
    """Questions to one explore."""

    throttle_classes = [QueryThrottle]

    @extend_schema(
        operation_id="query_explore",
        summary="Run a query",
        request=QuerySerializer,
        parameters=[_run_name(required=False)],
        responses={200: AnswerSerializer, 409: ProblemSerializer, 504: ProblemSerializer, **_PROBLEMS},
        examples=[_EXAMPLE],
    )
    def post(self, request: Request, name: str) -> Response:
        """The rows of a query, inside the sub-accounts that the caller may see; nothing in the query widens them.

        A query sent with ``X-Run`` can be stopped, and is then answered by 409.
        """
        viewer = _viewer(request)
        query = _query(_explore(viewer, name), request.data)
        try:
            with stopping.stoppable(viewer.user, request.headers.get(RUN, "")) as handle:
                answer = runner.run(query, viewer, now=datetime.now(UTC), cancellation=handle)
        except QueryCancelled as error:
            raise Stopped from error
        return Response(export.to_json(answer))

    @extend_schema(
        operation_id="stop_query",
        summary="Stop a query",
        parameters=[_run_name(required=True)],
        responses={204: None, **_PROBLEMS},
    )
    def delete(self, request: Request, name: str) -> Response:
        """Stop the engine on the caller's query that was sent with this ``X-Run``, also one that has not begun."""
        if not stopping.stop(_viewer(request).user, request.headers.get(RUN, "")):
            raise ValidationError({RUN: "Name the run as the query did: 8 to 64 letters, digits, - and _."})
        return Response(status=204)


def _viewer(request: Request) -> Viewer:
    viewer = viewer_of(request)
    check(viewer, Act.EXPLORE)
    return viewer


def _explore(viewer: Viewer, name: str) -> Explore:
    try:
        return runner.catalog_for(viewer).explore(name)
    except SemanticError as error:
        raise Http404(str(error)) from error


def _described(explore: Explore) -> dict[str, str]:
    return {"name": explore.name, "label": explore.label, "description": explore.description}


def _query(explore: Explore, data: Any) -> Query:
    """The query of the body. The explore is that of the address; the body may repeat it."""
    if not isinstance(data, dict):
        raise SemanticError('A query is a JSON object, such as {"fields": ["orders.revenue"]}.')
    if data.get("explore", explore.name) != explore.name:
        raise SemanticError(f"This address asks {explore.name!r}.", field="explore", suggestion=repr(explore.name))
    query = query_json.from_json({**data, "explore": explore.name})
    if query.limit is not None and query.limit > MOST_ROWS:
        raise SemanticError(f"An answer has at most {MOST_ROWS:,} rows.", field="limit", suggestion=f"{MOST_ROWS}")
    return replace(query, limit=MOST_ROWS) if query.limit is None else query
