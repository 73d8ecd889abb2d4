"""Receipts over REST: listed, read with all that they prove, and their files."""

from __future__ import annotations

from django.http import FileResponse, Http404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access import Act, whole_viewer_of
from deliveries import receipts
from deliveries.api import receipt_pages
from deliveries.api.receipt_shapes import ReceiptPage, ReceiptSerializer, entry_json, receipt_json
from deliveries.receipts import files
from explores.keeping.api import WRONG, viewer_for_act


class ReceiptList(APIView):
    """The receipts one may see."""

    @extend_schema(
        operation_id="list_receipts", summary="List the receipts",
        parameters=[
            OpenApiParameter("state", str, description="One or several, with commas: failed,unsure. open: not ended."),
            OpenApiParameter("schedule", int),
            OpenApiParameter("kind", str, description="email, webhook, s3, sftp."),
            OpenApiParameter("destination", int),
            OpenApiParameter("from", OpenApiTypes.DATE, description="The first day, by the caller's clocks."),
            OpenApiParameter("until", OpenApiTypes.DATE, description="The last day."),
            OpenApiParameter("q", str, description="In the title, place, file's name, remote id, an address, the id."),
            OpenApiParameter("cursor", str, description="'next' of the page before."),
            OpenApiParameter("limit", int, description=f"At most {receipt_pages.MOST}."),
        ],
        responses={200: ReceiptPage, **WRONG},
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """The newest slot first: those of the caller's own schedules, for admins all of the account."""
        found = receipt_pages.page(viewer_for_act(request, Act.SEE), request.query_params.dict(), timezone.now())
        return Response({"receipts": [entry_json(each) for each in found.receipts], "next": found.next})


class ReceiptDetail(APIView):
    """One receipt."""

    @extend_schema(
        operation_id="describe_receipt", summary="Read a receipt", responses={200: ReceiptSerializer, **WRONG}
    )
    def get(self, request: Request, receipt: str) -> Response:
        """Its state, files, recipients, steps, and what the other side gave as proof."""
        return Response(receipt_json(receipts.find(viewer_for_act(request, Act.SEE), receipt)))


class ReceiptFile(APIView):
    """What was sent."""

    @extend_schema(
        operation_id="receipt_file", summary="Download what was sent",
        parameters=[OpenApiParameter("place", int, description="Of several files: which one, from 0.")],
        responses={200: OpenApiTypes.BINARY, **WRONG},
    )  # fmt: skip
    def get(self, request: Request, receipt: str) -> FileResponse:
        """Byte for byte, for as long as it is kept, to who may see its rows today."""
        delivery = receipts.find(viewer_for_act(request, Act.DOWNLOAD), receipt)
        kept = files.kept(whole_viewer_of(request), delivery)
        place = receipt_pages.number(request.query_params.dict(), "place") or 0
        if place >= len(kept.files):
            raise Http404(kept.why or "This receipt has no such file.")
        found = kept.files[place]
        return FileResponse(found.path.open("rb"), as_attachment=True, filename=found.name, content_type=found.mime)
