"""Ranges, meters and curves as small drawings, and amounts as texts."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from alerts.screen import amounts, axis
from alerts.screen.density import WIDTH, density
from alerts.screen.meter import meter
from alerts.screen.signals import signals

E28 = [(Decimal(28), "EUR"), (None, "EUR"), (Decimal("28.00"), "EUR")]


def test_one_target_gives_an_axis_of_money() -> None:
    found = axis.scale(E28)
    assert [(text, anchor) for _, text, anchor in found.marks] == [("€0", "start"), ("€28", "middle"), ("€80", "end")]
    assert found.place(28) == 35.0


@pytest.mark.parametrize("other", [(Decimal(30), "EUR"), (Decimal(28), "USD")])
def test_several_targets_or_currencies_are_shown_in_times_the_target(other: tuple[Decimal, str]) -> None:
    found = axis.scale([*E28, other])
    assert [text for _, text, _ in found.marks] == ["0", "target", "3×"]
    drawn = axis.range_of(found, axis.Cost(Decimal(60), 30, 120, 30), "")
    assert drawn and (drawn.low, drawn.dot, drawn.target) == (33.3, 66.7, 33.3)


def test_what_lies_beyond_the_axis_stands_at_its_end_and_says_so() -> None:
    drawn = axis.range_of(axis.scale(E28), axis.Cost(200, 90, 400, 28), "")
    assert drawn and (drawn.low, drawn.width, drawn.dot, drawn.over) == (100, 0, 100, True)


@pytest.mark.parametrize("known", [(None, None, None, 28), (20, 10, 30, None)])
def test_what_is_not_known_is_not_drawn(known: tuple[float | None, ...]) -> None:
    assert axis.range_of(axis.scale(E28), axis.Cost(*known), "") is None


@pytest.mark.parametrize(
    ("chance", "text", "tone", "fill"),
    [
        (0.004, "< 1\u202f%", "good", 0),
        (0.04, "4\u202f%", "good", 3.2),
        (0.7999, "79\u202f%", "good", 64.0),
        (0.8, "80\u202f%", "warn", 64.0),
        (0.9499, "94\u202f%", "warn", 76.0),
        (0.95, "95\u202f%", "bad", 76.0),
        (0.9995, "> 99\u202f%", "bad", 80.0),
    ],
)
def test_a_chance_is_never_rounded_over_a_level(chance: float, text: str, tone: str, fill: float) -> None:
    found = meter(chance)
    assert found and (found.text, found.tone, found.fill) == (text, tone, fill)


def test_without_a_chance_there_is_no_bar() -> None:
    assert meter(None) is None


def test_the_curve_is_cut_at_the_target() -> None:
    found = density([(20, 0.0), (40, 1.0), (80, 0.2)], 30, "EUR")
    assert found and found.below.startswith("M") and found.line_above.startswith(f"M{found.target:g} ")
    assert found.target_said == "target €30"


@pytest.mark.parametrize(("target", "empty"), [(5, "below"), (500, "above"), (None, "above")])
def test_a_target_beside_the_curve_leaves_one_side_empty(target: float | None, empty: str) -> None:
    found = density([(20, 0.1), (40, 1.0), (80, 0.2)], target, "EUR")
    assert found and getattr(found, empty) == ""
    assert found.target is None or 0 <= found.target <= WIDTH


@pytest.mark.parametrize("curve", [[], [(20, 1)], [(20, 1), (20, 1)]])
def test_no_curve_is_no_drawing(curve: list[tuple[float, float]]) -> None:
    assert density(curve, 28, "EUR") is None


def test_amounts_read_as_the_house_writes_them() -> None:
    assert amounts.exact(Decimal("53.449"), "EUR") == "€53.45" and amounts.exact(None, "EUR") == "∅"
    assert amounts.rounded(Decimal(1204), "EUR") == "€1,204" and amounts.rounded(Decimal("0.5"), "EUR") == "€0.50"
    assert amounts.count(Decimal("2.50")) == "2.5" and amounts.count(Decimal("66.000")) == "66"


def test_days_and_moments_name_what_is_not_of_today_or_this_year() -> None:
    now = datetime(2026, 11, 17, 11, tzinfo=UTC)
    assert amounts.day(date(2026, 10, 21), now.date()) == "21 Oct"
    assert amounts.day(date(2025, 10, 21), now.date()) == "21 Oct 2025"
    assert amounts.moment(now, now, "Europe/Paris") == "12:00"
    assert amounts.moment(datetime(2026, 11, 16, 23, 30, tzinfo=UTC), now, "Europe/Paris") == "00:30"


def test_words_stand_clear_of_the_targets_line() -> None:
    cheap = density([(5, 0.2), (10, 1.0), (30, 0.01)], 28, "EUR")
    dear = density([(20, 0.2), (45, 1.0), (110, 0.01)], 28, "EUR")
    assert cheap and cheap.target and cheap.words_at < cheap.target and cheap.words_anchor == "end"
    assert dear and (dear.words_at, dear.words_anchor) == (WIDTH - 2, "end")


def test_signals_that_nobody_gives_fold_without_a_check() -> None:
    unknown = signals([{"signal": "ctr", "state": "not_available"}])
    known = signals([{"signal": "ctr", "state": "fine"}, {"signal": "sudden", "state": "odd"}])
    assert (unknown.rest_icon, unknown.rest_said) == ("circle-dashed", "1 signal not reported")
    assert known.rest_icon == "circle-check" and known.rest[1].word == "not known"
