"""A form that changes something kept: done, or refused in words, and back to a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from explores.semantic.errors import SemanticError

Done = TypeVar("Done")


def act(
    request: HttpRequest, act: Callable[[], Done], words: str | Callable[[Done], str], back: str, *, undo: str = ""
) -> HttpResponse:
    """Do it, say ``words`` of what came of it (or why not), and go ``back``.

    The form's ``next`` goes before ``back``, where that is on this site. ``undo``: the address that takes back what was
    done, by a form that says ``out``; the note then offers it.
    """
    try:
        done = act()
    except SemanticError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, words if isinstance(words, str) else words(done), extra_tags=undo)
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return redirect(wanted if safe else back)
