"""How far a person's own run is, for the page that waits for it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.access import Act, allowed_to, viewer_of
from cdp.warehouse.progress import Progress
from explores import stopping


@require_GET
@never_cache
@allowed_to(Act.EXPLORE)
def progress(request: HttpRequest, name: str) -> HttpResponse:
    """A bar and words for one's own ``run``; 204 where nothing is known of it, as of a run of somebody else."""
    found = stopping.progress(viewer_of(request).user, request.GET.get("run", ""))
    if found is None:
        return HttpResponse(status=204)
    whole = None if found.whole is None else int(found.whole)
    return render(request, "explores/_progress.html", {"whole": whole, "words": words(found)})


def words(progress: Progress) -> str:
    """``query 2 of 3, about 40 % read``.

    Of what the engine means to read, by its own estimate: few rows joined to many are read long before they are
    joined. Without an estimate nothing is said.
    """
    share = "no estimate yet" if progress.percent is None else f"about {int(progress.percent)} % read"
    queries = max(progress.query, progress.queries)
    return share if queries < 2 else f"query {max(progress.query, 1)} of {queries}, {share}"
