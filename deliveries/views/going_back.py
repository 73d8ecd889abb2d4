"""Where a page goes after a form: back to where it was pressed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme


def back(request: HttpRequest, otherwise: str) -> HttpResponse:
    """To the address in ``next`` if it is one of ours, else to the page of that name."""
    given = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(given, {request.get_host()}, require_https=request.is_secure())
    return redirect(given if safe else otherwise)
