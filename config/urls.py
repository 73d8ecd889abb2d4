"""Addresses of the pages and the API."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("accounts.urls")),
    path("ui/", include("ui.urls")),
]
