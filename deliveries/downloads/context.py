"""Whether a page is to ask after downloads: remembered in the session, so that nobody else's pages ask anything."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

FLAG = "downloads"


def begin(request: HttpRequest) -> None:
    """This person waits for a file."""
    request.session[FLAG] = True


def end(request: HttpRequest) -> None:
    """There is nothing left that they were not told of."""
    request.session.pop(FLAG, None)


def under_way(request: HttpRequest) -> dict[str, str]:
    """Context processor: ``under_way`` is where a page asks after downloads, for who waits for one."""
    waits = hasattr(request, "session") and request.session.get(FLAG)
    return {"under_way": reverse("downloads:notice")} if waits else {}
