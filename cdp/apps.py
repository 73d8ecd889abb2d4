"""The data, in both its forms."""

from __future__ import annotations

from django.apps import AppConfig


class CdpConfig(AppConfig):
    """Room of the data."""

    name = "cdp"
    default_auto_field = "django.db.models.BigAutoField"
