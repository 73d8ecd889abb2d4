"""From a value of an explore to the dashboards that filter on it."""

from __future__ import annotations

from accounts.models import Role
from accounts.viewer import Viewer
from dashboards.drilling import ways
from explores.catalogs import standard

VIEWER = Viewer(account=1, subaccounts=frozenset({1}), timezone="UTC", role=Role.VIEWER)


def test_a_month_of_orders_leads_to_the_dashboards_that_filter_on_it() -> None:
    explore = standard().explore("business")
    found = list(ways(explore.dimension("orders.ordered_month"), "2025-10", VIEWER))
    assert ("Revenue performance", "/dashboards/revenue/?order_date=2025-10") in [(w.label, w.href) for w in found]
    assert [way.href for way in ways(explore.dimension("products.category"), 'Bed & "bath"', VIEWER)] == [
        "/dashboards/revenue/?category=Bed+%26+%22bath%22"
    ]
    assert not list(ways(explore.dimension("contacts.birth_date_month"), "2025-10", VIEWER))
