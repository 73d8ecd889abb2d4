"""Says at start when a dashboard's file does not fit the catalog."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register


@register()
def dashboards_fit_the_catalog(**kwargs: Any) -> list[CheckMessage]:
    """An error for each field, filter or sort that the catalog does not know."""
    # Every process registers this check and few run it: worker, beat and most commands need no parser of SQL and YAML.
    from dashboards.library import dashboards
    from dashboards.validation import faults
    from explores.catalogs import standard
    from explores.semantic.errors import SemanticError

    try:
        catalog = standard(str(settings.CATALOG_DIR or ""))
        found = [fault for dashboard in dashboards().values() for fault in faults(dashboard, catalog)]
    except SemanticError as error:
        return [Error(str(error), id="dashboards.E001")]
    return [Error(fault, id="dashboards.E002") for fault in found]
