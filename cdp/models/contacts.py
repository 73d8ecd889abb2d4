"""Contacts, what identifies them, and the lists and segments they are in."""

from __future__ import annotations

from django.db import models

from cdp.models.base import Mirrored, Sourced, natural_key, word


class Contact(Mirrored):
    """One customer, all channels: the golden row its identities resolve to."""

    # The id it goes by at its source; the first of them, by id space and value, where it has several.
    external_id = word()
    email = word()
    phone = word()  # E.164
    first_name = word()
    last_name = word()
    gender = word()  # as the source says it, lower case: f, m, other
    birth_date = models.DateField(null=True, blank=True)
    language = word()
    country = word()  # ISO 3166 alpha-2 where known
    region = word()
    city = word()
    postal_code = word()
    channel = word()  # where the contact came from first
    email_consent = models.BooleanField(null=True, blank=True)
    sms_consent = models.BooleanField(null=True, blank=True)
    created_at = models.DateTimeField(null=True, blank=True)  # at the source, not here
    updated_at = models.DateTimeField(null=True, blank=True)  # at the source; the newer record wins
    attributes = models.JSONField(default=dict, blank=True)
    # When each value was true at its source, in µs since 1970 ("*" for those not named): the newer one wins,
    # whatever the order of arrival. Not copied to the warehouse.
    field_times = models.JSONField(
        default=dict, db_default=models.Value({}, models.JSONField()), blank=True, editable=False
    )

    class Meta:
        db_table = "cdp_contact"


class ContactMerge(Mirrored):
    """``old_id`` is now ``current_id``: people move, events don't. Chains are kept flat."""

    old_id = models.BigIntegerField()
    current_id = models.BigIntegerField()

    class Meta:
        db_table = "cdp_contact_merge"
        constraints = [models.UniqueConstraint(fields=["old_id"], name="contact_merge_old_unique")]


class Identity(models.Model):
    """One identifier of one contact, with the evidence: who said so, where and when first."""

    class Kind(models.TextChoices):
        EMAIL = "EMAIL", "E-mail"
        PHONE = "PHONE", "Phone"
        SOURCE = "SOURCE", "Id in a source"

    subaccount_id = models.BigIntegerField()
    kind = models.CharField(max_length=6, choices=Kind.choices)
    namespace = models.TextField(default="", blank=True)  # the source's id space; empty for e-mail and phone
    value = models.TextField()  # normalised
    contact_id = models.BigIntegerField()
    source_id = models.BigIntegerField()
    evidence = models.JSONField(default=dict)  # {"file", "line", "batch"} or what the connector knows
    first_seen_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "cdp_identity"
        constraints = [
            models.UniqueConstraint(fields=["subaccount_id", "kind", "namespace", "value"], name="identity_unique")
        ]
        indexes = [models.Index(fields=["contact_id"], name="identity_contact")]  # merge, erase, contact page


class Consent(models.Model):
    """One change of one contact's consent on one channel, as received."""

    subaccount_id = models.BigIntegerField()
    contact_id = models.BigIntegerField()
    channel = models.CharField(max_length=10)  # email, sms
    granted = models.BooleanField()
    changed_at = models.DateTimeField()
    source_id = models.BigIntegerField()

    class Meta:
        db_table = "cdp_consent"
        constraints = [
            models.UniqueConstraint(fields=["contact_id", "channel", "changed_at", "source_id"], name="consent_unique")
        ]


class AttributeDefinition(models.Model):
    """A custom attribute of an entity: its name and type. It appears as a field of the explores by itself."""

    class Type(models.TextChoices):
        TEXT = "text", "Text"
        NUMBER = "number", "Number"
        DATE = "date", "Date"
        YESNO = "yesno", "Yes or no"

    subaccount_id = models.BigIntegerField()
    entity = models.CharField(max_length=40)  # a name of cdp.records.ENTITIES
    name = models.CharField(max_length=100)
    type = models.CharField(max_length=6, choices=Type.choices)
    label = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "cdp_attribute_definition"
        constraints = [
            models.UniqueConstraint(fields=["subaccount_id", "entity", "name"], name="attribute_definition_unique")
        ]


class ContactList(Sourced):
    """A list people are put on."""

    name = word()

    class Meta:
        db_table = "cdp_list"
        constraints = [natural_key("list")]


class ListMember(Mirrored):
    """A contact on a list."""

    list_id = models.BigIntegerField()
    contact_id = models.BigIntegerField()
    added_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "cdp_list_member"
        constraints = [models.UniqueConstraint(fields=["list_id", "contact_id"], name="list_member_unique")]


class Segment(Sourced):
    """A group of contacts the source computes by a rule."""

    name = word()
    rule = word()

    class Meta:
        db_table = "cdp_segment"
        constraints = [natural_key("segment")]


class SegmentMember(Mirrored):
    """A contact in a segment."""

    segment_id = models.BigIntegerField()
    contact_id = models.BigIntegerField()
    added_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "cdp_segment_member"
        constraints = [models.UniqueConstraint(fields=["segment_id", "contact_id"], name="segment_member_unique")]
