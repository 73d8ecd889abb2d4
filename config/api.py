"""The REST API: its addresses, its description, and the one shape of its errors."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler

from accounts.api import token
from accounts.team_api import TeamDetail, TeamList
from cdp.warehouse.base import NothingPublished, QueryTimeout, QueryTooLarge, WarehouseError
from dashboards.api import DashboardDetail, DashboardList, DashboardTile
from dashboards.sharing.api import SharedLinkDetail, SharedLinks
from explores.api import ExploreDetail, ExploreList, ExploreQuery
from explores.keeping import api as keeping
from explores.keeping.rights_api import FolderRights
from explores.page import told
from explores.semantic.errors import SemanticError

urlpatterns = [
    path("v1/token", token, name="api_token"),
    path("v1/teams", TeamList.as_view(), name="api_teams"),
    path("v1/teams/<int:number>", TeamDetail.as_view(), name="api_team"),
    path("v1/explores", ExploreList.as_view(), name="api_explores"),
    path("v1/explores/<str:name>", ExploreDetail.as_view(), name="api_explore"),
    path("v1/explores/<str:name>/query", ExploreQuery.as_view(), name="api_query"),
    path("v1/folders", keeping.FolderList.as_view(), name="api_folders"),
    path("v1/folders/<int:number>", keeping.FolderDetail.as_view(), name="api_folder"),
    path("v1/folders/<int:number>/rights", FolderRights.as_view(), name="api_folder_rights"),
    path("v1/looks", keeping.LookList.as_view(), name="api_looks"),
    path("v1/looks/<int:number>", keeping.LookDetail.as_view(), name="api_look"),
    path("v1/looks/<int:number>/restore", keeping.LookOut.as_view(), name="api_look_out"),
    path("v1/looks/<int:number>/versions", keeping.LookVersions.as_view(), name="api_look_versions"),
    path("v1/looks/<int:number>/run", keeping.LookRun.as_view(), name="api_look_run"),
    path("v1/dashboards", DashboardList.as_view(), name="api_dashboards"),
    path("v1/dashboards/<slug:slug>", DashboardDetail.as_view(), name="api_dashboard"),
    path("v1/dashboards/<slug:slug>/tiles/<slug:name>", DashboardTile.as_view(), name="api_tile"),
    path("v1/shared-links", SharedLinks.as_view(), name="api_shared_links"),
    path("v1/shared-links/<int:number>", SharedLinkDetail.as_view(), name="api_shared_link"),
    path("v1/links", keeping.ShortLinks.as_view(), name="api_links"),
    path("v1/", include("deliveries.api.urls")),
    path("v1/", include("alerts.api.urls")),
    path("schema/", SpectacularAPIView.as_view(), name="api_schema"),
    path(
        "docs/",
        SpectacularSwaggerSplitView.as_view(url_name="api_schema", template_name="explores/api_docs.html"),
        name="api_docs",
    ),
]

_KEEPING = {"not_allowed": 403, "overtaken": 409, "in_use": 409, "not_ready": 409, "too_many": 429}
_WAREHOUSE = {
    QueryTimeout: (504, "query_timeout"),
    QueryTooLarge: (507, "query_too_large"),
    NothingPublished: (409, "nothing_published"),
}


def on_error(error: Exception, context: dict[str, Any]) -> Response | None:
    """Every error as {code, message, field, suggestion}; None for what is a fault of ours, which is then a 500."""
    if isinstance(error, SemanticError):
        return Response(error.to_json(), status=_KEEPING.get(error.code, 400))
    if isinstance(error, WarehouseError):
        status, code = _WAREHOUSE.get(type(error), (503, "warehouse_error"))
        return Response(_problem(code, told(error)), status=status)
    if isinstance(error, RequestDataTooBig):
        return Response(_problem("too_large", "The request is larger than this API reads."), status=413)
    response = exception_handler(error, context)
    if response is not None:
        response.data = _of_framework(error, response)
    return response


def _of_framework(error: Exception, response: Response) -> dict[str, str | None]:
    """An error that the framework found: sign-in, rights, an address, JSON that is none, a missing field."""
    if isinstance(error, ValidationError) and isinstance(error.detail, dict):
        field, details = next(iter(error.detail.items()))
        return _problem("invalid", str(details[0] if isinstance(details, list) else details), str(field))
    code = error.get_codes() if isinstance(error, APIException) else None
    detail = response.data.get("detail") if isinstance(response.data, dict) else None
    # A page that is not there may have said in its own words which is near.
    said = str(error) if not isinstance(error, APIException) and str(error) else detail or "Invalid request."
    return _problem(
        code if isinstance(code, str) else {403: "forbidden", 404: "not_found"}.get(response.status_code, "invalid"),
        str(said),
    )


def _problem(code: str, message: str, field: str | None = None) -> dict[str, str | None]:
    return {"code": code, "message": message, "field": field, "suggestion": None}
