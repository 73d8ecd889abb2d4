"""Makes the commands of this folder known: serve, stop, demo, doctor."""

from __future__ import annotations

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """How Sextant is set up and started."""

    name = "config"

    def ready(self) -> None:
        """Tasks of every process go to our queue: without the app Celery would look for another broker."""
        from config import celery  # noqa: F401
