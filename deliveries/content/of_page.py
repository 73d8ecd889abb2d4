"""What the address of a dashboard says, as a schedule or a download keeps it."""

from __future__ import annotations

from django.http import QueryDict

from accounts.viewer import Viewer
from dashboards import added, filters, opening, zones
from explores.runner import catalog_for


def values(viewer: Viewer, slug: str, params: QueryDict) -> dict[str, str]:
    """Of the dashboard's filters, those that the address sets; with the filters that it adds, and its zone. Raises
    Http404 for a dashboard that is not there."""
    dashboard = added.with_added(opening.found(viewer, slug), params, catalog_for(viewer))
    dashboard = zones.in_zone(dashboard, params.get(zones.ZONE, ""))
    told = filters.params_of(dashboard, filters.values_of(dashboard, {name: params.get(name, "") for name in params}))
    return {name: value for name, value in told if name not in (filters.HIDE, filters.TAB)}
