"""The room connectors."""

from __future__ import annotations

from django.apps import AppConfig


class ConnectorsConfig(AppConfig):
    """Room connectors."""

    name = "connectors"
    default_auto_field = "django.db.models.BigAutoField"
