"""The sheet "Who may see this" of a folder, and what its form does."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from accounts.access import Act, allowed_to, may_on, viewer_for, viewer_of
from accounts.models import Level, Membership, Team
from accounts.viewer import Viewer
from explores.keeping import folders, rights, seers
from explores.keeping.rights import Line
from explores.models import Folder
from explores.semantic.errors import SemanticError

BLANK_ROWS = 2  # under those that are filled in
CUSTOM, INHERITS = "custom", "inherits"


@require_GET
@allowed_to(Act.EXPLORE)
def who(request: HttpRequest, number: int) -> HttpResponse:
    """Who may see the folder, as a page of its own."""
    viewer = viewer_of(request)
    return _page(request, viewer, folders.find(viewer, number))


@require_POST
@allowed_to(Act.SAVE)
def change(request: HttpRequest, number: int) -> HttpResponse:
    """Name those who may see it (``who`` and ``level``, row by row), or let it be as its parent."""
    viewer, given = viewer_of(request), request.POST
    here = folders.find(viewer, number)
    pairs = zip(given.getlist("who"), given.getlist("level"), strict=False)
    wanted = [Line(who, level) for who, level in pairs if who]
    custom = given.get("mode") == CUSTOM
    try:
        if custom:
            rights.name(viewer, here, wanted, given.get("seen"))
        else:
            rights.inherit(viewer, here, given.get("seen"))
    except SemanticError as error:
        return _page(request, viewer, here, error=error, wanted=wanted, mode=CUSTOM if custom else INHERITS)
    messages.success(request, f"Changed who may see {here.name}.")
    return _back(viewer_for(request.user, account=viewer.account), here)


def _back(viewer: Viewer, here: Folder) -> HttpResponse:
    """To the folder; to all folders for who took themselves from the list."""
    still = may_on(viewer, Act.EXPLORE, Folder.objects.get(pk=here.pk))
    return redirect(reverse("keeping:folder", args=[here.pk]) if still else reverse("keeping:folders"))


def _page(request: HttpRequest, viewer: Viewer, here: Folder, **given: Any) -> HttpResponse:
    """A form that was refused keeps what was typed."""
    context = {"here": here, "label": folders.label_of(here, viewer), **context_of(viewer, here, **given)}
    return render(request, "explores/keeping/who.html", context, status=400 if given.get("error") else 200)


def context_of(
    viewer: Viewer,
    here: Folder,
    *,
    error: SemanticError | None = None,
    wanted: list[Line] | None = None,
    mode: str = "",
) -> dict[str, Any]:
    """What ``_who.html`` takes."""
    mine = Membership.objects.filter(account=viewer.account, user=viewer.user or 0).first()
    first = rights.lines(here) or ([Line(f"member:{mine.pk}", Level.MANAGE)] if mine else [])
    members = Membership.objects.filter(account=viewer.account).select_related("user")
    return {
        "error": error,
        "above": _above(viewer, here),
        "seers": seers.seers(here),
        "custom": (mode or (CUSTOM if here.customised else INHERITS)) == CUSTOM,
        "seen": rights.version(here),
        "rows": [*(first if wanted is None else wanted), *[Line("", Level.VIEW)] * BLANK_ROWS],
        "offered": [
            ("People", [(f"member:{each.pk}", _full(each)) for each in members.order_by("user__name", "pk")]),
            ("Teams", [(f"team:{each.pk}", each.name) for each in Team.objects.filter(account=viewer.account)]),
        ],
        "levels": Level.choices,
        "manages": here.owner_id is None and not here.is_root and may_on(viewer, Act.FOLDERS, here),
    }


def _above(viewer: Viewer, here: Folder) -> str:
    """The folder it is in, by name to who may open that."""
    parent = here.parent
    seen = parent is not None and may_on(viewer, Act.EXPLORE, parent)
    return f"As {parent.name}, the folder it is in" if parent and seen else "As the folder it is in"


def _full(member: Membership) -> str:
    user = member.user
    return f"{user.name} ({user.email})" if user.name else user.email
