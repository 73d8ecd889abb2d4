"""Links for outsiders over REST: what the sheet can do with them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access import Act
from accounts.viewer import Viewer
from dashboards.models import SharedLink
from dashboards.sharing import links
from dashboards.sharing.links import Subject
from explores.keeping.api import WRONG, body, viewer_for_act
from explores.keeping.refused import Refused


class LinkDraft(serializers.Serializer[None]):
    """A link as it is made."""

    dashboard = serializers.CharField(help_text="revenue, or the number of one that people made.")
    filters = serializers.DictField(
        child=serializers.CharField(allow_blank=True), required=False, help_text="Left out: each at its default."
    )
    subaccounts = serializers.ListField(
        child=serializers.IntegerField(), required=False, help_text="Left out: all that the caller sees today."
    )
    days = serializers.IntegerField(required=False, min_value=1, max_value=links.MOST_DAYS, help_text="Left out: 30.")
    name = serializers.CharField(required=False, allow_blank=True, help_text="For whom.")
    origins = serializers.ListField(
        child=serializers.CharField(), required=False, help_text="Sites that may show it in a frame."
    )


class SharedLinkSerializer(serializers.Serializer[None]):
    """A link for outsiders; its address is said once, when it is made."""

    id = serializers.IntegerField()
    dashboard = serializers.CharField()
    name = serializers.CharField()
    ending = serializers.CharField(help_text="The last letters of its address.")
    filters = serializers.DictField(child=serializers.CharField())
    subaccounts = serializers.ListField(child=serializers.IntegerField())
    origins = serializers.ListField(child=serializers.CharField())
    made_by = serializers.CharField()
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    revoked_at = serializers.DateTimeField(allow_null=True)
    opened = serializers.IntegerField()
    last_opened_at = serializers.DateTimeField(allow_null=True)


class MadeLinkSerializer(SharedLinkSerializer):
    """A new link with its address."""

    url = serializers.URLField()


def link_json(link: SharedLink) -> dict[str, Any]:
    """A link as the API says it."""
    same = ("name", "ending", "origins", "created_at", "expires_at", "revoked_at", "opened", "last_opened_at")
    return {
        "id": link.pk,
        "dashboard": link.slug,
        "filters": {name: kept["value"] for name, kept in link.filters.items()},
        "subaccounts": sorted(link.subaccounts.values_list("pk", flat=True)),
        "made_by": str(link.made_by or ""),
        **{name: getattr(link, name) for name in same},
    }


class SharedLinks(APIView):
    """Links for outsiders."""

    @extend_schema(
        operation_id="list_shared_links", summary="List the links for outsiders",
        parameters=[OpenApiParameter("dashboard", str, description="Only those to this dashboard.")],
        responses={200: SharedLinkSerializer(many=True), **WRONG},
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """The newest first: the caller's own, those to dashboards they manage where one is named, for admins all."""
        viewer, slug = viewer_for_act(request, Act.LINKS), request.query_params.get("dashboard")
        about = None if slug is None else links.subject(viewer, slug)
        return Response([link_json(link) for link in links.seen(viewer, about)])

    @extend_schema(
        operation_id="create_shared_link", summary="Make a link for outsiders", request=LinkDraft,
        responses={201: MadeLinkSerializer, **WRONG},
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """A link to ``dashboard``; its ``url`` is in this answer and never again."""
        viewer = viewer_for_act(request, Act.LINKS)
        data = body(request, "dashboard", "filters", "subaccounts", "days", "name", "origins")
        about = links.subject(viewer, str(data.get("dashboard", "")))
        made = links.make(
            viewer,
            about,
            params=_filters(viewer, about, data.get("filters", {})),
            subaccounts=None if "subaccounts" not in data else _list(data, "subaccounts"),
            days=data.get("days", links.DAYS),
            name=data.get("name", ""),
            sites=[str(each) for each in _list(data, "origins")],
        )
        url = request.build_absolute_uri(reverse("sharing:page", args=[made.token]))
        return Response({**link_json(made.link), "url": url}, status=201)


class SharedLinkDetail(APIView):
    """One link."""

    @extend_schema(
        operation_id="describe_shared_link", summary="Read a link for outsiders",
        responses={200: SharedLinkSerializer, **WRONG},
    )  # fmt: skip
    def get(self, request: Request, number: int) -> Response:
        """What it shows, until when, and how often it was opened."""
        return Response(link_json(links.find(viewer_for_act(request, Act.LINKS), number)))

    @extend_schema(
        operation_id="revoke_shared_link", summary="Withdraw a link for outsiders", responses={204: None, **WRONG}
    )
    def delete(self, request: Request, number: int) -> Response:
        """It shows nothing from now on, and stays in the list."""
        viewer = viewer_for_act(request, Act.LINKS)
        links.revoke(viewer, links.find(viewer, number))
        return Response(status=204)


def _filters(viewer: Viewer, about: Subject, given: Any) -> dict[str, str]:
    """The values that were sent. Raises Refused: a filter that is misspelt must not leave the link wide open."""
    if not isinstance(given, dict) or not all(isinstance(value, str) for value in given.values()):
        raise Refused("'filters' takes an object of names and expressions.", "filters")
    known = [each.name for each in links.narrowed(viewer, about, given).filters]
    if strange := [name for name in given if name not in known]:
        raise Refused(f"This dashboard has no filter {strange[0]!r}; it has {', '.join(known) or 'none'}.", "filters")
    return given


def _list(data: dict[str, Any], name: str) -> list[Any]:
    given = data.get(name, [])
    if not isinstance(given, list):
        raise Refused(f"{name!r} takes a list.", name)
    return given
