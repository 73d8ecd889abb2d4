"""Schedules as the API describes and says them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rest_framework import serializers

from deliveries import cadence
from deliveries.api import drafts
from deliveries.content.subject import Kind as Content
from deliveries.formats import FORMATS
from deliveries.models import CatchUp, Gate, Kind, Schedule
from deliveries.schedules import saving
from explores.api import ProblemSerializer


class ContentSerializer(serializers.Serializer[None]):
    """What is sent: ``slug`` of a dashboard, ``slug`` and ``tile``, ``look``, or ``explore`` and ``query``; the digest
    of ``ads`` takes nothing more."""

    kind = serializers.ChoiceField(choices=[str(each) for each in Content])
    slug = serializers.CharField(required=False, help_text="automation, or the number of one that people made.")
    tile = serializers.CharField(required=False)
    look = serializers.IntegerField(required=False)
    explore = serializers.CharField(required=False)
    query = serializers.CharField(required=False, help_text="What stands behind the question mark of its address.")


class RecurrenceSerializer(serializers.Serializer[None]):
    """When. Which fields count depends on ``kind``: docs/schedules.md."""

    kind = serializers.ChoiceField(choices=[str(each) for each in cadence.Kind])
    zone = serializers.CharField(help_text="Europe/Paris")
    every = serializers.IntegerField(required=False, help_text="Minutes or hours.")
    at = serializers.CharField(required=False, help_text="07:30")
    start = serializers.CharField(required=False, help_text="07:30")
    end = serializers.CharField(required=False, help_text="07:30; 00:00 is midnight.")
    weekdays = serializers.ListField(child=serializers.IntegerField(), required=False, help_text="0 is Monday.")
    days = serializers.ListField(child=serializers.IntegerField(), required=False, help_text="-1: the last.")
    months = serializers.ListField(child=serializers.IntegerField(), required=False)
    on = serializers.DateField(required=False)


class TargetSerializer(serializers.Serializer[None]):
    """One way out: ``recipients`` of mail, else a saved ``destination``."""

    id = serializers.IntegerField(
        required=False, allow_null=True, help_text="Of a target that stays, with its history."
    )
    kind = serializers.ChoiceField(choices=Kind.choices)
    format = serializers.ChoiceField(choices=list(FORMATS))
    destination = serializers.IntegerField(required=False, allow_null=True)
    recipients = serializers.ListField(child=serializers.EmailField(), required=False)
    options = serializers.DictField(
        required=False,
        help_text="paper: {size, landscape, expand_tables, single_column, wide}; displayed, formatted of data.",
    )


class OptionsSerializer(serializers.Serializer[None]):
    """How. All may be left out."""

    message = serializers.CharField(required=False, allow_blank=True)
    only = serializers.ChoiceField(choices=["", "results", "no_results"], required=False)
    changed = serializers.BooleanField(required=False, help_text="Only if the figures differ from the last ones sent.")
    own_rows = serializers.BooleanField(required=False, help_text="Each recipient gets the rows that they may see.")
    all_rows = serializers.BooleanField(required=False)
    limit = serializers.IntegerField(required=False, help_text="Rows of a file; 0: as all_rows says.")
    link = serializers.BooleanField(required=False)
    zipped = serializers.BooleanField(required=False)
    foresee = serializers.BooleanField(required=False, help_text="Warn the owner ahead of a slot that would go wrong.")
    fresh_minutes = serializers.IntegerField(required=False, help_text="Older data are stale, for the gate.")
    wait_minutes = serializers.IntegerField(required=False, help_text="How long a slot waits for fresh data.")


class ScheduleDraft(serializers.Serializer[None]):
    """A schedule as it is made."""

    content = ContentSerializer()
    name = serializers.CharField(required=False, allow_blank=True, help_text="Left out: of the content and when.")
    filters = serializers.DictField(child=serializers.CharField(allow_blank=True), required=False)
    recurrence = RecurrenceSerializer()
    targets = TargetSerializer(many=True)
    options = OptionsSerializer(required=False)
    catch_up = serializers.ChoiceField(choices=CatchUp.choices, required=False)
    gate = serializers.ChoiceField(choices=Gate.choices, required=False)
    password = serializers.CharField(
        required=False, allow_null=True, write_only=True, help_text="Of ZIP files; left out: as it is; empty: none."
    )


class ScheduleChange(ScheduleDraft):
    """What replaces it: all of it."""

    version = serializers.IntegerField(help_text="The version that was read.")


class ScheduleSerializer(ScheduleDraft):
    """A schedule."""

    id = serializers.IntegerField()
    version = serializers.IntegerField()
    about = serializers.CharField(help_text="dashboard:automation")
    words = serializers.CharField(help_text="When, in words.")
    owner = serializers.EmailField(allow_null=True)
    subaccounts = serializers.ListField(child=serializers.IntegerField())
    password_set = serializers.BooleanField()
    next_at = serializers.DateTimeField(allow_null=True)
    paused_at = serializers.DateTimeField(allow_null=True)
    paused_by = serializers.EmailField(allow_null=True)
    paused_why = serializers.CharField()
    created_at = serializers.DateTimeField()
    changed_at = serializers.DateTimeField()


class RunSerializer(serializers.Serializer[None]):
    """One coming run."""

    at = serializers.DateTimeField(help_text="UTC.")
    local = serializers.DateTimeField(help_text="By the clocks of its zone.")


class UpcomingSerializer(serializers.Serializer[None]):
    """The next ten runs."""

    words = serializers.CharField()
    clock_words = serializers.CharField(help_text="What clock changes do to it; empty if nothing.")
    upcoming = RunSerializer(many=True)


class PreviewSerializer(UpcomingSerializer):
    """What a draft would be. ``name`` is the one that it gets by itself; the problems keep it from being saved."""

    name = serializers.CharField()
    problems = ProblemSerializer(many=True)


class NewOwner(serializers.Serializer[None]):
    """To whom it is given."""

    owner = serializers.EmailField()


def schedule_json(schedule: Schedule) -> dict[str, Any]:
    """A schedule as the API says it: never a password."""
    found = saving.draft_of(schedule)
    same = ("version", "about", "next_at", "paused_at", "paused_why", "created_at", "changed_at")
    return {
        "id": schedule.pk,
        **drafts.to_json(found),
        "words": cadence.words(found.recurrence),
        "owner": schedule.owner.email if schedule.owner else None,
        "subaccounts": sorted(each.pk for each in schedule.subaccounts.all()),
        "password_set": bool(schedule.sealed),
        "paused_by": schedule.paused_by.email if schedule.paused_by else None,
        **{name: getattr(schedule, name) for name in same},
    }


def upcoming_json(recurrence: cadence.Recurrence, now: datetime) -> dict[str, Any]:
    """The next ten runs, none of a refresh, which no clock decides."""
    zone = ZoneInfo(recurrence.zone)
    runs = cadence.upcoming(recurrence, now)
    return {
        "words": cadence.words(recurrence),
        "clock_words": cadence.clock_words(recurrence, now),
        "upcoming": [{"at": each, "local": each.astimezone(zone)} for each in runs],
    }
