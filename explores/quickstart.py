"""The questions an empty explore offers to start with. PURE."""

from __future__ import annotations

from dataclasses import dataclass

from explores.semantic.model import Explore
from explores.wish import Wish

Params = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class QuickStart:
    """A question in words, and its parameters."""

    title: str
    params: Params

    @property
    def href(self) -> str:
        """As a link from the explore's page."""
        return Wish(self.params).href()


def _ask(title: str, fields: str, vis: str, *filters: tuple[str, str], **more: str) -> QuickStart:
    named = tuple((f"f[{name}]", expression) for name, expression in filters)
    return QuickStart(title, (("fields", fields), *named, *more.items(), ("vis", vis)))


_YEAR = "12 months ago for 12 months"
STARTS: dict[str, tuple[QuickStart, ...]] = {
    "business": (
        _ask(
            "Revenue by month",
            "orders.ordered_month,orders.revenue,orders.count,orders.average_basket",
            "column",
            ("orders.ordered_date", _YEAR),
            total="1",
        ),
        _ask("Best selling products", "products.name,order_items.revenue,order_items.quantity", "bar", limit="100"),
        _ask(
            "Orders by channel and month",
            "orders.ordered_month,orders.channel,orders.count",
            "line",
            pivots="orders.channel",
        ),
    ),
    "marketing_email": (
        _ask("E-mails sent and opened by month", "emails.occurred_month,emails.sent,emails.open_rate", "column"),
        _ask("Campaigns side by side", "campaigns.name,emails.sent,emails.open_rate,emails.click_rate", "table"),
    ),
    "transactional_email": (
        _ask("Delivery by month", "emails.occurred_month,emails.sent,emails.delivery_rate", "line"),
        _ask("Templates compared", "templates.name,emails.sent,emails.open_rate", "bar"),
    ),
    "email": (
        _ask(
            "Delivery by month and e-mail type",
            "emails.occurred_month,emails.stream,emails.delivery_rate",
            "line",
            pivots="emails.stream",
        ),
        _ask(
            "Mailbox domains compared",
            "emails.mailbox_domain,emails.sent,emails.delivery_rate,emails.complaint_rate",
            "table",
        ),
    ),
    "sms": (_ask("Messages by month", "sms.occurred_month,sms.sent,sms.delivery_rate", "column"),),
    "ads": (
        _ask("Spend and ROAS by month", "ad_metrics.day_month,ad_metrics.spend,ad_metrics.roas", "column"),
        _ask(
            "Campaigns by cost per result",
            "ad_campaigns.name,ad_metrics.spend,ad_metrics.cost_per_result,ad_metrics.ctr",
            "table",
        ),
    ),
}


def quick_starts(explore: Explore) -> list[QuickStart]:
    """Those whose fields this explore has."""
    known = {info.id for info in explore.fields()}
    return [one for one in STARTS.get(explore.name, ()) if set(Wish(one.params).fields) <= known]
