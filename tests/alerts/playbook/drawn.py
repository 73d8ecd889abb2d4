"""Random tables: forty days of an ad, with figures that hang together, and holes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from random import Random

from hypothesis import strategies as st

from alerts.playbook.days import LARGEST, AdDay, Aims, Entity, Level, Norms, Overlap, Platform, Table
from alerts.playbook.rankings import ORDER
from tests.alerts.playbook.tables import COUNTS, WORDS, YESTERDAY

LENGTH = 40
HOLES = ("reach", "clicks", "spend", "results", "purchase_value", "engagements", "negative_feedback", "impressions")


def _day(random: Random, number: int, drift: float) -> AdDay:
    """A day with all its figures; ``drift`` is how it changes with the days."""
    pull = max(0.05, 1 + drift * (number - LENGTH) / 10)
    shown = int(random.choice((300, 1000, 3000)) * random.uniform(0.7, 1.3) * pull)
    clicks = int(shown * random.uniform(0, 0.03))
    results = Decimal(random.randint(0, 3))
    return AdDay(
        YESTERDAY - timedelta(LENGTH - 1 - number),
        impressions=shown,
        reach=max(1, int(shown / random.uniform(1, 2.5))),
        clicks=clicks,
        spend=Decimal(random.randint(100, 9000)) / 100,
        results=results,
        purchase_value=results * random.randint(10, 90),
        engagements=int(shown * random.uniform(0, 0.05)),
        negative_feedback=random.choice((0, 0, 0, 1, 2)),
        quality_ranking=random.choice(ORDER),
        engagement_ranking=random.choice(ORDER),
        conversion_ranking=random.choice(ORDER),
    )


@st.composite
def tables(draw: st.DrawFn, holes: bool = True) -> Table:
    """A table; with holes, some days are late and some figures are not said."""
    random = Random(draw(st.integers(0, 2**32)))
    drift = random.choice((-0.5, 0, 0, 0.5))
    days = [_day(random, number, drift) for number in range(LENGTH)]
    if random.random() < 0.3:  # a barren week
        days = [replace(day, results=Decimal(0)) if number >= LENGTH - 7 else day for number, day in enumerate(days)]
    for _ in range(random.randint(0, 3) if holes else 0):
        at = random.randrange(LENGTH)
        days[at] = replace(days[at], **{random.choice(HOLES): None})
    gone = {days[-1 - random.randrange(20)].day for _ in range(random.randint(0, 2) if holes else 0)}
    return Table(
        Entity(Level.AD_SET, Platform.META, "1", daily_budget=Decimal(random.randint(20, 90))),
        tuple(day for day in days if day.day not in gone),
        YESTERDAY,
        window_reach={(YESTERDAY - timedelta(6), YESTERDAY): random.randint(500, 5000)}
        if random.random() < 0.5
        else {},
        aims=Aims(cost_per_result=Decimal(random.randint(5, 30)), margin=Decimal("0.5")),
        norms=Norms(cpc=Decimal(random.randint(1, 30)) / 10),
    )


@st.composite
def odd_tables(draw: st.DrawFn) -> Table:
    """Whatever a day may hold: nothing, one, the largest number there is, or silence, on any platform and level."""
    random = Random(draw(st.integers(0, 2**32)))
    odd = (None, 0, 1, 7, LARGEST)
    money = (None, Decimal(0), Decimal("0.000001"), Decimal(LARGEST))

    def day(number: int) -> AdDay:
        counts = {name: random.choice(odd) for name in COUNTS}
        amounts = {name: random.choice(money) for name in ("spend", "results", "purchase_value", "daily_budget")}
        words = {name: random.choice((None, "", "UNKNOWN", "?", *ORDER)) for name in WORDS}
        return AdDay(YESTERDAY - timedelta(30 - number), **counts, **amounts, **words)  # type: ignore[arg-type]

    days = [day(number) for number in range(random.choice((0, 3, 32)))]
    aim = random.choice(money)
    return Table(
        Entity(random.choice(list(Level)), random.choice(list(Platform)), "1", daily_budget=random.choice(money)),
        tuple(each for each in days if random.random() < 0.99),
        YESTERDAY,
        window_reach={(YESTERDAY - timedelta(6), YESTERDAY): random.choice((0, 1, LARGEST))},
        aims=Aims(cost_per_result=aim, margin=random.choice((None, Decimal("0.0001"), Decimal(1))), sector_cpc=aim),
        norms=Norms(cpc=random.choice(money), cost_per_result=random.choice(money)),
        overlaps=random.choice((None, (), (Overlap("x", Decimal(1), YESTERDAY),))),
    )
