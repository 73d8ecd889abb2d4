"""What an import says of an ad in attributes: learning, and the day of the last edit."""

from __future__ import annotations

import pytest

from alerts.health.judging import Judging
from alerts.health.reading import Asked, read
from alerts.health.wishes import Wishes
from alerts.playbook.days import Entity, Level
from alerts.playbook.verdict import Reason
from cdp.batches import batch
from cdp.models import AdSet
from tests.alerts.health.ads import NOW, Shop, day


def entity(shop: Shop, **attributes: object) -> Entity:
    with batch():
        AdSet.objects.filter(pk=shop.ad_set).update(attributes=attributes, daily_budget=20)
    return judging(shop).table((Level.AD_SET, shop.ad_set)).entity


def judging(shop: Shop) -> Judging:
    (facts,) = read(Asked(shop.source, NOW))
    return Judging(facts, Wishes(), NOW)


def test_both_are_known_where_an_import_says_them(shop: Shop) -> None:
    found = entity(shop, learning=True, edited_on=day(2).isoformat())
    assert (found.learning, found.edited_on) == (True, day(2))


@pytest.mark.parametrize("attributes", [{}, {"learning": "yes", "edited_on": "last week"}, {"edited_on": 7}])
def test_what_is_no_answer_is_not_known(shop: Shop, attributes: dict[str, object]) -> None:
    found = entity(shop, **attributes)
    assert (found.learning, found.edited_on) == (None, None)


def test_days_before_an_edit_had_a_budget_that_nobody_knows(shop: Shop) -> None:
    shop.steady(shop.ad(), 10, impressions=1000, clicks=10, spend=5)
    entity(shop, edited_on=day(2).isoformat())
    signal = judging(shop).signal((Level.AD_SET, shop.ad_set), "unspent")
    assert signal is not None and signal.reason is Reason.EDITED
