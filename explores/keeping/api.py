"""Looks, folders and short links over REST: what the screen can do with them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access import Act, check, viewer_of
from accounts.viewer import Viewer
from cdp.warehouse import open_warehouse
from cdp.warehouse.base import Cancellation, QueryCancelled
from explores import export, runner, stopping
from explores.answer import Answer
from explores.api import MOST_ROWS, RUN, AnswerSerializer, ProblemSerializer, QueryThrottle, Stopped
from explores.keeping import content, folders, links, looks
from explores.keeping.refused import Refused
from explores.keeping.schema import (
    FolderChange,
    FolderSerializer,
    LinkAsked,
    LinkSerializer,
    LookChange,
    LookDraft,
    LookSerializer,
    Restored,
    VersionSerializer,
    folder_json,
    look_json,
    version_json,
)
from explores.merging.asking import Asks, whole
from explores.merging.columns import NAME
from explores.merging.kept import from_json, is_merge
from explores.models import Look
from explores.semantic import query_json

WRONG = {400: ProblemSerializer, 401: ProblemSerializer, 403: ProblemSerializer, 404: ProblemSerializer}
OVERTAKEN = {409: ProblemSerializer}


def viewer_for_act(request: Request, act: Act = Act.EXPLORE) -> Viewer:
    """Who asks, where their role may do this. Raises PermissionDenied."""
    viewer = viewer_of(request)
    check(viewer, act)
    return viewer


def body(request: Request, *known: str) -> dict[str, Any]:
    """The object that was sent. Raises Refused where it is none, or has a part that means nothing."""
    data = request.data
    if not isinstance(data, dict):
        raise Refused('The body is a JSON object, such as {"name": "…"}.', "body")
    if strange := [name for name in data if name not in known]:
        raise Refused(f"{strange[0]!r} means nothing here; known are {', '.join(known)}.", str(strange[0]))
    return data


class FolderList(APIView):
    """The folders one may open."""

    @extend_schema(
        operation_id="list_folders",
        summary="List the folders",
        responses={200: FolderSerializer(many=True), 401: ProblemSerializer, 404: ProblemSerializer},
    )
    def get(self, request: Request) -> Response:
        """Parents before children: the caller's own, the shared ones, and for admins those of others."""
        return Response([folder_json(place) for place in folders.places(viewer_for_act(request))])

    @extend_schema(
        operation_id="create_folder", summary="Make a folder", request=FolderChange,
        responses={201: FolderSerializer, **WRONG},
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """A folder called ``name`` in ``parent``."""
        viewer, data = viewer_for_act(request, Act.SAVE), body(request, "name", "parent")
        made = folders.make(viewer, folders.find(viewer, data.get("parent")), data.get("name"))
        return Response(folder_json(folders.place_of(viewer, made)), status=201)


class FolderDetail(APIView):
    """One folder."""

    @extend_schema(operation_id="describe_folder", summary="Read a folder", responses={200: FolderSerializer, **WRONG})
    def get(self, request: Request, number: int) -> Response:
        """Where it stands, and whether the caller may put something in."""
        viewer = viewer_for_act(request)
        return Response(folder_json(folders.place_of(viewer, folders.find(viewer, number))))

    @extend_schema(
        operation_id="change_folder", summary="Rename or move a folder", request=FolderChange,
        responses={200: FolderSerializer, **WRONG},
    )  # fmt: skip
    def patch(self, request: Request, number: int) -> Response:
        """Another ``name``, another ``parent``, or both."""
        viewer, data = viewer_for_act(request, Act.SAVE), body(request, "name", "parent")
        found = folders.change(viewer, folders.find(viewer, number), data.get("name"), data.get("parent"))
        return Response(folder_json(folders.place_of(viewer, found)))

    @extend_schema(operation_id="delete_folder", summary="Delete an empty folder", responses={204: None, **WRONG})
    def delete(self, request: Request, number: int) -> Response:
        """Only an empty one goes."""
        viewer = viewer_for_act(request, Act.SAVE)
        folders.delete(viewer, folders.find(viewer, number))
        return Response(status=204)


class LookList(APIView):
    """The Looks one may open."""

    @extend_schema(
        operation_id="list_looks",
        summary="List the Looks",
        parameters=[
            OpenApiParameter("folder", int, description="Only those in this folder."),
            OpenApiParameter("q", str, description="Only those whose name or description holds all these words."),
            OpenApiParameter("trashed", bool, description="Those in the trash instead."),
        ],
        responses={200: LookSerializer(many=True), **WRONG},
    )
    def get(self, request: Request) -> Response:
        """By name."""
        viewer, asked = viewer_for_act(request), request.query_params
        found = looks.seen(viewer, trashed=asked.get("trashed", "") in {"1", "true"})
        if "folder" in asked:
            found = found.filter(folder=folders.find(viewer, asked["folder"]))
        words = asked.get("q", "").lower().split()
        return Response(
            [look_json(look) for look in found if all(w in f"{look.name} {look.description}".lower() for w in words)]
        )

    @extend_schema(
        operation_id="create_look", summary="Keep a query as a Look", request=LookDraft,
        responses={201: LookSerializer, **WRONG},
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """A Look of ``query`` in ``folder`` (left out: the caller's own)."""
        viewer = viewer_for_act(request, Act.SAVE)
        data = body(request, "name", "description", "folder", "query", "settings")
        folder = folders.find(viewer, data["folder"], Act.SAVE) if "folder" in data else folders.personal(viewer)
        kept = content.of_json(viewer, data.get("query"), data.get("settings", {}))
        made = looks.make(viewer, folder, data.get("name"), data.get("description", ""), kept)
        return Response(look_json(made), status=201)


class LookDetail(APIView):
    """One Look."""

    @extend_schema(operation_id="describe_look", summary="Read a Look", responses={200: LookSerializer, **WRONG})
    def get(self, request: Request, number: int) -> Response:
        """Its newest version."""
        return Response(look_json(looks.find(viewer_for_act(request), number)))

    @extend_schema(
        operation_id="change_look", summary="Save over a Look", request=LookChange,
        responses={200: LookSerializer, **WRONG, **OVERTAKEN},
    )  # fmt: skip
    def patch(self, request: Request, number: int) -> Response:
        """What is sent replaces what is there, as a new version over ``version``; 409 where that is not the newest.

        ``folder`` alone moves the Look and makes no version.
        """
        viewer = viewer_for_act(request, Act.SAVE)
        data = body(request, "version", "name", "description", "folder", "query", "settings")
        return Response(look_json(_changed(viewer, looks.find(viewer, number), data)))

    @extend_schema(
        operation_id="delete_look", summary="Put a Look in the trash, or delete it for ever",
        parameters=[OpenApiParameter("forever", bool, description="Delete one that is in the trash, for ever.")],
        responses={204: None, **WRONG},
    )  # fmt: skip
    def delete(self, request: Request, number: int) -> Response:
        """From the trash it can be taken out again; ``forever`` deletes what lies there, with all versions."""
        viewer = viewer_for_act(request, Act.SAVE)
        if request.query_params.get("forever", "") in {"1", "true"}:
            looks.erase(viewer, looks.find(viewer, number, trashed=True))
            return Response(status=204)
        looks.trash(viewer, looks.find(viewer, number))
        return Response(status=204)


def _changed(viewer: Viewer, look: Look, data: dict[str, Any]) -> Look:
    folder = folders.find(viewer, data["folder"], Act.SAVE) if "folder" in data else None
    if data.keys() & {"name", "description", "query", "settings"}:
        version = data.get("version")
        if not isinstance(version, int) or isinstance(version, bool):
            raise Refused("Say which version you changed: 'version' takes its number.", "version")
        kept = None
        if data.keys() & {"query", "settings"}:
            kept = content.of_json(viewer, data.get("query", look.query), data.get("settings", look.settings))
        name, description = data.get("name"), data.get("description")
        look = looks.save(viewer, look, version, name=name, description=description, content=kept)
    return looks.move(viewer, look, folder) if folder else look


class LookOut(APIView):
    """A Look in the trash."""

    @extend_schema(
        operation_id="untrash_look", summary="Take a Look out of the trash", request=None,
        responses={200: LookSerializer, **WRONG},
    )  # fmt: skip
    def post(self, request: Request, number: int) -> Response:
        """Back where it was."""
        viewer = viewer_for_act(request, Act.SAVE)
        looks.untrash(viewer, looks.find(viewer, number, trashed=True))
        return Response(look_json(looks.find(viewer, number)))


class LookVersions(APIView):
    """The versions of a Look."""

    @extend_schema(
        operation_id="list_look_versions", summary="List a Look's versions",
        responses={200: VersionSerializer(many=True), **WRONG},
    )  # fmt: skip
    def get(self, request: Request, number: int) -> Response:
        """The newest first."""
        found = looks.find(viewer_for_act(request), number)
        return Response([version_json(each) for each in found.versions.select_related("saved_by")])

    @extend_schema(
        operation_id="restore_look_version", summary="Restore a version", request=Restored,
        responses={200: LookSerializer, **WRONG, **OVERTAKEN},
    )  # fmt: skip
    def post(self, request: Request, number: int) -> Response:
        """Make version ``restore`` the newest; those between stay."""
        viewer, data = viewer_for_act(request, Act.SAVE), body(request, "restore")
        return Response(look_json(looks.restore(viewer, looks.find(viewer, number), data.get("restore"))))


class LookRun(APIView):
    """The answer to a Look."""

    throttle_classes = [QueryThrottle]

    @extend_schema(
        operation_id="run_look", summary="Run a Look", request=None,
        responses={200: AnswerSerializer, 409: ProblemSerializer, 504: ProblemSerializer, **WRONG},
    )  # fmt: skip
    def post(self, request: Request, number: int) -> Response:
        """The rows of its query, inside the sub-accounts that the caller may see. ``X-Run`` as for queries."""
        viewer = viewer_for_act(request)
        kept = dict(looks.find(viewer, number).query)
        try:
            with stopping.stoppable(viewer.user, request.headers.get(RUN, "")) as handle:
                return Response(export.to_json(_answer(kept, viewer, handle)))
        except QueryCancelled as error:
            raise Stopped from error


def _answer(kept: dict[str, Any], viewer: Viewer, handle: Cancellation) -> Answer:
    """The answer to what a Look keeps. Raises SemanticError, WarehouseError."""
    now = datetime.now(UTC)
    if is_merge(kept):
        asks = Asks(viewer, now, open_warehouse().pin(), handle)
        return whole(from_json(kept), asks, most=MOST_ROWS)
    query = query_json.from_json(kept)
    capped = replace(query, limit=MOST_ROWS if query.limit is None else min(query.limit, MOST_ROWS))
    return runner.run(capped, viewer, now=now, cancellation=handle)


class ShortLinks(APIView):
    """Short links."""

    @extend_schema(
        operation_id="short_link", summary="Make a short link", request=LinkAsked,
        responses={200: LinkSerializer, **WRONG},
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """The short link of an explore page's address; the same address has the same one."""
        viewer, data = viewer_for_act(request, Act.SHARE), body(request, "explore", "query")
        explore = data.get("explore")
        if explore != NAME:
            runner.catalog_for(viewer).explore(str(explore))
        link = links.short(viewer, str(explore), data.get("query", ""))
        return Response({"url": request.build_absolute_uri(reverse("keeping:short", args=[link.slug]))})
