"""The room dashboards."""

from __future__ import annotations

from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    """Room dashboards."""

    name = "dashboards"
    default_auto_field = "django.db.models.BigAutoField"
