"""The room ui: all that is visual and shared."""

from __future__ import annotations

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Tokens, base templates, tags, custom elements; no models."""

    name = "ui"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the check of assets."""
        from ui import checks  # noqa: F401
