"""Addresses of the place Alerts."""

from __future__ import annotations

from django.urls import path

from alerts.form import acting, opening, trial
from alerts.views import acts, ads_answer, answer, follows, lists, one, owner

app_name = "alerts"
ONE = "<int:number>/"
urlpatterns = [
    path("", lists.alerts, name="list"),
    path("new", opening.new, name="new"),
    path("<int:number>/edit", opening.edit, name="edit"),
    path("draw", acting.draw, name="draw"),
    path("trial", trial.trial, name="trial"),
    path("test", acting.test, name="test"),
    path("answer/<str:token>/<slug:what>", answer.answer, name="answer"),
    path("ads/answer/<str:token>/<slug:what>", ads_answer.answer, name="ads_answer"),
    path("unfollow/<str:token>", follows.leave, name="leave"),
    path(ONE, one.one, name="alert"),
    path(f"{ONE}acknowledge", acts.acknowledge, name="acknowledge"),
    path(f"{ONE}snooze", acts.snooze, name="snooze"),
    path(f"{ONE}wake", acts.wake, name="wake"),
    path(f"{ONE}not-useful", acts.not_useful, name="not_useful"),
    path(f"{ONE}pause", acts.pause, name="pause"),
    path(f"{ONE}resume", acts.resume, name="resume"),
    path(f"{ONE}copy", acts.copy, name="copy"),
    path(f"{ONE}remove", acts.remove, name="remove"),
    path(f"{ONE}restore", acts.restore, name="restore"),
    path(f"{ONE}owner", owner.owner, name="owner"),
    path(f"{ONE}follow", follows.follow, name="follow"),
    path(f"{ONE}unfollow", follows.unfollow, name="unfollow"),
]
