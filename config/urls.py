"""Addresses of the pages and the API."""

from __future__ import annotations

from django.urls import include, path

from config import health

urlpatterns = [
    path("health/live", health.live),
    path("health/ready", health.ready),
    path("api/", include("config.api")),
    path("accounts/", include("accounts.urls")),
    path("explore/", include("explores.urls")),
    path("ui/", include("ui.urls")),
    path("", include("dashboards.urls")),
]
