"""The figures of one tile as a file: exactly what the tile asks on this page."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_GET

from accounts.access import Act, allowed_to
from cdp.warehouse.base import WarehouseError
from dashboards.actions.tools import asking
from dashboards.asking import answered
from dashboards.opening import asked_of, stoppable, tile_of
from explores import export
from explores.page import told
from explores.semantic.errors import SemanticError


@require_GET
@allowed_to(Act.DOWNLOAD)
def csv(request: HttpRequest, slug: str, name: str) -> HttpResponseBase:
    """CSV with full figures; ``all=1``: every row there is, not those that the tile shows."""
    asked = asked_of(request, slug)
    tile = replace(tile_of(asked.dashboard, name), compares=False)
    if request.GET.get("all") == "1":
        tile = replace(tile, query=replace(tile.query, limit=None))
    try:
        with stoppable(request, asked) as running:
            answer = answered(asking(request, tile), running).answer
    except (SemanticError, WarehouseError) as error:
        return HttpResponse(f"{tile.title}: {told(error)}", content_type="text/plain; charset=utf-8", status=400)
    response = StreamingHttpResponse(export.to_csv(answer), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response["X-Rows"] = export.rows_header(answer)
    return response
