"""What can be taken away from a receipt: its files, and itself as a document."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from accounts.access import Act, allowed_to, viewer_of, whole_viewer_of
from deliveries import receipts
from deliveries.receipts import files
from deliveries.receipts.document import document as written


@require_GET
@allowed_to(Act.DOWNLOAD)
def file(request: HttpRequest, receipt: str, place: int) -> FileResponse:
    """One of its files as it was sent, for as long as it is kept."""
    delivery = receipts.find(viewer_of(request), receipt)
    kept = files.kept(whole_viewer_of(request), delivery)
    if place >= len(kept.files):
        raise Http404(kept.why or "This receipt has no such file.")
    found = kept.files[place]
    return FileResponse(found.path.open("rb"), as_attachment=True, filename=found.name, content_type=found.mime)


@require_GET
@allowed_to(Act.SEE)
def document(request: HttpRequest, receipt: str) -> JsonResponse:
    """The receipt as JSON."""
    delivery = receipts.find(viewer_of(request), receipt)
    response = JsonResponse(written(delivery), json_dumps_params={"indent": 2, "ensure_ascii": False})
    response["Content-Disposition"] = f'attachment; filename="{delivery.number}.json"'
    return response
