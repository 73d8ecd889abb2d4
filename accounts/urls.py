"""Addresses of sign-in and of the sub-account switcher."""

from __future__ import annotations

from django.urls import include, path

from accounts import views

urlpatterns = [
    path("subaccount/", views.switch_subaccount, name="switch_subaccount"),
    path("", include("allauth.urls")),
]
