"""Addresses of the schedule sheet."""

from __future__ import annotations

from django.urls import path

from deliveries.sheet import acting, opening, parts

app_name = "schedule"
urlpatterns = [
    path("schedules/new/", opening.choose, name="new"),
    path("schedules/new/dashboards/<slug:slug>/", opening.dashboard, name="dashboard"),
    path("schedules/new/dashboards/<slug:slug>/tiles/<slug:name>/", opening.tile, name="tile"),
    path("schedules/new/looks/<int:number>/", opening.look, name="look"),
    path("schedules/new/explore/<slug:name>/", opening.explore, name="explore"),
    path("schedules/new/ads/", opening.ads, name="ads"),
    path("schedules/draw", acting.draw, name="draw"),
    path("schedules/save", acting.save, name="save"),
    path("schedules/test", acting.test, name="test"),
    path("schedules/preview", parts.preview, name="preview"),
    path("schedules/filter", parts.filter_, name="filter"),
    path("schedules/left", parts.left, name="left"),
    path("schedules/<int:number>/", opening.edit, name="edit"),
    path("schedules/<int:number>/act", acting.act, name="act"),
]
