"""The room ui."""

from __future__ import annotations

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Room ui."""

    name = "ui"
    default_auto_field = "django.db.models.BigAutoField"
