"""Addresses of sign-in, of the sub-account switcher, and of the people of an account."""

from __future__ import annotations

from django.urls import include, path

from accounts import people, team_views, views

urlpatterns = [
    path("subaccount/", views.switch_subaccount, name="switch_subaccount"),
    path("people/", people.index, name="people"),
    path("people/<int:number>/", people.attributes, name="people_attributes"),
    path("people/teams/new", team_views.new, name="new_team"),
    path("people/teams/<int:number>/", team_views.team, name="team"),
    path("people/teams/<int:number>/delete", team_views.delete, name="delete_team"),
    path("", include("allauth.urls")),
]
