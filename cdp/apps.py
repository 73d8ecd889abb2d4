"""The data, in both its forms."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_save


class CdpConfig(AppConfig):
    """Room of the data."""

    name = "cdp"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """A new sub-account counts its carbon as the others of its account do."""
        post_save.connect(_join, sender="accounts.SubAccount", dispatch_uid="carbon")


def _join(instance: Any, created: bool, **kwargs: Any) -> None:
    if created:
        from cdp import carbon

        carbon.join(instance)
