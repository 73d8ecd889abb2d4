"""Schema and constraints of the CDP; PostgreSQL is the truth."""

from cdp.models.ads import (
    Ad,
    AdAccount,
    AdAudience,
    AdAudienceMember,
    AdCampaign,
    AdMetric,
    AdOverlap,
    AdSet,
    AdTarget,
)
from cdp.models.carbon import CarbonFactor, CarbonTarget
from cdp.models.commerce import Order, OrderItem, Product, Refund
from cdp.models.contacts import (
    AttributeDefinition,
    Consent,
    Contact,
    ContactList,
    ContactMerge,
    Identity,
    ListMember,
    Segment,
    SegmentMember,
)
from cdp.models.messages import Automation, AutomationEntry, AutomationStep, Campaign, MessageEvent, Template
from cdp.models.sync import Batch, ImportedChunk, Pin, QuarantinedRow, Source, Tombstone

__all__ = [
    "Ad", "AdAccount", "AdAudience", "AdAudienceMember", "AdCampaign", "AdMetric", "AdOverlap", "AdSet", "AdTarget",
    "AttributeDefinition", "Automation", "AutomationEntry", "AutomationStep", "Batch", "Campaign", "CarbonFactor",
    "CarbonTarget", "Consent", "Contact", "ContactList", "ContactMerge", "Identity", "ImportedChunk", "ListMember",
    "MessageEvent", "Order", "OrderItem", "Pin", "Product", "QuarantinedRow", "Refund", "Segment", "SegmentMember",
    "Source", "Template", "Tombstone",
]  # fmt: skip
