"""A control's parts become one expression, and the expression fills the same control."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboards.controls import conditions, terms
from dashboards.controls.conditions import Condition
from dashboards.controls.forms import parts_of, redraws
from dashboards.controls.kinds import ADVANCED, KINDS, kind_for, kinds_for
from dashboards.controls.setting import filled, read, write
from explores.filtering.operators import operator
from explores.semantic.errors import FilterError
from explores.semantic.filters import parse

NOW = datetime(2026, 11, 17, 12)
ODD = ["", " ", "a,b", "-50%", "50%", "a_b", 'the "best"', "a^b", "\\", 'x\\"', "NULL", "EMPTY", "null", " NULL", "a ",
       "\tb", "<script>", "İzmir", "[1,5]", "(a", "-", "--", "a\nb", "^", "^^ ", "💶"]  # fmt: skip
letters = st.characters(exclude_categories=["Cs"], exclude_characters="{")
texts = st.sampled_from(ODD) | st.text(letters, max_size=8)


@settings(max_examples=300)
@given(st.lists(texts | st.none(), min_size=1, max_size=5, unique=True))
def test_picked_texts_are_those_that_pass_and_those_that_are_shown(values: list[str | None]) -> None:
    parts = {"value": [terms.term("string", value) for value in values]}
    expression = write(KINDS["tag_list"], "string", parts)
    form = read(KINDS["tag_list"], "string", expression)
    assert form is not None and form.values == tuple(values)
    condition = parse("string", expression, now=NOW, case_sensitive=True)
    assert [one for one in [*ODD, *values, None] if condition.matches(one)] == [
        one for one in [*ODD, *values, None] if one in values
    ]


@settings(max_examples=150)
@given(st.lists(st.decimals(-(10**6), 10**6, places=3), min_size=1, max_size=5, unique=True), st.booleans())
def test_picked_numbers_are_those_that_pass(values: list[Any], null: bool) -> None:
    sent = [terms.plain(value) for value in values] + ["NULL"] * null
    expression = write(KINDS["checkboxes"], "number", {"value": sent})
    form = read(KINDS["checkboxes"], "number", expression)
    assert form is not None and set(form.values) == {*map(terms.plain, values), *[None] * null}
    condition = parse("number", expression, now=NOW)
    assert all(condition.matches(value) for value in values) and condition.matches(None) == null
    assert not condition.matches(max(values) + 1)


@pytest.mark.parametrize("labels", [["[0,10)", "[10,20)"], ["-10 to -1", "0 to 9"], ["Below 0", "30 or above", None]])
def test_tiers_are_picked_by_their_labels(labels: list[str | None]) -> None:
    expression = terms.listed("tier", labels)
    assert terms.picked("tier", expression) == tuple(labels)
    condition = parse("tier", expression, now=NOW)
    assert all(map(condition.matches, labels)) and not condition.matches("other")


@pytest.mark.parametrize(
    ("control", "grammar", "parts", "expression"),
    [
        ("drop_down", "string", {"value": ["FR"]}, "FR"),
        ("drop_down", "string", {"value": [""]}, ""),
        ("radio_buttons", "yesno", {"value": ["yes"]}, "yes"),
        ("button_toggles", "parameter", {"value": ["week, or so"]}, "week, or so"),
        ("range_slider", "number", {"from": ["5"], "to": ["9.5"]}, "[5,9.5]"),
        ("range_slider", "number", {"from": ["-5"], "to": [""]}, ">=-5"),
        ("range_slider", "number", {"from": [""], "to": ["9"]}, "<=9"),
        ("range_slider", "number", {}, ""),
        ("slider", "number", {"value": ["3"]}, "3"),
        ("single_day", "date", {"value": ["2026-11-17"]}, "2026-11-17"),
        ("date_range", "date", {"from": ["2026-01-01"], "to": ["2026-01-31"]}, "2026-01-01 to 2026-02-01"),
        ("date_range", "date", {"from": ["2026-01-01"]}, "after 2026-01-01"),
        ("date_range", "date", {"to": ["2026-01-31"]}, "before 2026-02-01"),
        ("timeframes", "date", {"value": ["last 7 days"]}, "last 7 days"),
        ("timeframes", "date", {"count": ["3"], "unit": ["month"]}, "3 month"),
        ("timeframes", "date", {"count": ["3"], "unit": ["month"], "complete": ["1"]}, "3 month ago for 3 month"),
        ("advanced", "string", {"op.0": ["ends"], "box.0": ["50%"], "op.1": ["is_not"], "value.1": ["a^,b"]},
         "%50^%,-a^,b"),
        ("advanced", "number", {"op.0": ["ne"], "box.0": ["5"], "op.1": ["eq"], "box.1": ["7"]}, "7,NOT 5"),
        ("advanced", "date", {"op.0": ["last"], "box.0": ["3", "week"], "op.1": ["null"]}, "3 week,NULL"),
        ("advanced", "string", {"op.0": ["attribute"], "box.0": ["region"]}, "{{ _user_attributes['region'] }}"),
        ("advanced", "string", {"op.0": ["contains"], "box.0": [" "]}, ""),
    ],
)  # fmt: skip
def test_parts_become_one_expression_that_the_control_shows_again(
    control: str, grammar: str, parts: dict[str, list[str]], expression: str
) -> None:
    kind = KINDS[control]
    assert write(kind, grammar, parts) == expression
    form = read(kind, grammar, expression)
    assert form is not None


@pytest.mark.parametrize(
    ("control", "grammar", "expression"),
    [
        ("tag_list", "string", "F%"), ("checkboxes", "string", "-FR"), ("tag_list", "string", "EMPTY"),
        ("tag_list", "string", "{{ _user_attributes['region'] }}"), ("drop_down", "string", "FR,DE"),
        ("checkboxes", "number", ">5"), ("range_slider", "number", "(5,9]"), ("range_slider", "number", "5,9"),
        ("range_slider", "number", "NOT 5"), ("range_slider", "number", "[5,9],NULL"), ("slider", "number", "NULL"),
        ("single_day", "date", "this week"), ("date_range", "date", "2026-02-02 to 2026-01-01"),
        ("date_range", "date", "9999-02-30 to 2026-01-01"), ("timeframes", "date", "this week, NULL"),
        ("tag_list", "string", '"open'),
    ],
)  # fmt: skip
def test_what_a_control_cannot_show_is_left_to_the_advanced_one(control: str, grammar: str, expression: str) -> None:
    assert read(KINDS[control], grammar, expression) is None
    assert read(ADVANCED, grammar, expression) is not None


@pytest.mark.parametrize(
    ("control", "grammar", "parts", "said"),
    [
        ("range_slider", "number", {"from": ["NaN"], "to": ["5"]}, "“NaN” is not a number"),
        ("range_slider", "number", {"from": ["9"], "to": ["5"]}, "the smaller number comes first"),
        ("slider", "number", {"value": ["many"]}, "“many” is not a number"),
        ("single_day", "date", {"value": ["2026-02-30"]}, "“2026-02-30” is not a date"),
        ("date_range", "date", {"from": ["2026-02-01"], "to": ["2026-01-01"]}, "the earlier day comes first"),
        ("date_range", "date", {"to": ["9999-12-31"]}, "there is no day"),
        ("timeframes", "date", {"count": ["0"], "unit": ["day"]}, "“0” is not a whole number"),
        ("timeframes", "date", {"count": ["3"], "unit": ["fortnight"]}, "“fortnight” is not a unit"),
        ("advanced", "string", {"op.0": ["sounds_like"]}, "no way to filter"),
        ("advanced", "date", {"op.0": ["on"], "box.0": ["soon"]}, "“soon” is not a date"),
        ("tag_list", "string", {"value": ["x" * 100_000]}, "at most 20,000 characters"),
    ],
)  # fmt: skip
def test_what_does_not_belong_into_a_control_is_said(
    control: str, grammar: str, parts: dict[str, list[str]], said: str
) -> None:
    with pytest.raises(FilterError, match=said):
        write(KINDS[control], grammar, parts)


@settings(max_examples=200)
@given(
    st.lists(
        st.tuples(st.sampled_from(["is", "is_not", "contains", "not_contains", "starts", "ends"]), texts),
        min_size=1,
        max_size=4,
    )
)
def test_conditions_mean_the_same_after_they_were_read_back(given_: list[tuple[str, str]]) -> None:
    parts: dict[str, list[str]] = {}
    for place, (key, text) in enumerate(given_):
        parts[f"op.{place}"] = [key]
        parts[f"value.{place}" if key.startswith("is") else f"box.{place}"] = [
            terms.term("string", text) if key.startswith("is") else text
        ]
    expression = write(ADVANCED, "string", parts)
    form = read(ADVANCED, "string", expression)
    assert form is not None
    again = conditions.write("string", form.conditions)
    one, other = (parse("string", text, now=NOW) for text in (expression, again))
    for value in [*ODD, None, *(text for _, text in given_)]:
        assert one.matches(value) == other.matches(value), (expression, again)


def test_lists_of_one_operator_are_one_condition() -> None:
    form = read(ADVANCED, "string", "FR,-DE,NULL")
    assert form is not None
    assert form.conditions == (
        Condition(operator("text", "is"), values=("FR", None)),
        Condition(operator("text", "is_not"), values=("DE",)),
    )


def test_a_form_is_drawn_anew_where_its_operator_changed_or_a_button_asks_for_it() -> None:
    assert redraws({"op.0": ["contains"], "for.0": ["is"]})
    assert redraws({"op.0": ["is"], "for.0": ["is"], "more": ["1"]})
    assert not redraws({"op.0": ["is"], "for.0": ["is"]})
    assert len(filled(ADVANCED, "string", {"op.0": ["contains"], "box.0": ["a"], "more": ["1"]}).conditions) == 2
    assert filled(ADVANCED, "string", {"op.0": ["contains"], "box.0": ["a"], "less": ["0"]}).conditions == ()


def test_parts_belong_to_the_filter_of_their_name() -> None:
    sent = [("country", ["FR"]), ("country.value", ["DE"]), ("country.city", ["x"]), ("other.value", ["y"])]
    assert parts_of("country", sent, ["country.city"]) == {"value": ["DE"]}


def test_a_control_that_cannot_set_the_filter_gives_way() -> None:
    assert kind_for("slider", "string").name == "advanced"
    assert kind_for("advanced", "parameter").name == "drop_down"
    assert kind_for("nothing", "date").name == "advanced"
    assert [kind.name for kind in kinds_for("date")] == ["single_day", "date_range", "timeframes", "advanced"]
