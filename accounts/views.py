"""The sub-account switcher; sign-in itself is django-allauth's."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from accounts.access import SESSION_KEY, NoAccess, viewer_for


@login_required
@require_POST
def switch_subaccount(request: HttpRequest) -> HttpResponse:
    """Look at one sub-account (field ``subaccount``: its id), or at all one may see (empty). Back to ``next``."""
    wanted = request.POST.get("subaccount", "")
    if not wanted:
        request.session.pop(SESSION_KEY, None)
    else:
        request.session[SESSION_KEY] = _allowed(request, wanted)
    back = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if safe else "/")


def _allowed(request: HttpRequest, wanted: str) -> int:
    try:
        subaccount = int(wanted)
        viewer_for(request.user, subaccount=subaccount)
    except (ValueError, NoAccess) as error:
        raise Http404 from error
    return subaccount
