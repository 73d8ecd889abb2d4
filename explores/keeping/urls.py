"""Addresses of what is kept."""

from __future__ import annotations

from django.urls import path

from explores.keeping.views import folders, looks, rights

app_name = "keeping"
urlpatterns = [
    path("folders/", folders.index, name="folders"),
    path("folders/trash/", folders.trash, name="trash"),
    path("folders/trash/erase", folders.erase, name="erase"),
    path("folders/<int:number>/", folders.folder, name="folder"),
    path("folders/<int:number>/new", folders.make, name="make_folder"),
    path("folders/<int:number>/change", folders.change, name="change_folder"),
    path("folders/<int:number>/delete", folders.delete, name="delete_folder"),
    path("folders/<int:number>/who/", rights.who, name="who"),
    path("folders/<int:number>/who/change", rights.change, name="change_who"),
    path("looks/<int:number>/", looks.look, name="look"),
    path("looks/<int:number>/trash", looks.trash, name="trash_look"),
    path("looks/<int:number>/versions/", looks.versions, name="versions"),
    path("looks/<int:number>/versions/<int:version>/", looks.version, name="version"),
    path("looks/<int:number>/versions/<int:version>/restore", looks.restore, name="restore"),
    path("x/<slug:slug>", looks.short, name="short"),
]
