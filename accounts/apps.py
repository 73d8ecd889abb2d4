"""Accounts, people and who may see what."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Room of the people."""

    name = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
