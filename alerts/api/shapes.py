"""Alerts as the API describes and says them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from alerts.api import drafts
from alerts.keeping import saving
from alerts.models import Alert, Answer, Check, Phase, What
from alerts.rules.condition import Op
from alerts.rules.rule import Join, Kind
from deliveries import cadence
from deliveries.api.schedule_shapes import ContentSerializer, RecurrenceSerializer, TargetSerializer


class ConditionSerializer(serializers.Serializer[None]):
    """One condition on one figure."""

    field = serializers.CharField(help_text="A figure of the question: emails.hard_bounce_rate.")
    op = serializers.ChoiceField(choices=[str(each) for each in Op])
    value = serializers.CharField(required=False, help_text="In the field's own unit: 0.002 is 0.2 %.")
    upper = serializers.CharField(required=False, help_text="The end of a range; both ends belong to it.")
    percent = serializers.BooleanField(required=False, help_text="Of a change: in percent of the figure before.")


class VolumeSerializer(serializers.Serializer[None]):
    """A row with less is not judged."""

    field = serializers.CharField()
    least = serializers.CharField()


class RuleSerializer(serializers.Serializer[None]):
    """What is watched: docs/alerts.md."""

    kind = serializers.ChoiceField(choices=[str(each) for each in Kind])
    conditions = ConditionSerializer(many=True)
    join = serializers.ChoiceField(choices=[str(each) for each in Join], required=False)
    time = serializers.CharField(required=False, help_text="The date of a series: emails.occurred_date.")
    categories = serializers.ListField(child=serializers.CharField(), required=False)
    volume = VolumeSerializer(required=False, allow_null=True)
    in_a_row = serializers.IntegerField(required=False, help_text="Breaches that it takes, 1 to 60.")
    running = serializers.BooleanField(required=False, help_text="Also judge the day that is not over.")
    own = serializers.ListField(
        child=serializers.ListField(child=serializers.CharField()), required=False,
        help_text="Thresholds of their own: the values that name the row, then the threshold.",
    )  # fmt: skip


class PolicySerializer(serializers.Serializer[None]):
    """How it behaves. All may be left out."""

    repeat = serializers.BooleanField(required=False, help_text="Tell of each new breach, also before it was fine.")
    recovery = serializers.BooleanField(required=False, help_text="Tell when it is fine again.")
    remind_hours = serializers.IntegerField(required=False, allow_null=True)
    quiet = serializers.DictField(
        required=False, allow_null=True, help_text="{start: 22:00, end: 07:00, zone, weekdays: [5, 6]}"
    )


class AlertTrial(serializers.Serializer[None]):
    """What is tried on the past."""

    content = ContentSerializer()
    filters = serializers.DictField(child=serializers.CharField(allow_blank=True), required=False)
    rule = RuleSerializer()
    policy = PolicySerializer(required=False)
    recurrence = RecurrenceSerializer()
    days = serializers.IntegerField(required=False, help_text="1 to 1098; 90 by default.")


class AlertDraft(serializers.Serializer[None]):
    """An alert as it is made."""

    content = ContentSerializer()
    filters = serializers.DictField(child=serializers.CharField(allow_blank=True), required=False)
    rule = RuleSerializer()
    policy = PolicySerializer(required=False)
    recurrence = RecurrenceSerializer()
    targets = TargetSerializer(many=True)
    name = serializers.CharField(required=False, allow_blank=True, help_text="Left out: the rule in words.")
    note = serializers.CharField(required=False, allow_blank=True)


class AlertChange(AlertDraft):
    """What replaces it: all of it."""

    version = serializers.IntegerField(help_text="The version that was read.")


class AlertSerializer(AlertDraft):
    """An alert."""

    id = serializers.IntegerField()
    version = serializers.IntegerField()
    rule_version = serializers.IntegerField()
    about = serializers.CharField(help_text="tile:automation/left")
    words = serializers.CharField(help_text="When it is checked, in words.")
    phase = serializers.ChoiceField(choices=Phase.choices)
    since = serializers.DateTimeField(allow_null=True)
    late = serializers.CharField(help_text="Why the last check did not judge.")
    unsynced = serializers.CharField(help_text="Why the kept question is asked, and not that of the content.")
    snoozed_until = serializers.DateTimeField(allow_null=True)
    owner = serializers.EmailField(allow_null=True)
    subaccounts = serializers.ListField(child=serializers.IntegerField())
    checked_at = serializers.DateTimeField(allow_null=True)
    next_at = serializers.DateTimeField(allow_null=True)
    paused_at = serializers.DateTimeField(allow_null=True)
    paused_why = serializers.CharField()
    created_at = serializers.DateTimeField()
    changed_at = serializers.DateTimeField()


def alert_json(alert: Alert) -> dict[str, Any]:
    """It as it is now."""
    draft = saving.draft_of(alert)
    return drafts.to_json(draft) | {
        "id": alert.pk,
        "version": alert.version,
        "rule_version": alert.rule_version,
        "about": alert.about,
        "words": cadence.words(draft.recurrence),
        "phase": alert.phase,
        "since": alert.state.get("since"),
        "late": alert.state.get("late", ""),
        "unsynced": alert.unsynced,
        "snoozed_until": alert.state.get("snoozed_until"),
        "owner": alert.owner.email if alert.owner else None,
        "subaccounts": sorted(one.pk for one in alert.subaccounts.all()),
        **{
            name: getattr(alert, name)
            for name in ("checked_at", "next_at", "paused_at", "paused_why", "created_at", "changed_at")
        },
    }


class CheckSerializer(serializers.ModelSerializer[Check]):
    """One line of the history."""

    class Meta:
        model = Check
        fields = [
            "due", "at", "phase", "rows", "told", "late", "fault", "rule_version", "data_version", "data_as_of",
            "seconds",
        ]  # fmt: skip


class SaidSerializer(serializers.ModelSerializer[Answer]):
    """What somebody said to it."""

    user = serializers.EmailField(source="user.email", default=None, allow_null=True)

    class Meta:
        model = Answer
        fields = ["what", "user", "at", "told_at", "until"]


class NewAnswer(serializers.Serializer[None]):
    """What the caller says to it."""

    what = serializers.ChoiceField(choices=What.choices)
    until = serializers.DateTimeField(required=False, help_text="Of a snooze; a day from now by default.")


class FireSerializer(serializers.Serializer[None]):
    """One message that would have come."""

    at = serializers.DateTimeField()
    back = serializers.DateTimeField(allow_null=True, help_text="When all that it named was fine again.")
    rows = serializers.ListField(child=serializers.DictField())


class OtherSerializer(serializers.Serializer[None]):
    """Another threshold."""

    value = serializers.CharField()
    fired = serializers.IntegerField()


class BacktestSerializer(serializers.Serializer[None]):
    """When it would have fired."""

    since = serializers.DateTimeField()
    checks = serializers.IntegerField()
    one_check_of = serializers.IntegerField(help_text="Of how many checks one was tried.")
    fired = serializers.IntegerField()
    fires = FireSerializer(many=True)
    other_thresholds = OtherSerializer(many=True)
    faults = serializers.ListField(child=serializers.CharField())
