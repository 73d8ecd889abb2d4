"""Addresses of explores."""

from __future__ import annotations

from django.urls import path, re_path

from explores import progress, views
from explores.custom_fields import custom_views, typing_views
from explores.downloading import views as downloading
from explores.drill import action_views, drill_views
from explores.keeping.views import saving
from explores.merging import views as merging

app_name = "explores"
FORMS = "csv|txt|json|html|md|xlsx|parquet"
urlpatterns = [
    path("", views.index, name="index"),
    path("merge/", merging.merge, name="merge"),
    path("merge/result", merging.result, name="merge_result"),
    path("merge/match", merging.match, name="merge_match"),
    path("merge/column", merging.column_menu, name="merge_column"),
    path("merge/file", downloading.merged, name="merge_file"),
    path("merge/download", downloading.merged_sheet, name="merge_sheet"),
    re_path(rf"^merge\.(?P<form>{FORMS})$", downloading.merged, name="merge_download"),
    re_path(rf"^(?P<name>[\w-]+)\.(?P<form>{FORMS})$", downloading.download, name="download"),
    path("<slug:name>/", views.explore, name="explore"),
    path("<slug:name>/file", downloading.download, name="download_file"),
    path("<slug:name>/download", downloading.download_sheet, name="download_sheet"),
    path("<slug:name>/result", views.result, name="result"),
    path("<slug:name>/stop", views.stop, name="stop"),
    path("<slug:name>/progress", progress.progress, name="progress"),
    path("<slug:name>/sql", views.sql, name="sql"),
    path("<slug:name>/filter", views.filter_editor, name="filter"),
    path("<slug:name>/column", views.column_menu, name="column"),
    path("<slug:name>/values", typing_views.values, name="values"),
    path("<slug:name>/drill", drill_views.drill_menu, name="drill"),
    path("<slug:name>/drilled", drill_views.drilled, name="drilled"),
    path("<slug:name>/action", action_views.action, name="action"),
    path("<slug:name>/explained", drill_views.explained, name="explained"),
    path("<slug:name>/where", typing_views.where, name="where"),
    path("<slug:name>/menu", custom_views.field_menu, name="menu"),
    path("<slug:name>/custom", custom_views.section, name="custom"),
    path("<slug:name>/custom/form", custom_views.form, name="custom-form"),
    path("<slug:name>/custom/check", custom_views.check, name="custom-check"),
    path("<slug:name>/custom/save", custom_views.save, name="custom-save"),
    path("<slug:name>/field", views.field_info, name="field"),
    path("<slug:name>/save", saving.save, name="save"),
    path("<slug:name>/share", saving.share, name="share"),
    path("<slug:name>/code", saving.code, name="code"),
    path("<slug:name>/embed", saving.embed, name="embed"),
]
