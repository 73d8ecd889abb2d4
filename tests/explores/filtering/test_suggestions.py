"""A value that is picked becomes the filter of just that value, whatever signs its label holds."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from explores.filtering import operators
from explores.semantic import tiers
from explores.semantic.resolve import read_as
from explores.semantic.settings import Setting

SETTING = Setting(datetime(2026, 3, 1, tzinfo=UTC), "UTC", (1,))
bounds = st.lists(
    st.integers(-500, 500) | st.decimals(-99, 99, places=1).map(float), min_size=1, max_size=6, unique=True
)
labels = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=12).filter(
    lambda text: text == text.strip() and "{{" not in text
)


def picked(kind: str, values: list[str]) -> str:
    """The expression after each value was taken from the list, one after the other, and the boxes read back."""
    box = ", ".join(operators.option(value) for value in values)
    expression = operators.operator(kind, "is").write([box])
    if not operators.KEYWORDS & set(values):  # which are shown as an expression
        assert operators.read(kind, expression)[1] == [operators.in_box(values)]
    return expression


@given(bounds, st.sampled_from(["classic", "interval", "integer", "relational"]), st.data())
def test_a_bin_that_is_picked_is_that_bin_alone(bounds: list[float], style: str, data: st.DataObject) -> None:
    every = list(tiers.labels(tuple(sorted(bounds)), style))
    chosen = data.draw(st.lists(st.sampled_from(every), min_size=1, unique=True))
    for expression in (picked("tier", chosen), ",".join(map(operators.term, chosen))):
        condition = read_as("tier", expression, SETTING)
        assert {label for label in every if condition.matches(label)} == set(chosen)


@given(st.lists(labels, min_size=1, max_size=4, unique_by=str.casefold), st.data())
def test_a_group_that_is_picked_is_that_group_alone(every: list[str], data: st.DataObject) -> None:
    chosen = data.draw(st.lists(st.sampled_from(every), min_size=1, unique=True))
    for expression in (picked("text", chosen), ",".join(map(operators.term, chosen))):
        condition = read_as("string", expression, SETTING)
        assert {label for label in every if condition.matches(label)} == set(chosen)


@given(labels)
def test_what_is_typed_again_in_a_list_looks_for_the_value_that_it_holds(label: str) -> None:
    assert operators.sought(operators.option(label)) == label
