"""A person's attributes in filters are values, whatever they hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explores.filtering import operators
from explores.semantic.compile import compile_query
from explores.semantic.errors import FilterError
from explores.semantic.personal import filled
from explores.semantic.query import Query
from explores.semantic.resolve import read_as
from explores.semantic.rewrite import rewrite
from explores.semantic.settings import Setting
from tests.explores.semantic.test_hostile import HOSTILE
from tests.explores.semantic.test_traps import CATALOG

ASKED = Setting(now=datetime(2025, 3, 15, tzinfo=UTC), zone="UTC", scope=(1,))
MINE = "{{ _user_attributes['mine'] }}"


def having(*values: str) -> Setting:
    return replace(ASKED, attributes=(("mine", values),))


def test_a_template_is_the_value_of_the_person_who_asks() -> None:
    found = read_as("string", MINE, having("FR"))
    assert found.matches("fr") and not found.matches("DE") and found.sentence == "is “FR”"
    assert read_as("number", f">={MINE}", having("30")).matches(30)
    assert read_as("date", f"after {MINE}", having("2025-02-01")).matches(datetime(2025, 2, 1))
    assert read_as("yesno", MINE, having("yes")).matches(True)


def test_several_values_are_a_list_and_may_be_left_out() -> None:
    found = read_as("string", MINE, having("FR", "DE"))
    assert [found.matches(place) for place in ("FR", "DE", "ES")] == [True, True, False]
    found = read_as("string", f"-{MINE}", having("FR", "DE"))
    assert [found.matches(place) for place in ("FR", "DE", "ES")] == [False, False, True]


def test_it_may_stand_inside_a_term_and_beside_others() -> None:
    found = read_as("string", f"%{MINE}%,other", having("a_b"))
    assert [found.matches(text) for text in ("xa_bx", "xaxbx", "other")] == [True, False, True]


@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
    | st.sampled_from(["NULL", "empty", "-x", "a,b", '"'])
)
def test_a_text_is_never_read_as_grammar(value: str) -> None:
    found = read_as("string", MINE, replace(having(value)))
    assert found.matches(value) and not found.matches(f"{value}y") and not found.matches(None)


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_value_is_bound(value: str) -> None:
    explore = CATALOG.explore("shop")
    query = rewrite(explore, Query("shop", ("contacts.count",), (("contacts.country", MINE),)))
    sql = compile_query(explore, query, having(value)).rows.sql
    assert value not in sql or value == "$p1"


WRONG = (
    ("string", "{{ _user_attributes['yours'] }}", ("x",), "no attribute 'yours'"),
    ("string", "{{ _user_attributes['mina'] }}", ("x",), "Try mine"),
    ("string", f"x{MINE}", ("a", "b"), "several values"),
    ("number", MINE, ("1 OR 1=1",), "takes a number"),
    ("date", MINE, ("2025-01-01 to 2026",), "takes a date"),
    ("boolean", MINE, ("maybe",), "takes yes or no"),
    ("location", MINE, ("1, 2",), "takes no attributes"),
    ("string", "{{ something else }}", ("x",), "user attribute"),
)


@pytest.mark.parametrize(("kind", "text", "values", "said"), WRONG)
def test_what_cannot_be_filled_in_is_told(kind: str, text: str, values: tuple[str, ...], said: str) -> None:
    with pytest.raises(FilterError) as caught:
        read_as(kind, text, having(*values))
    assert said in str(caught.value)


def test_another_persons_value_is_another_statement() -> None:
    explore = CATALOG.explore("shop")
    query = rewrite(explore, Query("shop", ("contacts.count",), (("contacts.country", MINE),)))
    found = [compile_query(explore, query, having(place)).rows.params for place in ("FR", "DE")]
    assert found[0] != found[1]


@pytest.mark.parametrize("kind", ["text", "number", "date", "yesno"])
def test_the_condition_matches_a_user_attribute_is_on_every_menu(kind: str) -> None:
    operator = operators.operator(kind, "attribute")
    assert operator.label == "matches a user attribute" and operator.write(["mine"]) == MINE
    assert operators.read(kind, MINE) == (operator, ["mine"]) and operators.condition(kind, MINE) == "is my mine"
    with pytest.raises(FilterError, match="not a name"):
        operator.write(["a'] }} b"])


def test_without_a_template_nothing_changes() -> None:
    assert filled("string", "a,b%", ()) == "a,b%"
