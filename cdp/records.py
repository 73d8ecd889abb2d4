"""What a connector yields: batches of records, one entity each, as Arrow columns. PURE.

A ``RecordBatch`` has the columns of its entity (absent ones are null), every custom attribute as ``attr:<name>``,
ids of its contact in named id spaces as ``id:<space>``, and the reserved column ``line`` (where the record stood in
its source, for quarantine and evidence).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

TYPES = ("text", "number", "int", "timestamp", "date", "yesno", "email", "phone")
ATTRIBUTE = "attr:"
CONTACT_ID = "id:"
HASHED = "contact_email_sha256"  # an e-mail as platforms take it; it names a contact whose e-mail is known


@dataclass(frozen=True)
class Field:
    """One field of an entity. ``refers`` names the entity whose external id (same source) it holds. ``latest``: a
    moment that only goes forward: of two that were said the later one stands, in whatever order they come in."""

    name: str
    type: str = "text"
    required: bool = False
    refers: str | None = None
    latest: bool = False


@dataclass(frozen=True)
class Entity:
    """A kind of record: its PostgreSQL table and fields. Every entity also takes ``external_id`` and attributes."""

    name: str
    table: str
    fields: tuple[Field, ...]

    def field(self, name: str) -> Field | None:
        """The field of that name."""
        return next((field for field in self.fields if field.name == name), None)

    @property
    def is_members(self) -> bool:
        """Whether its records only say who is in something: rows without an id of their own."""
        return self.name.endswith("_members")

    @property
    def names_contact(self) -> bool:
        """Whether its records are of a contact, or name one: they may carry ids of any space."""
        return self.name == "contacts" or self.field("contact") is not None


@dataclass(frozen=True)
class RecordBatch:
    """Records of one entity, from one stretch of a source."""

    entity: str
    table: pa.Table


def _entity(name: str, table: str, spec: str) -> Entity:
    """Read ``name[:type][!][>entity][^]`` words: ``!`` marks a required field, ``>`` a reference, ``^`` the latest."""
    fields = [Field("external_id", "text", required=True)]
    for word in spec.split():
        latest = word.endswith("^")
        head, _, refers = word.rstrip("^").partition(">")
        required = head.endswith("!")
        field_name, _, type_ = head.rstrip("!").partition(":")
        fields.append(Field(field_name, type_ or "text", required, refers or None, latest))
    return Entity(name, table, tuple(fields))


# Whoever names a contact does it by any of these; an unknown one is created (see cdp.identity).
_WHO = "contact>contacts contact_email:email contact_phone:phone "

ENTITIES: dict[str, Entity] = {
    entity.name: entity
    for entity in (
        _entity(
            "contacts", "cdp_contact",
            "email:email phone:phone first_name last_name gender birth_date:date language country region city "
            "postal_code channel email_consent:yesno sms_consent:yesno created_at:timestamp updated_at:timestamp",
        ),
        _entity("lists", "cdp_list", "name"),
        _entity("list_members", "cdp_list_member", _WHO + "list!>lists added_at:timestamp"),
        _entity("segments", "cdp_segment", "name rule"),
        _entity("segment_members", "cdp_segment_member", _WHO + "segment!>segments added_at:timestamp"),
        _entity(
            "products", "cdp_product",
            "sku name category subcategory brand price:number cost:number currency",
        ),
        _entity(
            "orders", "cdp_order",
            _WHO + "ordered_at:timestamp! status channel store coupon country total:number discount:number "
            "shipping:number tax:number currency",
        ),
        _entity(
            "order_items", "cdp_order_item",
            "order!>orders product>products quantity:number unit_price:number total:number discount:number "
            "ordered_at:timestamp currency",
        ),
        _entity(
            "refunds", "cdp_refund",
            _WHO + "order>orders refunded_at:timestamp! amount:number! currency reason",
        ),
        _entity(
            "campaigns", "cdp_campaign",
            "channel type name subject sender language tag status started_at:timestamp ended_at:timestamp",
        ),
        _entity("templates", "cdp_template", "channel name subject language tag created_at:timestamp"),
        _entity("automations", "cdp_automation", "name status created_at:timestamp"),
        _entity(
            "automation_steps", "cdp_automation_step",
            "automation!>automations position:int name kind template>templates",
        ),
        _entity(
            "automation_entries", "cdp_automation_entry",
            _WHO + "automation!>automations entered_at:timestamp! left_at:timestamp outcome",
        ),
        _entity(
            "message_events", "cdp_message_event",
            _WHO + "channel! stream! kind! occurred_at:timestamp campaign>campaigns template>templates "
            "automation>automations step>automation_steps message_id mailbox_domain sender sending_ip ip_pool machine "
            "url reason cost:number currency",
        ),
        _entity("ad_accounts", "cdp_ad_account", "channel name currency timezone"),
        _entity(
            "ad_campaigns", "cdp_ad_campaign",
            "ad_account>ad_accounts channel name status objective goal daily_budget:number started_on:date "
            "ended_on:date",
        ),
        _entity(
            "ad_sets", "cdp_ad_set",
            "ad_campaign>ad_campaigns name status audience audience_size:int daily_budget:number",
        ),
        _entity("ads", "cdp_ad", "ad_set>ad_sets ad_campaign>ad_campaigns name status creative format"),
        _entity(
            "ad_metrics", "cdp_ad_metric",
            "ad>ads ad_set>ad_sets ad_campaign>ad_campaigns ad_account>ad_accounts day:date age gender country region "
            "device placement keyword impressions:int reach:int clicks:int spend:number results:number leads:number "
            "add_to_carts:number sign_ups:number app_installs:number purchases:number purchase_value:number "
            "comments:int negative_feedback:int quality_ranking engagement_ranking conversion_ranking currency",
        ),
        _entity(
            "ad_audiences", "cdp_ad_audience",
            "ad_account>ad_accounts channel name size:int exported_at:timestamp^ replaced_at:timestamp^",
        ),
        _entity(
            "ad_audience_members", "cdp_ad_audience_member",
            _WHO + HASHED + " audience!>ad_audiences exported_at:timestamp removed_at:timestamp",
        ),
        _entity(
            "ad_targets", "cdp_ad_target",
            "ad_set>ad_sets ad_campaign>ad_campaigns audience!>ad_audiences excluded:yesno ended_on:date",
        ),
        _entity("ad_overlaps", "cdp_ad_overlap", "ad_set!>ad_sets other!>ad_sets share:number! measured_on:date!"),
    )
}  # fmt: skip
