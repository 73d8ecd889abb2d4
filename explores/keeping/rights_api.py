"""Who may see a folder, over REST."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access import Act
from explores.keeping import folders, rights
from explores.keeping.api import OVERTAKEN, WRONG, body, viewer_for_act
from explores.keeping.refused import Refused
from explores.keeping.rights import Line
from explores.keeping.schema import RightsChange, RightsSerializer, rights_json


class FolderRights(APIView):
    """Who may see one folder."""

    @extend_schema(
        operation_id="describe_folder_rights", summary="Read who may see a folder",
        responses={200: RightsSerializer, **WRONG},
    )  # fmt: skip
    def get(self, request: Request, number: int) -> Response:
        """The list in force, and everyone it lets in."""
        return Response(rights_json(folders.find(viewer_for_act(request), number)))

    @extend_schema(
        operation_id="change_folder_rights", summary="Change who may see a folder", request=RightsChange,
        responses={200: RightsSerializer, **WRONG, **OVERTAKEN},
    )  # fmt: skip
    def put(self, request: Request, number: int) -> Response:
        """Only those in ``grants`` from now on, and admins; null: as its parent. 409 where ``seen`` is not the last."""
        viewer, data = viewer_for_act(request, Act.SAVE), body(request, "grants", "seen")
        folder, seen = folders.find(viewer, number), data.get("seen")
        if seen is not None and not isinstance(seen, str):
            raise Refused("'seen' takes the text that was read.", "seen")
        wanted = _lines(data.get("grants", ...))
        changed = rights.inherit(viewer, folder, seen) if wanted is None else rights.name(viewer, folder, wanted, seen)
        return Response(rights_json(changed))


def _lines(given: Any) -> list[Line] | None:
    """The lines that were sent. Raises Refused."""
    if given is None:
        return None
    if not isinstance(given, list) or not all(
        isinstance(each, dict) and set(each) == {"who", "level"} for each in given
    ):
        raise Refused("'grants' takes null, or a list of {who, level}.", "grants")
    return [Line(str(each["who"]), str(each["level"])) for each in given]
