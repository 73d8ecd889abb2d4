"""Settings of a chart: any address is read, what is wrong in it is said, and what was chosen survives the way back."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explores import charts
from explores.charts import KINDS
from explores.charts.options import declared, each, of_address, one, params, read
from explores.charts.options.colours import NAMED, colour
from explores.charts.options.declared import DECLARED
from explores.charts.options.option import BadSetting
from explores.charts.options.registry import PER, joined, split
from explores.wish import Wish
from tests.explores.answers import monthly

KEYS = [joined(option, "a.b" if option.per else "") for option in DECLARED]
WORDS = [
    "1",
    "0",
    "on",
    "off",
    "12",
    "-3.5",
    "teal",
    "#abc",
    "left",
    "mean",
    "log",
    "#,##0.0",
    "d mmm",
    "a,b",
    "x" * 300,
]


def texts(kind: str, **given: str) -> tuple[dict[str, object], list[str]]:
    return read(kind, {key.replace("__", "."): value for key, value in given.items()})


def test_what_was_not_chosen_stands_at_its_default() -> None:
    values, notes = read("column", {})
    assert (values["legend"], values["y.scale"], values["x.ticks"], notes) == ("auto", "linear", True, [])


def test_a_setting_is_read_as_its_control_says() -> None:
    given = {"y.min": "-5", "rows.count": "3", "x.reversed": "1", "legend": "OFF", "colors": "teal, #ABC"}
    values, notes = read("column", given)
    assert notes == []
    assert [values[key] for key in given] == [-5.0, 3, True, "off", ("#008080", "#aabbcc")]


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("y.min", "abc", "Left: minimum (c[y.min]) takes a number, not “abc”."),
        ("rows.count", "2.5", "takes a whole number from 1 to 5000, not “2.5”."),
        ("legend", "maybe", "takes auto, on and off, not “maybe”."),
        ("colors", "teal,expression(1)", "takes a colour such as #0B557A or steelblue"),
        ("labels.format", "[red]0", "takes a format such as #,##0.0"),
        ("y.max", "1e999", "takes a number"),
        ("y.max", "nan", "takes a number"),
        ("legnd", "1", "There is no setting c[legnd]; try c[legend]."),
        ("series.a.b.colr", "1", "There is no setting c[series.a.b.colr]; try c[series.a.b.color]."),
        ("series.color", "red", "There is no setting c[series.color]"),
        ("pie.inner", "3", "Not for this kind of chart: Inner radius, %."),
    ],
)
def test_what_is_not_taken_is_said_with_its_name(key: str, value: str, said: str) -> None:
    values, notes = read("column", {key: value})
    assert len(notes) == 1
    assert said in notes[0]
    assert values == read("column", {})[0]


def test_a_bad_setting_in_an_address_is_a_note_and_the_chart_is_drawn() -> None:
    chart = charts.figure(monthly(), {"type": "column", "settings": {"y.min": "abc"}})
    assert chart.plot
    assert "Left: minimum (c[y.min]) takes a number, not “abc”" in chart.notes


def test_settings_of_one_series_are_found_by_its_name_whatever_it_holds() -> None:
    name = "orders.revenue|Q1. [x]"
    values, _ = read("column", {f"series.{name}.color": "red", "reference.10.at": "5", "reference.2.at": "6"})
    assert one(values, "series", name, "column") | {"color": "#ff0000", "shown": "yes"} == one(
        values, "series", name, "column"
    )
    assert list(each(values, "reference", "column")) == ["2", "10"]
    assert each(values, "series", "column")[name]["color"] == "#ff0000"


def test_a_yaml_file_says_the_same_as_an_address() -> None:
    file = {"legend": False, "y.max": 5, "colors": ["red", "teal"], "swap": True}
    address = {"legend": "off", "y.max": "5", "colors": "red,teal", "swap": "1"}
    assert read("column", file) == read("column", address)


def test_defaults_are_left_out_of_the_address() -> None:
    values, _ = read("line", {"legend": "auto", "y.min": "2", "series.a.b.label": ""})
    assert params("line", values) == [("c[y.min]", "2")]


def test_a_reference_line_stays_in_the_address_with_nothing_but_defaults() -> None:
    assert params("line", read("line", {"reference.1.at": "mean"})[0]) == [("c[reference.1.at]", "mean")]


@given(st.sampled_from(sorted(KINDS)), st.dictionaries(st.one_of(st.text(), st.sampled_from(KEYS)), st.text()))
def test_any_text_is_read_without_an_error(kind: str, texts: dict[str, str]) -> None:
    read(kind, texts)


@given(st.sampled_from(sorted(KINDS)), st.dictionaries(st.sampled_from(KEYS), st.sampled_from(WORDS)))
def test_what_was_chosen_survives_the_address(kind: str, texts: dict[str, str]) -> None:
    values, _ = read(kind, texts)
    again, notes = read(kind, of_address(params(kind, values)))
    assert notes == []
    assert {**again} == {key: value for key, value in values.items() if key in again}
    assert params(kind, again) == params(kind, values)


def test_names_are_told_apart() -> None:
    for kind in KINDS:
        found = Counter((option.per, option.key) for option in declared(kind))
        assert [key for key, count in found.items() if count > 1] == []
    for option in DECLARED:
        assert split(joined(option, "a.b")) == (option.per, "a.b" if option.per else "", option.key)
        assert option.per in {"", *PER}
        assert not option.per or "." not in option.key


def test_every_default_is_a_value_the_setting_takes() -> None:
    wrong = [o.key for o in DECLARED if o.control == "choice" and o.default not in o.keys]
    assert wrong == []


def test_colours_are_hex_codes_or_names_and_nothing_else() -> None:
    assert (colour(" #ABC "), colour("RebeccaPurple"), len(NAMED)) == ("#aabbcc", "#663399", 148)
    assert all(re.fullmatch("#[0-9a-f]{6}", code) for code in NAMED.values())
    for bad in ("", "#12", "#12345", "url(x)", "rgb(1,2,3)", "--ink", "red;", "var(--a)"):
        with pytest.raises(BadSetting):
            colour(bad)


def test_the_settings_are_of_the_page_not_of_the_query() -> None:
    wish = Wish.of([("fields", "a.x"), ("c[legend]", "off"), ("c[legend]", "on"), ("c[y.min]", "")])
    assert wish.settings == {"legend": "on"}
    assert wish.query_params() == [("fields", "a.x")]
