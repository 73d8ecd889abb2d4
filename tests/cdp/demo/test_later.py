"""The ads of the demo after its history: as a connector would bring them, each morning once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db.models import Count

from alerts.health import due, example
from alerts.health.shapes import SignalShape
from alerts.models import Health, Judged
from cdp.demo.ad_plan import TIRED
from cdp.demo.company import ACCOUNT
from cdp.demo.later import bring
from cdp.demo.plan import Plan
from cdp.demo.seeding import seed
from cdp.models import Ad, AdAudience, AdMetric, AdOverlap, Batch, Source

UNTIL = date(2026, 11, 17)
PLAN = Plan(10_000, 3, UNTIL)


def morning(days: int, hour: int = 5) -> datetime:
    """So many days after the first that the history lacks."""
    return datetime(2026, 11, 17, hour, tzinfo=UTC) + timedelta(days=days)


@pytest.fixture
def seeded(db: None) -> None:
    seed(PLAN)


def reported() -> dict[tuple[date, bool], int]:
    """Rows of the last days, by day and whether they count."""
    rows = AdMetric.objects.filter(day__gte=UNTIL - timedelta(days=3)).values_list("day", "superseded_at")
    found: dict[tuple[date, bool], int] = {}
    for day, superseded in rows:
        found[day, superseded is None] = found.get((day, superseded is None), 0) + 1
    return found


def judged(days: int) -> None:
    """With what the company wants of its ads, on the afternoon of a day."""
    now = morning(days, hour=16)
    bring(now)
    example.show(ACCOUNT)
    for model in (Health, Judged):
        model.objects.all().delete()
    due.judge_due(now)


def signal(name: str, of: str, level: str = "ad_set") -> SignalShape:
    """What a signal says of one thing."""
    found = Health.objects.get(name=of, level=level).signals
    return next(each for each in found if each["signal"] == name)


@pytest.mark.usefixtures("seeded")
def test_yesterday_is_reported_in_the_morning_and_the_third_day_restated() -> None:
    assert bring(morning(1, hour=3)) == 1  # the restatement that came when the history ended
    assert UNTIL not in {day for day, _ in reported()}
    assert bring(morning(1)) == 1
    assert {UNTIL, UNTIL - timedelta(days=2)} <= {day for day, _ in reported()}
    assert (UNTIL - timedelta(days=2), False) in reported() and (UNTIL, False) not in reported()


@pytest.mark.usefixtures("seeded")
def test_each_morning_comes_once_however_often_it_is_asked_for() -> None:
    assert (bring(morning(5)), bring(morning(5))) == (6, 0)
    double = AdMetric.objects.filter(superseded_at=None).values("source_id", "external_id").annotate(count=Count("pk"))
    assert not double.filter(count__gt=1).exists()
    assert Batch.objects.filter(note="demo: ads reported on 2026-11-20").count() == 1


@pytest.mark.usefixtures("seeded")
def test_a_day_is_the_same_whether_it_came_in_time_or_was_made_up_for() -> None:
    bring(morning(1)), bring(morning(2))
    in_time = list(AdMetric.objects.filter(day=UNTIL).order_by("external_id").values_list("external_id", "spend"))
    AdMetric.objects.filter(day__gte=UNTIL).delete()
    Batch.objects.filter(note__startswith="demo: ads reported").delete()
    bring(morning(2))
    made_up = AdMetric.objects.filter(day=UNTIL).order_by("external_id").values_list("external_id", "spend")
    assert in_time and list(made_up) == in_time


@pytest.mark.usefixtures("seeded")
def test_rows_are_of_the_ads_that_were_there() -> None:
    bring(morning(3))
    assert set(AdMetric.objects.filter(day__gte=UNTIL).values_list("ad_id", flat=True)) <= set(
        Ad.objects.values_list("pk", flat=True)
    )
    told = Source.objects.filter(kind="meta_ads").values_list("last_received_at", flat=True)
    assert set(told) == {morning(3)}


@pytest.mark.usefixtures("seeded")
def test_ads_are_judged_days_after_the_history_and_the_tired_one_is_still_tired() -> None:
    judged(9)
    assert Health.objects.get(name=TIRED, level="ad").group == "pause"
    assert not Health.objects.filter(status="on", why__icontains="late").exists()


@pytest.mark.usefixtures("seeded")
def test_audiences_are_handed_over_each_morning_so_that_their_overlap_stays_known() -> None:
    bring(morning(40))
    assert set(AdAudience.objects.values_list("exported_at", flat=True)) == {morning(40, hour=4)}
    assert set(AdOverlap.objects.values_list("measured_on", flat=True)) == {UNTIL + timedelta(days=39)}


@pytest.mark.parametrize("days", [0, 35])
@pytest.mark.usefixtures("seeded")
def test_each_of_the_ten_signals_fires_somewhere_or_says_that_it_is_not_to_be_had(days: int) -> None:
    judged(days)
    told = [each for row in Health.objects.all() for each in row.signals]
    every = {each["signal"] for each in told}
    assert len(every) == 10 and {each["signal"] for each in told if each["state"] == "fires"} == every
    for name in ("quality_ranking", "overlap", "negative"):
        assert signal(name, "Search, bed linen", "ad")["state"] == "not_available"
    assert signal("overlap", "Retarget 14 days")["now"] == "46 %"
    assert signal("unspent", "Interior, 25-44")["state"] == "fires"


def test_nothing_comes_where_there_is_no_demo(db: None) -> None:
    assert bring(morning(5)) == 0 and not Batch.objects.exists()
