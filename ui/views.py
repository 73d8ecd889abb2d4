"""The choice of theme, and the style guide."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from ui.context import THEME_COOKIE
from ui.tokens import THEMES

YEAR = 365 * 24 * 3600


@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Keep this browser's theme ("light", "dark", anything else: the system's) and go back to the page."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    response = HttpResponseRedirect(back)
    theme = request.POST.get("theme", "")
    if theme in THEMES:
        response.set_cookie(
            THEME_COOKIE, theme, max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure()
        )
    else:
        response.delete_cookie(THEME_COOKIE, samesite="Lax")
    return response


@require_GET
def style_guide(request: HttpRequest) -> HttpResponse:
    """Every part on one page, for those who build pages."""
    if not (settings.DEBUG or getattr(request.user, "is_staff", False)):
        raise Http404("The style guide is for staff.")
    return render(request, "ui/style_guide.html", {"steps": range(1, 10)})
