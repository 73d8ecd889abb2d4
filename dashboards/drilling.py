"""The dashboards that filter on a field, for the menu of a value on the explore page."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from django.urls import reverse

from accounts.access import Act, may
from accounts.viewer import Viewer
from dashboards.library import dashboards
from dashboards.model import Filter
from explores.drill.drill_menu import Way
from explores.semantic.model import Dimension


def ways(dimension: Dimension, expression: str, viewer: Viewer) -> Iterable[Way]:
    """Each dashboard with a filter on the dimension (or on its date), set to the expression."""
    if not may(viewer, Act.SEE):
        return
    for dashboard in dashboards().values():
        found = next((each for each in dashboard.filters if _is_on(each, dimension)), None)
        if found is not None:
            page = reverse("dashboards:page", args=[dashboard.slug])
            yield Way(dashboard.title, href=f"{page}?{urlencode({found.name: expression})}")


def _is_on(each: Filter, dimension: Dimension) -> bool:
    if dimension.group is not None and each.type == "date":
        return each.field.startswith(f"{dimension.view}.{dimension.group}_")
    return each.field == dimension.id
