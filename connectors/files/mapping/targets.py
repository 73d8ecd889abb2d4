"""What the fields of each entity take, beyond their type. PURE."""

from __future__ import annotations

from cdp.identity import LONGEST_ID, Rules
from cdp.records import Entity, Field
from connectors.files.values.conversion import Target

KINDS = (
    "sent", "delivered", "deferred", "soft_bounce", "hard_bounce", "blocked", "open", "click", "unsubscribe",
    "complaint", "reply", "conversion",
)  # fmt: skip
CHOICES = {
    ("message_events", "kind"): KINDS,
    ("message_events", "channel"): ("email", "sms", "mail"),
    ("message_events", "stream"): ("marketing", "transactional", "automation"),
}
ATTRIBUTE_TYPES = ("text", "number", "date", "yesno")
LONGEST = 10_000  # characters of a text


def target(entity: Entity, field: Field, rules: Rules) -> Target:
    """What a field takes."""
    limit = 3 if field.name == "currency" else LONGEST_ID if field.refers or field.name == "external_id" else LONGEST
    return Target(field.type, CHOICES.get((entity.name, field.name), ()), rules, limit)
