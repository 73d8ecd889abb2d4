"""The save sheet: one form for each way to save, and how a form is answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from accounts.viewer import Viewer
from explores.keeping import folders
from explores.keeping.opened import Opened
from explores.keeping.refused import Overtaken
from explores.keeping.targets import TARGETS
from explores.semantic.errors import SemanticError
from explores.semantic.model import Explore


def sheet(
    request: HttpRequest,
    viewer: Viewer,
    explore: Explore,
    given: Mapping[str, str],
    *,
    opened: Opened | None = None,
    error: SemanticError | None = None,
) -> HttpResponse:
    """The sheet over the query in ``given``; with an error, what was filled in stays, and the answer is a 4xx."""
    places = [place for place in folders.places(viewer) if place.open]
    first = "update" if opened and opened.may_save else "look"
    overtaken = isinstance(error, Overtaken)
    context: dict[str, Any] = {
        "explore": explore,
        "query": given.get("query", ""),
        "name": given.get("name", given.get("title", "")),
        "description": given.get("description", ""),
        "tile": given.get("tile", given.get("title", "")),
        "kind": given.get("kind", ""),
        "dashboard": given.get("dashboard", ""),
        "kept_name": given.get("name", opened.look.name if opened else ""),
        "kept_description": given.get("description", opened.look.description if opened else ""),
        "opened": opened if opened and opened.may_save and not overtaken else None,
        "place": "look" if overtaken else given.get("place") or first,
        "places": places,
        "folder": given.get("folder")
        or str(opened.look.folder_id if opened else places[0].folder.pk if places else ""),
        "targets": [(target, target.form, target.form.context(viewer)) for target in TARGETS],
        "error": error,
        "overtaken": error.newest if isinstance(error, Overtaken) else None,
    }
    return render(request, "explores/keeping/_save.html", context, status=409 if overtaken else 400 if error else 200)


def saved(words: str, address: str, *, view: bool, look: str = "") -> JsonResponse:
    """What the page does next: go there (``view``), or say ``words`` and go on, as the Look ``look`` if it is one."""
    return JsonResponse({"go": address} if view else {"said": words, "url": address, "look": look})
