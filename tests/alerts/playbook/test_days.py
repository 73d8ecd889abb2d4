"""Days and tables: what they hold, and what they refuse."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from alerts.playbook.budgets import budget_of
from alerts.playbook.days import AdDay, Aims, BadTable, Entity, Level, Norms, Overlap, Platform, Spending, Table
from alerts.playbook.figures import change, money, number, percent, plain
from alerts.playbook.signals.return_and_cost import break_even
from alerts.playbook.verdict import Reason
from alerts.playbook.windows import window
from tests.alerts.playbook.tables import TODAY, YESTERDAY, table

DAY = date(2026, 11, 19)
AD = Entity(Level.AD, Platform.META, "1")


@pytest.mark.parametrize(
    ("field", "value"),
    [("clicks", -1), ("spend", Decimal("-0.01")), ("spend", Decimal("NaN")), ("results", Decimal("Infinity"))],
)
def test_a_figure_that_no_platform_can_mean_is_refused(field: str, value: int | Decimal) -> None:
    with pytest.raises(BadTable, match=f"2026-11-19: {field} is"):
        AdDay(DAY, **{field: value})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: AdDay(DAY, clicks=10**16), "clicks is 10000000000000000"),
        (lambda: Aims(cost_per_result=Decimal("NaN")), "aims: cost_per_result is NaN"),
        (lambda: Aims(sector_cpc=Decimal(-1)), "aims: sector_cpc is -1"),
        (lambda: Aims(margin=Decimal(40)), "aims: margin is 40; it is a number from 0 to 1"),
        (lambda: Aims(margin=Decimal(0)), "aims: margin is 0; nothing can pay"),
        (lambda: Norms(cpc=Decimal("Infinity")), "norms: cpc is Infinity"),
        (lambda: Spending(DAY, date(2026, 11, 1), Decimal(1)), "plan: 2026-11-19 comes after 2026-11-01"),
        (lambda: Spending(DAY, DAY, Decimal("sNaN")), "plan: amount is sNaN"),
        (lambda: Overlap("Broad", Decimal(31), DAY), "Broad: share is 31; it is a number from 0 to 1"),
        (lambda: Entity(Level.AD, Platform.META, "7", daily_budget=Decimal(-5)), "7: daily_budget is -5"),
        (lambda: Entity(Level.AD, Platform.META, "7", audience_size=-5), "7: audience_size is -5"),
        (lambda: Table(AD, (), DAY, window_reach={(DAY, DAY): -1}), "window_reach is -1"),
    ],
)
def test_what_cannot_be_is_refused_by_its_name(make: Callable[[], object], said: str) -> None:
    with pytest.raises(BadTable, match=said):
        make()


def test_days_come_in_order_each_once() -> None:
    with pytest.raises(BadTable, match="2026-11-19 comes after 2026-11-19"):
        Table(AD, (AdDay(DAY), AdDay(DAY)), DAY)


def test_an_idle_day_says_nothing_of_what_the_platform_never_gives() -> None:
    idle = AdDay.idle(DAY)
    assert (idle.spend, idle.negative_feedback, idle.engagements, idle.quality_ranking) == (0, None, None, None)


def test_channels_are_known_by_their_names() -> None:
    names = ("Facebook", " instagram ", "google", "tiktok", "linkedin")
    assert [Platform.of(each) for each in names] == [
        Platform.META,
        Platform.META,
        Platform.GOOGLE,
        Platform.TIKTOK,
        None,
    ]


def test_a_window_is_of_complete_days_and_names_the_late() -> None:
    seen = window(
        table({"first": date(2026, 11, 15), "columns": {"clicks": [1] * 5}, "late": [date(2026, 11, 16)]}), 7, TODAY
    )
    assert (seen.first, seen.last) == (date(2026, 11, 13), YESTERDAY)
    assert seen.late == (date(2026, 11, 13), date(2026, 11, 14), date(2026, 11, 16))


def test_a_sum_over_a_hole_is_refused() -> None:
    seen = window(table({"first": YESTERDAY, "columns": {"clicks": [1]}}), 2, TODAY)
    with pytest.raises(ValueError, match="clicks is not known on each day"):
        seen.total("clicks")


def test_days_before_it_began_are_not_missed() -> None:
    began = table({"entity": {"started_on": YESTERDAY}, "first": YESTERDAY, "columns": {"clicks": [1]}})
    seen = window(began, 7, TODAY)
    assert (seen.length, seen.late, seen.short) == (1, (), True)


def test_a_budget_after_an_edit_is_not_what_it_was_before() -> None:
    edited = {"daily_budget": 10, "edited_on": date(2026, 11, 18)}
    seen = table({"entity": edited, "first": date(2026, 11, 17), "columns": {"spend": [1, 1, 1]}})
    assert budget_of(seen, window(seen, 3, TODAY)) is Reason.EDITED
    assert budget_of(seen, window(seen, 2, TODAY)) is Reason.EDITED  # the day itself had both
    assert budget_of(seen, window(seen, 1, TODAY)) == 10


@pytest.mark.parametrize(("margin", "limit"), [(None, 1), (Decimal(1), 1), (Decimal("0.4"), Decimal("2.5"))])
def test_break_even_is_one_over_the_margin(margin: Decimal | None, limit: Decimal) -> None:
    assert break_even(margin) == limit


@pytest.mark.parametrize("margin", [Decimal(0), Decimal("-0.1"), Decimal("1.01"), Decimal(40)])
def test_a_margin_that_cannot_be_is_refused(margin: Decimal) -> None:
    with pytest.raises(ValueError, match="write the share of a sale"):
        break_even(margin)


def test_figures_are_shown_as_people_write_them() -> None:
    shown = (percent(Decimal("0.007")), percent(Decimal("0.96")), percent(Decimal("0.01")), change(Decimal("-0.03")))
    assert shown == ("0.7 %", "96 %", "1 %", "−3 %")
    assert (change(Decimal("0.22")), change(Decimal(0)), money(Decimal("53.4545"), "EUR")) == (
        "+22 %",
        "0 %",
        "€53.45",
    )
    assert (plain(Decimal("1.75"), 1), plain(Decimal(2), 1), plain(Decimal(1000))) == ("1.75", "2.0", "1,000")


@pytest.mark.parametrize(("value", "shown"), [("2.04", "2.04"), ("2.0004", "2.0004"), ("2", "2.0"), ("1.96", "1.96")])
def test_a_figure_beside_its_limit_never_looks_like_it(value: str, shown: str) -> None:
    assert number(Decimal(value), Decimal(2)) == shown
