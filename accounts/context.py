"""What every page knows of the person before it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest

from accounts.access import ACTS, SESSION_KEY, may, viewer_of, whole_viewer_of
from accounts.models import Account, SubAccount


def person(request: HttpRequest) -> dict[str, Any]:
    """``viewer``, ``account``, ``subaccounts`` (to switch to), ``chosen_subaccount`` (or None) and ``acts``.

    ``acts`` is {"explore": True, …} by the names of ``Act``. A stranger gets nothing.
    """
    if not hasattr(request, "user") or not request.user.is_authenticated:
        return {}
    try:
        viewer = viewer_of(request)
    except Http404:
        return {}
    seen = list(SubAccount.objects.filter(pk__in=whole_viewer_of(request).subaccounts).order_by("name"))
    chosen = request.session.get(SESSION_KEY)
    return {
        "viewer": viewer,
        "account": Account.objects.get(pk=viewer.account),
        "subaccounts": seen,
        "chosen_subaccount": next((each for each in seen if each.pk == chosen), None),
        "acts": {act.name.lower(): may(viewer, act) for act in ACTS},
    }
