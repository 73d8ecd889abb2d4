"""Receipts as the API describes and says them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from deliveries.formats import FORMATS
from deliveries.models import Delivery, Hold, Kind, State
from deliveries.receipts.document import document


class ReceiptEntry(serializers.Serializer[None]):
    """A receipt in a list: one for each schedule, slot and target."""

    id = serializers.CharField(help_text="r_ and 16 digits.")
    schedule = serializers.IntegerField()
    title = serializers.CharField()
    slot = serializers.DateTimeField()
    zone = serializers.CharField()
    turn = serializers.IntegerField(help_text="0 is the slot's own; each time that it is sent again adds 1.")
    kind = serializers.ChoiceField(choices=Kind.choices)
    place = serializers.CharField(help_text="Where to, in words.")
    format = serializers.ChoiceField(choices=list(FORMATS))
    state = serializers.ChoiceField(choices=State.choices)
    code = serializers.CharField(help_text="Why, for programs.")
    said = serializers.CharField(help_text="And for people.")
    attempts = serializers.IntegerField()
    rows = serializers.IntegerField(allow_null=True)
    total_rows = serializers.IntegerField(allow_null=True)
    size = serializers.IntegerField(allow_null=True, help_text="Bytes of all files.")
    created_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)


class ReceiptPage(serializers.Serializer[None]):
    """Some of the receipts, the newest slot first."""

    receipts = ReceiptEntry(many=True)
    next = serializers.CharField(
        allow_null=True, help_text="The 'cursor' of those that follow; null: these are the last."
    )


class RecipientSerializer(serializers.Serializer[None]):
    """What became of one address."""

    address = serializers.CharField()
    state = serializers.ChoiceField(choices=Hold.choices)
    message_id = serializers.CharField()
    said = serializers.CharField()
    at = serializers.DateTimeField(allow_null=True)


class StepSerializer(serializers.Serializer[None]):
    """A line of the timeline."""

    at = serializers.DateTimeField()
    what = serializers.CharField()
    said = serializers.CharField()
    tone = serializers.CharField(help_text="good, warn, bad, or empty.")


class ReceiptSerializer(ReceiptEntry):
    """A receipt with all that it proves."""

    key = serializers.CharField(help_text="The idempotency key of all its tries.")
    files = serializers.ListField(child=serializers.DictField(), help_text="name, mime, size, sha256, rows, inline.")
    facts = serializers.DictField()
    data_version = serializers.IntegerField(allow_null=True)
    data_as_of = serializers.DateTimeField(allow_null=True)
    remote_id = serializers.CharField(help_text="By which it is found on the other side.")
    remote = serializers.DictField(help_text="What the other side gave: ETag, status, size read back.")
    owner_told_at = serializers.DateTimeField(allow_null=True)
    recipients = RecipientSerializer(many=True)
    steps = StepSerializer(many=True)


class Decision(serializers.Serializer[None]):
    """What a person found out."""

    arrived = serializers.BooleanField(help_text="false: it did not, so it is sent again, as a new receipt.")


SAME = ("title", "slot", "zone", "turn", "kind", "place", "format", "state", "code", "said", "rows", "total_rows",
        "size", "created_at", "finished_at")  # fmt: skip


def entry_json(delivery: Delivery) -> dict[str, Any]:
    """A receipt in a list."""
    said = {"id": delivery.number, "schedule": delivery.schedule_id, "attempts": delivery.attempt}
    return {**said, **{name: getattr(delivery, name) for name in SAME}}


def receipt_json(delivery: Delivery) -> dict[str, Any]:
    """All of it."""
    found = {**document(delivery), **entry_json(delivery)}
    found.pop("receipt")
    return found
