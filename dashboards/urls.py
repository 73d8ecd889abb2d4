"""Addresses of the dashboards."""

from __future__ import annotations

from django.urls import path

from dashboards import cross_views, filter_views, saving, settings, views
from dashboards.actions import lists
from dashboards.actions import views as actions
from dashboards.actions.download import csv, file, tile_sheet
from dashboards.actions.zoning import zone
from dashboards.edits import versions
from dashboards.edits import views as editing
from dashboards.filing import views as filing

app_name = "dashboards"
urlpatterns = [
    path("", lists.home, name="home"),
    path("settings/", settings.index, name="settings"),
    path("settings/carbon/", settings.factors, name="carbon_factors"),
    path("dashboards/", lists.index, name="list"),
    path("dashboards/waiting", lists.waiting, name="waiting"),
    path("dashboards/stop", views.stop, name="stop"),
    path("dashboards/save", saving.save, name="save"),
    path("dashboards/save/new", saving.save_new, name="save_new"),
    path("dashboards/new", actions.new, name="new"),
    path("dashboards/import", filing.upload, name="upload"),
    path("dashboards/<int:number>/move", actions.move, name="move"),
    path("dashboards/<int:number>/edit/", editing.edit, name="edit"),
    path("dashboards/<int:number>/edit/do/<slug:what>/", editing.do, name="edit_do"),
    path("dashboards/<int:number>/edit/step/<slug:way>/", editing.step, name="edit_step"),
    path("dashboards/<int:number>/edit/look/", editing.look, name="edit_look"),
    path("dashboards/<int:number>/edit/bring/", editing.bring, name="edit_bring"),
    path("dashboards/<int:number>/edit/save/", editing.save, name="edit_save"),
    path("dashboards/<int:number>/edit/copy/", editing.copy, name="edit_copy"),
    path("dashboards/<int:number>/edit/discard/", editing.discard, name="edit_discard"),
    path("dashboards/<int:number>/versions/", versions.versions, name="versions"),
    path("dashboards/<int:number>/versions/<int:version>/restore/", versions.restore, name="restore"),
    path("dashboards/<int:number>/trash", saving.trash, name="trash"),
    path("dashboards/<slug:slug>/", views.page, name="page"),
    path("dashboards/<slug:slug>/file", filing.download, name="file"),
    path("dashboards/<slug:slug>/star", actions.star, name="star"),
    path("dashboards/<slug:slug>/copy", actions.copy, name="copy"),
    path("dashboards/<slug:slug>/moment", actions.moment, name="moment"),
    path("dashboards/<slug:slug>/zone", zone, name="zone"),
    path("dashboards/<slug:slug>/details", actions.details, name="details"),
    path("dashboards/<slug:slug>/tiles/<slug:name>.csv", csv, name="csv"),
    path("dashboards/<slug:slug>/tiles/<slug:name>/file", file, name="tile_file"),
    path("dashboards/<slug:slug>/tiles/<slug:name>/download", tile_sheet, name="tile_sheet"),
    path("dashboards/<slug:slug>/cross/", cross_views.cross, name="cross"),
    path("dashboards/<slug:slug>/tiles/<slug:name>/", views.tile, name="tile"),
    path("dashboards/<slug:slug>/tiles/<slug:name>/menu/", cross_views.menu, name="menu"),
    path("dashboards/<slug:slug>/filters/", filter_views.fields, name="fields"),
    path("dashboards/<slug:slug>/filters/<path:name>/explain/", filter_views.explain, name="explain"),
    path("dashboards/<slug:slug>/filters/<path:name>/control/", filter_views.control, name="control"),
]
