"""The ten reference questions, each as the product asks it. Dates are absolute, so that every run asks the same."""

from __future__ import annotations

from explores.semantic.query import Query, Sort

MONTH = "2026/10/18 to 2026/11/17"
TWO_YEARS = "2024/11/01 to 2026/11/01"


def _query(explore: str, fields: str, sorts: tuple[Sort, ...] = (), limit: int = 500, **rest: object) -> Query:
    filters = tuple((name.replace("__", "."), str(value)) for name, value in rest.items() if name != "pivots")
    pivots = rest.get("pivots") or ()
    assert isinstance(pivots, tuple)
    return Query(explore, tuple(fields.split()), filters, sorts, pivots, limit)


SHAPES: dict[str, Query] = {
    "1 daily rates of 30 days, one sub-account": _query(
        "marketing_email",
        "emails.occurred_date emails.delivered emails.open_rate emails.click_rate",
        emails__occurred_date=MONTH,
        common__subaccount="France",
    ),
    "2 events of 24 months by kind": _query(
        "marketing_email", "emails.occurred_month emails.kind emails.count", emails__occurred_date=TWO_YEARS
    ),
    "3 exact unique openers by month and campaign, top 50": _query(
        "marketing_email",
        "emails.occurred_month campaigns.name emails.openers",
        (Sort("emails.openers", descending=True),),
        50,
    ),
    "4 open rate by age band and gender": _query(
        "marketing_email", "contacts.age_band contacts.gender emails.delivered emails.open_rate"
    ),
    "5 average basket by month the contact was created": _query(
        "business", "contacts.created_month orders.average_basket"
    ),
    "6 cohort retention": _query(
        "business",
        "contacts.first_order_month orders.months_since_first_order orders.customers",
        pivots=("orders.months_since_first_order",),
        contacts__first_order_date=TWO_YEARS,
    ),
    "7 revenue and clicks by country and month": _query(
        "business", "contacts.country common.date_month orders.revenue received.clicks", common__date_date=TWO_YEARS
    ),
    "8 ad results by campaign and week, 14 days": _query(
        "ads",
        "ad_campaigns.name ad_metrics.day_week ad_metrics.spend ad_metrics.roas ad_metrics.ctr",
        ad_metrics__day_date="2026/11/03 to 2026/11/17",
    ),
    "9 deliverability by mailbox domain and week": _query(
        "marketing_email",
        "emails.mailbox_domain emails.occurred_week emails.delivery_rate emails.hard_bounce_rate emails.complaint_rate",
    ),
    "10 from sent to ordered, by first channel": _query(
        "business",
        "contacts.channel received.sent received.delivered received.unique_opens received.unique_clicks orders.count",
        common__date_date=MONTH,
    ),
}
