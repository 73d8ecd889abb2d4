"""Ads, decisions about them, limits and calendars as the API describes and says them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from alerts.acting import words
from alerts.acting.looking import Look
from alerts.acting.standings import to_json
from alerts.acting.undoing import may_be_undone
from alerts.models import Calendar, Decision, Health, Limits, Protection
from alerts.models.ads.entity import Level


class AdHealthSerializer(serializers.ModelSerializer[Health]):
    """How a campaign, an ad set or an ad stands: docs/ads-health.md."""

    class Meta:
        model = Health
        fields = [
            "level", "row", "platform", "name", "campaign", "campaign_name", "ad_set", "ad_set_name", "status", "group",
            "why", "currency", "spend", "results", "cost", "limit", "chance", "low", "high", "at_stake", "fired",
            "signals", "evidence", "diagnosis", "next", "day", "judged_at", "data_version", "data_as_of",
            "snoozed_until",
        ]  # fmt: skip


class AdListSerializer(serializers.Serializer[None]):
    """Some of the ads, and how many there are."""

    total = serializers.IntegerField()
    ads = AdHealthSerializer(many=True)


class AdDecisionSerializer(serializers.ModelSerializer[Decision]):
    """A decision, with everything it rests on: docs/ads-actions.md."""

    who = serializers.SerializerMethodField(help_text="A person, a rule, or a calendar.")
    approved_by = serializers.CharField(default=None, allow_null=True)
    undoable = serializers.SerializerMethodField()

    class Meta:
        model = Decision
        fields = [
            "id", "level", "row", "name", "act", "amount", "currency", "stage", "said", "who", "rule", "rule_version",
            "calendar", "undoes", "undoable", "chance", "inputs", "data_version", "data_as_of", "decided_at",
            "approved_by", "approved_at", "expires_at", "asked_at", "accepted_at", "seen_at", "before", "after",
            "tries", "looks", "next_at", "rechecks",
        ]  # fmt: skip

    def get_who(self, decision: Decision) -> str:
        """In words."""
        return words.who(decision)

    def get_undoable(self, decision: Decision) -> bool:
        """Whether an undo makes sense."""
        return may_be_undone(decision)


class AdStandingSerializer(serializers.Serializer[None]):
    """How it stands on its platform right now."""

    standing = serializers.DictField(allow_null=True, help_text="What was read back; null where it could not be.")
    said = serializers.CharField()
    problem = serializers.CharField()
    open = AdDecisionSerializer(allow_null=True, help_text="What is on the way for it.")


def standing_json(look: Look) -> dict[str, Any]:
    """As it was read back."""
    return {
        "standing": to_json(look.standing) or None,
        "said": look.said,
        "problem": look.problem,
        "open": AdDecisionSerializer(look.open).data if look.open else None,
    }


class AdBudget(serializers.Serializer[None]):
    """A daily budget."""

    amount = serializers.CharField(help_text="In units of the account's currency: 49.90.")


class AdProtectionSerializer(serializers.ModelSerializer[Protection]):
    """What no rule may touch."""

    by = serializers.CharField(default=None, allow_null=True)

    class Meta:
        model = Protection
        fields = ["level", "row", "why", "by", "at"]


class NewAdProtection(serializers.Serializer[None]):
    """Why it is protected."""

    why = serializers.CharField(required=False, allow_blank=True)


class AdLimitsSerializer(serializers.ModelSerializer[Limits]):
    """What rules may not overstep."""

    killed_by = serializers.CharField(default=None, allow_null=True, read_only=True)

    class Meta:
        model = Limits
        fields = ["killed_at", "killed_by", "per_day", "spend_share", "hours_after_edit", "quiet"]
        read_only_fields = ["killed_at", "killed_by"]


class AdCalendarSerializer(serializers.ModelSerializer[Calendar]):
    """A calendar."""

    class Meta:
        model = Calendar
        fields = ["id", "version", "level", "row", "name", "rule", "zone", "acting", "next_at", "said", "at"]


class AdCalendarChange(serializers.Serializer[None]):
    """What replaces it: all of it."""

    name = serializers.CharField()
    rule = serializers.DictField(help_text="{during, dates, weekdays, successor}: docs/ads-actions.md.")
    acting = serializers.BooleanField(required=False, help_text="Off: it only says what it would do.")
    version = serializers.IntegerField(help_text="The version that was read.")


class AdRow(serializers.Serializer[None]):
    """One campaign, ad set or ad."""

    level = serializers.ChoiceField(choices=Level.choices)
    row = serializers.IntegerField()


class AdCalendarDraft(serializers.Serializer[None]):
    """A calendar for some campaigns, ad sets or ads; each gets one of its own."""

    name = serializers.CharField()
    rule = serializers.DictField()
    acting = serializers.BooleanField(required=False)
    rows = AdRow(many=True)
