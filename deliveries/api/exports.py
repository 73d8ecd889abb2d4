"""Downloads over REST: asked for, watched, fetched."""

from __future__ import annotations

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import FileResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access import Act
from accounts.viewer import Viewer
from dashboards.asking import pin_named
from deliveries.api import drafts, strict
from deliveries.api.layouts import paper
from deliveries.api.schedule_shapes import ContentSerializer
from deliveries.api.strict import Data
from deliveries.content.finding import Found, Gone, find
from deliveries.content.making import Wanted
from deliveries.downloads import exporting
from deliveries.downloads.exporting import TooMany
from deliveries.formats import FORMATS
from deliveries.models import Export, Stage
from explores.api import ProblemSerializer, QueryThrottle
from explores.files import names
from explores.keeping.api import WRONG, viewer_for_act
from explores.keeping.refused import Refused

OF_PAGES, OF_ANSWERS = ("pdf", "png", "csv_zip"), ("png",)  # tables of answers come from queries at once


class ExportDraft(serializers.Serializer[None]):
    """A file as it is asked for."""

    content = ContentSerializer()
    format = serializers.ChoiceField(choices=OF_PAGES, help_text="png alone, of a tile, Look or explore.")
    filters = serializers.DictField(child=serializers.CharField(allow_blank=True), required=False)
    name = serializers.CharField(required=False, allow_blank=True, help_text="Of the file, without its extension.")
    all_rows = serializers.BooleanField(required=False, help_text="Of csv_zip: not only as many as the tiles show.")
    paper = serializers.DictField(required=False, help_text="Of pdf and png of a dashboard: as of a schedule's target.")


class ExportSerializer(serializers.Serializer[None]):
    """A file, from being asked for to being fetched."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    format = serializers.ChoiceField(choices=OF_PAGES)
    stage = serializers.ChoiceField(choices=Stage.choices)
    done = serializers.IntegerField(help_text="Tiles that are made,")
    of = serializers.IntegerField(help_text="of so many; 0: not known yet.")
    said = serializers.CharField(help_text="Why it failed.")
    rows = serializers.IntegerField(allow_null=True)
    total_rows = serializers.IntegerField(allow_null=True)
    files = serializers.ListField(child=serializers.DictField(), help_text="name, mime, size, sha256, rows, inline.")
    asked_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)


def export_json(export: Export) -> dict[str, Any]:
    """A file as the API says it."""
    same = ("title", "stage", "done", "of", "said", "rows", "total_rows", "files", "asked_at", "ended_at")
    said = {"id": str(export.uid), "format": export.wanted["format"]}
    return {**said, **{name: getattr(export, name) for name in same}}


class ExportList(APIView):
    """The caller's files."""

    throttle_classes = [QueryThrottle]

    @extend_schema(
        operation_id="list_exports", summary="List your downloads",
        responses={200: ExportSerializer(many=True), **WRONG},
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """Those of the last day, the newest first."""
        viewer = viewer_for_act(request, Act.DOWNLOAD)
        mine = Export.objects.filter(user=viewer.user or 0, account=viewer.account)
        return Response([export_json(each) for each in mine])

    @extend_schema(
        operation_id="create_export", summary="Ask for a file", request=ExportDraft,
        responses={202: ExportSerializer, 429: ProblemSerializer, **WRONG},
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """A worker makes it of the rows that the caller sees; read it until its ``stage`` is ready or failed."""
        viewer = viewer_for_act(request, Act.DOWNLOAD)
        data = strict.sent(request, "content", "format", "filters", "name", "all_rows", "paper")
        values = drafts.filters(data)
        found = _found(viewer, data, values)
        try:
            made = exporting.start(viewer, found, values, _wanted(viewer, data, found))
        except TooMany as error:
            raise Refused(str(error), "content", code="too_many") from error
        return Response(export_json(made), status=202)


class ExportDetail(APIView):
    """One file."""

    @extend_schema(
        operation_id="describe_export", summary="See how far a download is", responses={200: ExportSerializer, **WRONG}
    )
    def get(self, request: Request, uid: UUID) -> Response:
        """``done`` of ``of`` tiles while it is being made."""
        return Response(export_json(exporting.find_own(viewer_for_act(request, Act.DOWNLOAD), uid)))


class ExportFile(APIView):
    """What was made."""

    @extend_schema(
        operation_id="export_file", summary="Fetch a download", responses={200: OpenApiTypes.BINARY, **WRONG}
    )
    def get(self, request: Request, uid: UUID) -> FileResponse:
        """For a day."""
        export = exporting.find_own(viewer_for_act(request, Act.DOWNLOAD), uid)
        if export.stage != Stage.READY:
            raise Refused("It is not ready. Read it until its stage is.", "stage", code="not_ready")
        file = exporting.file_of(export)
        return FileResponse(file.path.open("rb"), as_attachment=True, filename=file.name, content_type=file.mime)


def _found(viewer: Viewer, data: Data, values: dict[str, str]) -> Found:
    pin = pin_named("")
    if pin is None:
        raise Refused("Nothing is published yet, so there is nothing to download.", "content")
    try:
        found = find(drafts.content(data), viewer, values, now=timezone.now(), pin=pin)
    except Gone as error:
        raise Refused(str(error), "content") from error
    if found.dropped:
        raise Refused(f"{found.title} has no filter {found.dropped[0]!r}.", f"filters.{found.dropped[0]}")
    return found


def _wanted(viewer: Viewer, data: Data, found: Found) -> Wanted:
    code, page = strict.text(data, "format", 20), found.subject.is_page
    known = OF_PAGES if page else OF_ANSWERS
    if found.subject.is_report:
        raise Refused("A report is sent by a schedule; it is not downloaded.", "content")
    if code not in known:
        raise Refused(f"'format' of this is one of {', '.join(known)}.", "format")
    if "paper" in data and not (page and FORMATS[code].drawn):
        raise Refused("Only a PDF or a picture of a dashboard has paper.", "paper")
    name, today = strict.text(data, "name", 200), timezone.localdate(timezone=ZoneInfo(viewer.timezone))
    return Wanted(
        format=code,
        name=names.cleaned(name) if name else names.suggested(found.title, today),
        all_rows=strict.flag(data, "all_rows"),
        paper=paper(data["paper"], "paper") if "paper" in data else None,
    )
