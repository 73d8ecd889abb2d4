"""Addresses of downloads that are made in the background."""

from __future__ import annotations

from django.urls import path

from deliveries.downloads import asking, mine

app_name = "downloads"
urlpatterns = [
    path("downloads/", mine.index, name="index"),
    path("downloads/picture", asking.picture, name="picture"),
    path("downloads/notice", mine.notice, name="notice"),
    path("downloads/dismiss", mine.dismiss, name="dismiss"),
    path("downloads/<uuid:uid>/", mine.state, name="state"),
    path("downloads/<uuid:uid>/file", mine.file, name="file"),
    path("downloads/<uuid:uid>/retry", mine.retry, name="retry"),
    path("dashboards/<slug:slug>/download", asking.dashboard, name="dashboard"),
]
