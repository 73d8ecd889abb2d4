"""Dashboards over REST: read, made, saved over, put away, and the answer of each tile."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access import Act
from cdp.warehouse.base import QueryCancelled
from dashboards import library, own
from dashboards.actions import keeping
from dashboards.asking import answered
from dashboards.filing.importing import strict
from dashboards.models import Dashboard
from dashboards.opening import asked_of, stoppable, tile_of
from explores import export
from explores.api import AnswerSerializer, ProblemSerializer, QueryThrottle, Stopped
from explores.keeping import folders
from explores.keeping.api import OVERTAKEN, WRONG, body, viewer_for_act
from explores.keeping.refused import Refused

PLACE = "document"


class DashboardEntry(serializers.Serializer[None]):
    """A dashboard in a list."""

    id = serializers.CharField(help_text="A number, or the name of a standard dashboard.")
    title = serializers.CharField()
    description = serializers.CharField()
    standard = serializers.BooleanField(help_text="It comes with the product and cannot be changed; copy it.")
    folder = serializers.IntegerField(allow_null=True)
    version = serializers.IntegerField(allow_null=True, help_text="Counts the times it was saved.")


class DashboardDraft(serializers.Serializer[None]):
    """A dashboard as it is made."""

    document = serializers.DictField(help_text="As its YAML file has it: title, filters, tiles …")
    folder = serializers.IntegerField(required=False, help_text="Left out: the caller's own.")


class DashboardChange(DashboardDraft):
    """What replaces it."""

    document = serializers.DictField(required=False)
    version = serializers.IntegerField(required=False, help_text="The version that was changed; not needed to move it.")


class DashboardSerializer(DashboardEntry):
    """A dashboard with its document."""

    document = serializers.DictField()


class DashboardList(APIView):
    """The dashboards one may open."""

    @extend_schema(
        operation_id="list_dashboards", summary="List the dashboards",
        parameters=[OpenApiParameter("trashed", bool, description="Those in the trash instead.")],
        responses={200: DashboardEntry(many=True), **WRONG},
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """The standard ones first, each by title."""
        viewer = viewer_for_act(request, Act.SEE)
        trashed = request.query_params.get("trashed", "") in {"1", "true"}
        standard = [] if trashed else [_standard(slug) for slug in library.dashboards()]
        return Response([*standard, *(_entry(row) for row in own.seen(viewer, trashed=trashed))])

    @extend_schema(
        operation_id="create_dashboard", summary="Make a dashboard", request=DashboardDraft,
        responses={201: DashboardSerializer, **WRONG},
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """A dashboard of ``document`` in ``folder``; a document that does not fit is named with its fault."""
        viewer, data = viewer_for_act(request, Act.SAVE), body(request, "document", "folder")
        folder = folders.find(viewer, data["folder"], Act.SAVE) if "folder" in data else folders.personal(viewer)
        row = own.make_from(viewer, folder, _document(data))
        return Response(_whole(row), status=201)


class DashboardDetail(APIView):
    """One dashboard."""

    @extend_schema(
        operation_id="describe_dashboard", summary="Read a dashboard", responses={200: DashboardSerializer, **WRONG}
    )
    def get(self, request: Request, slug: str) -> Response:
        """Its newest version, or a standard one."""
        viewer = viewer_for_act(request, Act.SEE)
        if slug.isdecimal():
            return Response(_whole(own.find(viewer, slug)))
        return Response(_standard(slug) | {"document": keeping.document_of(viewer, _known(slug))})

    @extend_schema(
        operation_id="change_dashboard", summary="Save over a dashboard", request=DashboardChange,
        responses={200: DashboardSerializer, **WRONG, **OVERTAKEN},
    )  # fmt: skip
    def patch(self, request: Request, slug: str) -> Response:
        """``document`` as a new version over ``version``; 409 where that is not the newest. ``folder`` moves it."""
        viewer = viewer_for_act(request, Act.SAVE)
        data = body(request, "document", "version", "folder")
        row = own.find(viewer, _own(slug))
        folder = folders.find(viewer, data["folder"], Act.SAVE) if "folder" in data else None
        if "document" in data:
            own.save(viewer, row, _document(data), _version(data))
        if folder is not None:
            keeping.move(viewer, own.find(viewer, slug), folder)
        return Response(_whole(own.find(viewer, slug)))

    @extend_schema(
        operation_id="delete_dashboard", summary="Put a dashboard in the trash, or delete it for ever",
        parameters=[OpenApiParameter("forever", bool, description="Delete one that is in the trash, for ever.")],
        responses={204: None, **WRONG},
    )  # fmt: skip
    def delete(self, request: Request, slug: str) -> Response:
        """From the trash it can be taken out again on screen; ``forever`` deletes what lies there."""
        viewer, number = viewer_for_act(request, Act.SAVE), _own(slug)
        if request.query_params.get("forever", "") in {"1", "true"}:
            own.erase(viewer, own.find(viewer, number, trashed=True))
        else:
            own.trash(viewer, own.find(viewer, number))
        return Response(status=204)


class DashboardTile(APIView):
    """The answer of one tile."""

    throttle_classes = [QueryThrottle]

    @extend_schema(
        operation_id="run_tile", summary="Run a tile of a dashboard",
        parameters=[
            OpenApiParameter("{filter}", str, description="An expression for each of the dashboard's filters, by name.")
        ],
        responses={200: AnswerSerializer, 409: ProblemSerializer, 504: ProblemSerializer, **WRONG},
    )  # fmt: skip
    def get(self, request: Request, slug: str, name: str) -> Response:
        """Within the dashboard's filters, at their defaults where none is given. ``X-Run`` as for queries."""
        viewer_for_act(request, Act.SEE)
        asked = asked_of(request, slug)
        tile = tile_of(asked.dashboard, name)
        try:
            with stoppable(request, asked) as running:
                return Response(export.to_json(answered(tile, running).answer))
        except QueryCancelled as error:
            raise Stopped from error


def _document(data: dict[str, Any]) -> dict[str, Any]:
    document = data.get("document")
    if not isinstance(document, dict):
        raise Refused("'document' takes an object, as a dashboard's file holds it.", "document")
    strict(document, PLACE)
    return document


def _version(data: dict[str, Any]) -> int:
    version = data.get("version")
    if not isinstance(version, int) or isinstance(version, bool):
        raise Refused("Say which version you changed: 'version' takes its number.", "version")
    return version


def _own(slug: str) -> str:
    if not slug.isdecimal():
        _known(slug)
        raise Refused("A standard dashboard stays as it is. Copy it to make it your own.", "id", code="not_allowed")
    return slug


def _known(slug: str) -> str:
    if slug not in library.dashboards():
        raise Http404("There is no such dashboard.")
    return slug


def _standard(slug: str) -> dict[str, Any]:
    value = library.dashboards()[_known(slug)]
    said = {"id": slug, "title": value.title, "description": value.description}
    return said | {"standard": True, "folder": None, "version": None}


def _entry(row: Dashboard) -> dict[str, Any]:
    said = {"id": str(row.pk), "title": row.title, "description": row.description}
    return said | {"standard": False, "folder": row.folder_id, "version": row.version}


def _whole(row: Dashboard) -> dict[str, Any]:
    return _entry(row) | {"document": row.content}
