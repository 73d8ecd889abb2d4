"""Addresses of the place Ads health."""

from __future__ import annotations

from django.urls import path

from alerts.views.ads import acts, aims, calendars, digest, health, limits, log, normals, one, rule, rules, simulator

app_name = "ads"
urlpatterns = [
    path("", health.health, name="health"),
    path("rules/", rules.rules, name="rules"),
    path("rules/kill", rules.kill, name="kill"),
    path("rules/lift", rules.lift, name="lift"),
    path("rules/limits", limits.limits, name="limits"),
    path("rules/aims/<slug:of>/", aims.aims, name="aims"),
    path("rules/protected/<slug:level>/<int:number>/release", limits.release, name="release"),
    path("rules/normals/<int:number>/undo", normals.take_back, name="take_back"),
    path("rules/<slug:name>/", rule.rule, name="rule"),
    path("rules/<slug:name>/try", simulator.simulator, name="try"),
    path("calendar/", calendars.calendars, name="calendars"),
    path("calendar/new", calendars.new, name="new_calendar"),
    path("calendar/<int:number>/", calendars.change, name="calendar"),
    path("calendar/<int:number>/remove", calendars.remove, name="remove_calendar"),
    path("digest/", digest.digest, name="digest"),
    path("digest/preview", digest.preview, name="digest_preview"),
    *(path(f"digest/{what}", digest.act, {"what": what}, name=f"digest_{what}") for what in digest.ACTS),
    path("log/", log.log, name="log"),
    path("log/<int:number>/undo", log.undo, name="undo"),
    path("log/<int:number>/approve", log.approve, name="approve"),
    path("log/<int:number>/decline", log.decline, name="decline"),
    path("<slug:level>/<int:number>/", one.one, name="one"),
    path("<slug:level>/<int:number>/acts", acts.acts, name="acts"),
    path("<slug:level>/<int:number>/act", acts.act, name="act"),
]
