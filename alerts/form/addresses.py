"""The ways to the page: what an address names, and the filters in force there."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, QueryDict

from accounts.rows import number_of
from accounts.viewer import Viewer
from deliveries.content import of_page
from deliveries.content.subject import Kind, Subject

CONTENT = "content"  # in the address: tile:automation/left, look:7, explore:business


def subject_of(params: QueryDict) -> Subject:
    """What the address is about. Raises Http404."""
    kind, _, name = params.get(CONTENT, "")[:300].partition(":")
    if kind == Kind.TILE and name.count("/") == 1:
        slug, tile = name.split("/")
        if slug and tile:
            return Subject(Kind.TILE, slug=slug, tile=tile)
    if kind == Kind.LOOK and (number := number_of(name)):
        return Subject(Kind.LOOK, look=number)
    if kind == Kind.EXPLORE and name:
        return Subject(Kind.EXPLORE, explore=name, query=_query(params))
    raise Http404("This address names nothing that could be watched.")


def _query(params: QueryDict) -> str:
    pairs = [(key, value) for key, values in params.lists() for value in values if key != CONTENT]
    return urlencode(pairs) or "fields="


def values_of(viewer: Viewer, subject: Subject, params: QueryDict) -> dict[str, str]:
    """The filters of the page that the tile is on, as the address sets them. Raises Http404."""
    return of_page.values(viewer, subject.slug, params) if subject.slug else {}
