"""Addresses of the dashboards."""

from __future__ import annotations

from django.urls import path

from dashboards import saving, views

app_name = "dashboards"
urlpatterns = [
    path("", views.home, name="home"),
    path("dashboards/", views.index, name="list"),
    path("dashboards/stop", views.stop, name="stop"),
    path("dashboards/save", saving.save, name="save"),
    path("dashboards/save/new", saving.save_new, name="save_new"),
    path("dashboards/<int:number>/trash", saving.trash, name="trash"),
    path("dashboards/<slug:slug>/", views.page, name="page"),
    path("dashboards/<slug:slug>/tiles/<slug:name>/", views.tile, name="tile"),
    path("dashboards/<slug:slug>/filters/<slug:name>/explain/", views.explain, name="explain"),
    path("dashboards/<slug:slug>/filters/<slug:name>/values/", views.values, name="values"),
]
