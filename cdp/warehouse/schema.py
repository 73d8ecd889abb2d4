"""The tables of the warehouse: which columns of which PostgreSQL table are copied. PURE.

Types: id, int, text, bool, money (DECIMAL(20,6)), timestamp (naive UTC), date, json (text).
A test holds this list against the Django models, so that neither drifts.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Table:
    """One mirrored table. ``month`` names the column it is partitioned by: such tables are large and grow."""

    name: str
    origin: str  # the PostgreSQL table
    columns: dict[str, str]
    month: str | None = None
    sort: tuple[str, ...] = ()
    personal: frozenset[str] = field(default_factory=frozenset)  # never in file statistics or the log


def _columns(spec: str) -> dict[str, str]:
    """Read ``name:type`` words; a bare name is text."""
    pairs = (word.split(":") for word in spec.split())
    return {pair[0]: pair[1] if len(pair) > 1 else "text" for pair in pairs}


def _table(name: str, origin: str, spec: str, *, month: str | None = None, sort: str = "", personal: str = "") -> Table:
    columns = {"id": "id", "subaccount_id": "id", **_columns(spec)}
    return Table(name, origin, columns, month, tuple(sort.split()), frozenset(personal.split()))


_SOURCED = "source_id:id external_id attributes:json "

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        _table(
            "contacts", "cdp_contact",
            "external_id email phone first_name last_name gender birth_date:date language country region city "
            "postal_code channel email_consent:bool sms_consent:bool created_at:timestamp updated_at:timestamp "
            "attributes:json",
            personal="external_id email phone first_name last_name birth_date postal_code city attributes",
        ),
        _table("contact_merge", "cdp_contact_merge", "old_id:id current_id:id"),
        _table("lists", "cdp_list", _SOURCED + "name"),
        _table("list_members", "cdp_list_member", "list_id:id contact_id:id added_at:timestamp"),
        _table("segments", "cdp_segment", _SOURCED + "name rule"),
        _table("segment_members", "cdp_segment_member", "segment_id:id contact_id:id added_at:timestamp"),
        _table(
            "products", "cdp_product",
            _SOURCED + "sku name category subcategory brand price:money cost:money currency",
        ),
        _table(
            "orders", "cdp_order",
            _SOURCED + "contact_id:id ordered_at:timestamp status channel store coupon country total:money "
            "discount:money shipping:money tax:money currency",
            month="ordered_at", sort="subaccount_id ordered_at", personal="attributes external_id",
        ),
        _table(
            "order_items", "cdp_order_item",
            _SOURCED + "order_id:id product_id:id quantity:money unit_price:money total:money discount:money "
            "ordered_at:timestamp currency",
            month="ordered_at", sort="subaccount_id ordered_at",
        ),
        _table(
            "refunds", "cdp_refund",
            _SOURCED + "order_id:id contact_id:id refunded_at:timestamp amount:money currency reason",
            personal="reason attributes",
        ),
        _table(
            "campaigns", "cdp_campaign",
            _SOURCED + "channel type name subject sender language tag status started_at:timestamp ended_at:timestamp",
        ),
        _table("templates", "cdp_template", _SOURCED + "channel name subject language tag created_at:timestamp"),
        _table("automations", "cdp_automation", _SOURCED + "name status created_at:timestamp"),
        _table(
            "automation_steps", "cdp_automation_step",
            _SOURCED + "automation_id:id position:int name kind template_id:id",
        ),
        _table(
            "automation_entries", "cdp_automation_entry",
            _SOURCED + "automation_id:id contact_id:id entered_at:timestamp left_at:timestamp outcome",
        ),
        _table(
            "message_events", "cdp_message_event",
            _SOURCED + "channel stream kind occurred_at:timestamp contact_id:id campaign_id:id template_id:id "
            "automation_id:id step_id:id message_id mailbox_domain sender sending_ip ip_pool machine url reason "
            "cost:money currency",
            month="occurred_at", sort="subaccount_id kind occurred_at",
            personal="attributes external_id message_id url",
        ),
        _table("carbon_factors", "cdp_carbon_factor", "stream grams:money source"),
        _table("carbon_targets", "cdp_carbon_target", "grams:money"),
        _table("ad_accounts", "cdp_ad_account", _SOURCED + "channel name currency timezone"),
        _table(
            "ad_campaigns", "cdp_ad_campaign",
            _SOURCED + "ad_account_id:id channel name status objective goal daily_budget:money started_on:date "
            "ended_on:date",
        ),
        _table(
            "ad_sets", "cdp_ad_set",
            _SOURCED + "ad_campaign_id:id name status audience audience_size:int daily_budget:money",
        ),
        _table("ads", "cdp_ad", _SOURCED + "ad_set_id:id ad_campaign_id:id name status creative format"),
        _table(
            "ad_metrics", "cdp_ad_metric",
            _SOURCED + "ad_id:id ad_set_id:id ad_campaign_id:id ad_account_id:id day:date received_at:timestamp "
            "superseded_at:timestamp age gender country region device placement keyword impressions:int reach:int "
            "clicks:int spend:money results:money leads:money add_to_carts:money sign_ups:money app_installs:money "
            "purchases:money purchase_value:money comments:int negative_feedback:int quality_ranking "
            "engagement_ranking conversion_ranking currency",
            month="day", sort="subaccount_id day",
        ),
        _table(
            "ad_audiences", "cdp_ad_audience",
            _SOURCED + "ad_account_id:id channel name size:int exported_at:timestamp replaced_at:timestamp",
        ),
        _table(
            "ad_audience_members", "cdp_ad_audience_member",
            "audience_id:id contact_id:id exported_at:timestamp removed_at:timestamp",
        ),
        _table(
            "ad_targets", "cdp_ad_target",
            _SOURCED + "ad_set_id:id ad_campaign_id:id audience_id:id excluded:bool ended_on:date",
        ),
        _table("ad_overlaps", "cdp_ad_overlap", _SOURCED + "ad_set_id:id other_id:id share:money measured_on:date"),
    )
}  # fmt: skip
