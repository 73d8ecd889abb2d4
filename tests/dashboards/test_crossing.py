"""Clicks on marks as parts of an address. PURE."""

from __future__ import annotations

from dashboards.crossing import MOST_FIELDS, MOST_VALUES, Crossed, clicked, of_params, params_of, without

CHANNEL, MONTH = "orders.channel", "orders.ordered_month"
ADS = {CHANNEL: "Ads"}


def test_an_address_holds_all_of_it() -> None:
    crossed = (Crossed(CHANNEL, ("Ads", '"a, b"'), "by_channel"), Crossed(MONTH, ("2025-11",)))
    assert of_params(params_of(crossed)) == crossed


def test_what_is_no_cross_filter_is_passed_over() -> None:
    assert of_params([("country", "FR"), ("x[]", "a"), (f"x[{CHANNEL}]", "  "), (f"by[{MONTH}]", "t")]) == ()


def test_the_same_value_twice_is_one_value() -> None:
    assert of_params([(f"x[{CHANNEL}]", "Ads")] * 3) == (Crossed(CHANNEL, ("Ads",)),)


def test_a_click_chooses_and_another_one_takes_it_back() -> None:
    once = clicked((), "t", ADS)
    assert once == (Crossed(CHANNEL, ("Ads",), "t"),)
    assert clicked(once, "t", ADS) == ()


def test_another_mark_of_the_same_tile_takes_the_place_of_the_first() -> None:
    both = clicked((), "t", {**ADS, MONTH: "2025-11"})
    assert clicked(both, "t", {CHANNEL: "Email"}) == (Crossed(CHANNEL, ("Email",), "t"),)


def test_fields_of_other_tiles_stay() -> None:
    crossed = clicked(clicked((), "t", ADS), "u", {MONTH: "2025-11"})
    assert [each.by for each in crossed] == ["t", "u"]
    assert clicked(crossed, "u", {MONTH: "2025-11"}) == (Crossed(CHANNEL, ("Ads",), "t"),)


def test_with_ctrl_values_come_together_and_go_one_by_one() -> None:
    two = clicked(clicked((), "t", ADS), "t", {CHANNEL: "Email"}, add=True)
    assert two == (Crossed(CHANNEL, ("Ads", "Email"), "t"),)
    assert clicked(two, "t", ADS, add=True) == (Crossed(CHANNEL, ("Email",), "t"),)
    assert clicked(clicked((), "t", ADS), "t", ADS, add=True) == ()


def test_a_mark_of_two_fields_goes_without_taking_others_along() -> None:
    two = clicked(clicked((), "t", {**ADS, MONTH: "2025-10"}), "t", {**ADS, MONTH: "2025-11"}, add=True)
    assert clicked(two, "t", {**ADS, MONTH: "2025-11"}, add=True) == clicked((), "t", {**ADS, MONTH: "2025-10"})


def test_a_field_is_removed_by_itself() -> None:
    assert without(clicked((), "t", {**ADS, MONTH: "2025-11"}), MONTH) == (Crossed(CHANNEL, ("Ads",), "t"),)


def test_too_many_values_are_told_and_too_many_fields_left_out() -> None:
    many = of_params([(f"x[{CHANNEL}]", str(number)) for number in range(1000)])
    assert many[0].fault == f"1000 values are too many to cross-filter by; {MOST_VALUES} is the most."
    assert len(of_params([(f"x[a.b{number}]", "1") for number in range(50)])) == MOST_FIELDS
    assert "too long" in Crossed(CHANNEL, ("x" * 3000,)).fault
