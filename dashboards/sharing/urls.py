"""Addresses of shared dashboards: those for outsiders are open to who holds a token."""

from __future__ import annotations

from django.urls import path

from dashboards.sharing import sheet, views

app_name = "sharing"
urlpatterns = [
    path("s/<str:token>/", views.page, name="page"),
    path("s/<str:token>/tiles/<slug:name>/", views.tile, name="tile"),
    path("links/", sheet.index, name="links"),
    path("links/<int:number>/revoke", sheet.revoke, name="revoke"),
    path("dashboards/<slug:slug>/share/", sheet.share, name="share"),
    path("dashboards/<slug:slug>/share/new", sheet.new, name="new"),
]
