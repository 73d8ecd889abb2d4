"""Addresses of the room ui."""

from __future__ import annotations

from django.urls import path

from ui import views

app_name = "ui"
urlpatterns = [
    path("", views.style_guide, name="style_guide"),
    path("theme", views.set_theme, name="theme"),
]
