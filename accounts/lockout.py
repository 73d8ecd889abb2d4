"""What happens after too many wrong passwords: django-axes counts, and these say so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from axes.helpers import get_cool_off
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render


def address_of(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str | None:
    """The address under which attempts are counted, one for all spellings; it need not be known here."""
    given = credentials or {}
    address = given.get("email") or given.get("username") or request.POST.get("login")
    return str(address).strip().lower() if address else None


def locked_out(
    request: HttpRequest, response: HttpResponse | None, credentials: Mapping[str, Any] | None
) -> HttpResponse:
    """The answer to an address that is locked, the same whether it is known or not."""
    minutes = int((get_cool_off(request).total_seconds() + 59) // 60)
    words = f"Too many wrong passwords. Wait {minutes} minutes, or ask an admin to let you in."
    if request.path.startswith("/api/"):
        return JsonResponse({"detail": words}, status=429)
    return render(request, "account/locked_out.html", {"minutes": minutes}, status=429)
