"""Makes the commands of this folder known: serve, stop, demo, doctor."""

from __future__ import annotations

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """How Sextant is set up and started."""

    name = "config"
