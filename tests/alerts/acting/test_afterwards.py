"""After it is done: looked at again after a day and after three, and undone where it still stands."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from accounts.viewer import Viewer
from alerts.acting import people, rechecking, undoing
from alerts.models import Decision
from alerts.models.ads import Stage
from cdp.batches import batch
from cdp.models import AdMetric
from explores.keeping.refused import Refused
from tests.alerts.acting.shop import NOW, Shop

pytestmark = pytest.mark.django_db
DAY = timedelta(hours=24)


def spent(shop: Shop, name: str, day: date, spend: int, results: int, **slices: str) -> None:
    row = shop.rows[name]
    with batch(source=shop.source):
        AdMetric.objects.create(
            source_id=shop.source.pk, subaccount_id=row.subaccount_id, external_id=f"{name}-{day}-{slices}", day=day,
            ad_id=row.pk, ad_set_id=row.ad_set_id, ad_campaign_id=row.ad_campaign_id,  # type: ignore[union-attr]
            received_at=NOW, spend=Decimal(spend), results=Decimal(results), currency="EUR", impressions=9, **slices,
        )  # fmt: skip


@pytest.fixture
def paused(shop: Shop, ann: Viewer) -> Decision:
    return people.pause(ann, "ad", shop.row("a1"), NOW)


def noted(decision: Decision, hours: float) -> list[str]:
    rechecking.recheck(NOW + timedelta(hours=hours))
    decision.refresh_from_db()
    return [each["said"] for each in decision.rechecks]


def test_it_is_read_back_after_a_day_and_after_three(any_shop: Shop, ann: Viewer) -> None:
    made = people.pause(ann, "ad", any_shop.row("a1"), NOW)
    assert noted(made, 23) == [] and len(noted(made, 24)) == 1 == len(noted(made, 71)) and len(noted(made, 72)) == 2
    assert made.recheck_at is None and [each["hours"] for each in made.rechecks] == [24, 72]
    assert made.rechecks[0]["said"].startswith("It is still paused.") and made.rechecks[0]["standing"]["set"] == "off"


def test_what_came_since_is_of_whole_days_and_never_a_zero_that_nobody_told(shop: Shop, paused: Decision) -> None:
    assert noted(paused, 24) == ["It is still paused. No figures of the days since have come in."]
    assert paused.rechecks[0]["spend"] is None
    spent(shop, "a1", date(2026, 11, 20), 9, 1)  # the day itself is of before and after
    spent(shop, "a1", date(2026, 11, 21), 3, 0)
    spent(shop, "a1", date(2026, 11, 21), 3, 0, country="FR")  # the same day once more
    spent(shop, "a2", date(2026, 11, 21), 50, 9)
    spent(shop, "a1", date(2026, 11, 22), 2, 1)
    assert "On 2 whole days since: €5.00 spent, 1 result." in noted(paused, 72)[1]


def test_who_resumed_it_here_is_named(shop: Shop, paused: Decision, ben: Viewer) -> None:
    people.resume(ben, "ad", shop.row("a1"), NOW + timedelta(hours=21))
    assert noted(paused, 24)[0].startswith("Ben resumed it 3 hours ago.")


def test_who_resumed_it_there_is_somebody(shop: Shop, paused: Decision) -> None:
    shop.thing("a1").on = True
    assert noted(paused, 24)[0].startswith("The platform shows on: somebody changed it there, not from here.")


def test_what_was_deleted_since_is_said(shop: Shop, paused: Decision) -> None:
    shop.thing("a1").removed = True
    assert "deleted or archived on the platform since" in noted(paused, 24)[0]


def test_a_platform_that_does_not_answer_is_waited_for(shop: Shop, paused: Decision) -> None:
    shop.platform.trouble = "broken"
    assert noted(paused, 24) == [] and paused.recheck_at == NOW + timedelta(hours=25)
    assert noted(paused, 37)[0].startswith("How it stands could not be read back.")


def test_many_of_one_source_are_read_in_one_call(shop: Shop, ann: Viewer) -> None:
    for name in ("a1", "a2", "a3", "a4"):
        people.pause(ann, "ad", shop.row(name), NOW)
    shop.platform.calls.clear()
    assert rechecking.recheck(NOW + DAY) == 4 and len(shop.platform.calls) <= 2


def test_one_click_restores_what_stood_before(any_shop: Shop, ann: Viewer, ben: Viewer) -> None:
    made = people.pause(ann, "ad", any_shop.row("a1"), NOW)
    undone = people.undo(ben, made.pk, NOW + DAY)
    assert (undone.act, undone.stage, undone.undoes, undone.by_name) == ("resume", Stage.DONE, made, "Ben")
    assert any_shop.thing("a1").on and not undoing.may_be_undone(made)


def test_a_budget_is_put_back(shop: Shop, ann: Viewer) -> None:
    before = shop.thing("s1").daily
    made = people.set_budget(ann, "ad_set", shop.row("s1"), Decimal(80), NOW)
    people.undo(ann, made.pk, NOW)
    assert shop.thing("s1").daily == before


def test_what_was_changed_since_is_not_undone(shop: Shop, paused: Decision, ann: Viewer) -> None:
    shop.thing("a1").on = True
    with pytest.raises(Refused, match="It was changed since: the platform shows on"):
        people.undo(ann, paused.pk, NOW)
    assert Decision.objects.count() == 1


def test_what_was_undone_is_not_undone_again(paused: Decision, ann: Viewer) -> None:
    people.undo(ann, paused.pk, NOW)
    with pytest.raises(Refused, match="undone already"):
        people.undo(ann, paused.pk, NOW)


def test_what_was_never_asked_has_nothing_to_restore(shop: Shop, paused: Decision, ann: Viewer) -> None:
    again = people.pause(ann, "ad", shop.row("a1"), NOW)
    with pytest.raises(Refused, match="Only what was changed"):
        people.undo(ann, again.pk, NOW)


def test_an_undo_that_failed_may_be_tried_again(shop: Shop, paused: Decision, ann: Viewer) -> None:
    shop.platform.trouble, shop.platform.on = "forbidden", "change"
    assert people.undo(ann, paused.pk, NOW).stage == Stage.FAILED
    shop.platform.trouble = None
    assert people.undo(ann, paused.pk, NOW).stage == Stage.DONE


def test_a_platform_that_cannot_be_read_undoes_nothing(shop: Shop, paused: Decision, ann: Viewer) -> None:
    shop.platform.trouble = "broken"
    with pytest.raises(Refused, match="could not be read back, so nothing was undone"):
        people.undo(ann, paused.pk, NOW)
