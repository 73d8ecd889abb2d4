"""The room explores."""

from __future__ import annotations

from django.apps import AppConfig


class ExploresConfig(AppConfig):
    """Room explores."""

    name = "explores"
    default_auto_field = "django.db.models.BigAutoField"
