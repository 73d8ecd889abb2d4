"""What dashboards keep in PostgreSQL."""

from __future__ import annotations

from dashboards.models.drafts import DashboardDraft
from dashboards.models.pages import Dashboard, DashboardVersion
from dashboards.models.people import Favourite, Visit
from dashboards.models.shared import SharedLink

__all__ = ["Dashboard", "DashboardDraft", "DashboardVersion", "Favourite", "SharedLink", "Visit"]
