"""Addresses of the pages and the API."""

from __future__ import annotations

from django.urls import include, path

from accounts.api import token
from config import health

urlpatterns = [
    path("health/live", health.live),
    path("health/ready", health.ready),
    path("api/v1/token", token, name="api_token"),
    path("accounts/", include("accounts.urls")),
    path("ui/", include("ui.urls")),
]
