"""Says at start when a dashboard's file does not fit the catalog."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from dashboards.library import dashboards
from dashboards.validation import faults
from explores.catalogs import standard
from explores.semantic.errors import SemanticError


@register()
def dashboards_fit_the_catalog(**kwargs: Any) -> list[CheckMessage]:
    """An error for each field, filter or sort that the catalog does not know."""
    try:
        catalog = standard(str(settings.CATALOG_DIR or ""))
        found = [fault for dashboard in dashboards().values() for fault in faults(dashboard, catalog)]
    except SemanticError as error:
        return [Error(str(error), id="dashboards.E001")]
    return [Error(fault, id="dashboards.E002") for fault in found]
