"""Addresses of the pages and the API."""

from __future__ import annotations

from django.urls import include, path

from config import views

urlpatterns = [
    path("health/live", views.live),
    path("health/ready", views.ready),
    path("health/deliveries", views.deliveries),
    path("health/line", views.line, name="health_line"),
    path("api/", include("config.api")),
    path("accounts/", include("accounts.urls")),
    path("explore/", include("explores.urls")),
    path("deliveries/", include("deliveries.urls")),
    path("alerts/", include("alerts.urls")),
    path("ads/", include("alerts.ads_urls")),
    path("ui/", include("ui.urls")),
    path("", include("deliveries.sheet.urls")),
    path("", include("deliveries.downloads.urls")),
    path("", include("explores.keeping.urls")),
    path("", include("dashboards.sharing.urls")),
    path("", include("dashboards.urls")),
]
