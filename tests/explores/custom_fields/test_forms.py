"""A dialog's form writes the spec of a field, and shows a spec as it was written."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explores.custom_fields.forms import Form

SPECS: list[dict[str, Any]] = [
    {"dimension": "if(${orders.total} > 100, 1, 2)", "label": "Large", "format": "integer", "description": "Over 100."},
    {"bins": "orders.total", "size": 10, "min": 0, "max": 100.5, "style": "classic"},
    {"bins": "orders.total", "breaks": [10, 20.5, 30], "style": "interval"},
    {"groups": "orders.channel", "cases": [{"label": "Paid", "filter": "Ads"}], "else": "Other"},
    {"type": "percentile", "of": "orders.total", "percentile": 90, "filters": {"orders.status": "paid"}},
    {"based_on": "orders.revenue", "filters": {"orders.status": "paid", "orders.channel": "-Ads"}},
    {"calculation": "${orders.revenue} / 2"},
    {"calculation_type": "running_total", "of": "orders.revenue", "format": "money"},
]


def sent(form: Form) -> Form:
    """The form as a browser sends it back untouched."""
    first = "row_label" if form.kind.key == "group" else "row_field"
    lists = {key: [text] for key, text in form.values.items()}
    lists |= {"kind": [form.kind.key], "name": [form.name]}
    lists |= {first: [row[0] for row in form.rows], "row_filter": [row[1] for row in form.rows]}
    return Form.sent(lists)


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: next(iter(spec)))
def test_a_spec_comes_back_from_its_form(spec: dict[str, Any]) -> None:
    assert sent(Form.of("mine", spec)).spec() == spec


def test_what_is_no_number_stays_as_it_was_written() -> None:
    form = Form.sent({"kind": ["bin"], "of": ["orders.total"], "size": ["ten"], "min": ["nan"], "max": ["1e999"]})
    assert form.spec() == {"bins": "orders.total", "size": "ten", "min": "nan", "max": "1e999"}


def test_rows_in_which_nothing_is_written_are_left_out() -> None:
    form = Form.sent({"kind": ["group"], "of": ["a.b"], "row_label": ["", "X"], "row_filter": [" ", "1"]})
    assert form.spec()["cases"] == [{"label": "X", "filter": "1"}]


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
)


@settings(deadline=None)
@given(ANYTHING)
def test_any_spec_of_an_address_can_be_shown_in_a_form(spec: Any) -> None:
    for told in ("bins", "groups", "type", "based_on", "calculation"):
        shown = Form.of(
            "mine", {**(spec if isinstance(spec, dict) else {}), told: spec, "filters": spec, "cases": spec}
        )
        assert isinstance(sent(shown).spec(), dict)
    Form.of("mine", spec)
