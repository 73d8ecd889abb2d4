"""Conditional formatting: scales and conditions against figures by hand, and colours that can always be read."""

from __future__ import annotations

from statistics import quantiles
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explores.answer import Answer
from explores.charts import options
from explores.charts.options.declared.rules import condition
from explores.tables import table
from explores.tables.inks import READABLE, SURFACES, along, contrast, ink_on, readable
from explores.tables.painting import percentile, share_of, test
from tests.explores.answers import CHANNEL, COUNTRY, MONTH, ORDERS, RATE, answer, by_channel, dressed
from tests.explores.tables.test_look import html

test.__test__ = False  # type: ignore[attr-defined]  # a function of the product, of that name
colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
SCALE = {"format.1.scale": "white,black"}


def shown(values: list[Any], settings: dict[str, str], **extra: Any) -> table.DisplayTable:
    """A column of rates without bars."""
    rows = [(f"c{place}", value) for place, value in enumerate(values)]
    return table.build(answer((CHANNEL, RATE), rows, **extra), settings={f"column.{RATE.id}.bars": "off", **settings})


def painted(values: list[Any], settings: dict[str, str]) -> list[str]:
    """The background of each cell of the column; its style where it has no background."""
    made = shown(values, settings)
    marks = [line.cells[1].mark for line in made.lines]
    paints = [made.paints[int(mark[1:])] if mark else None for mark in marks]
    return [(paint.background or ",".join(paint.style) or paint.ink) if paint else "" for paint in paints]


def test_a_scale_runs_from_the_least_to_the_largest() -> None:
    assert painted([0, 5, 10], {**SCALE, "format.1.steps": "3"}) == ["#ffffff", "#808080", "#000000"]


def test_a_scale_of_three_colours_has_the_second_half_way() -> None:
    found = painted([0, 50, 100], {"format.1.scale": "red,white,blue", "format.1.steps": "3"})
    assert found == ["#ff0000", "#ffffff", "#0000ff"]


def test_a_scale_is_reversed() -> None:
    assert painted([0, 10], {**SCALE, "format.1.reverse": "1"}) == ["#000000", "#ffffff"]


@pytest.mark.parametrize("steps", [2, 3, 7, 100])
def test_a_scale_has_as_many_colours_as_steps(steps: int) -> None:
    assert len(set(painted(list(range(1000)), {**SCALE, "format.1.steps": str(steps)}))) == steps


def test_steps_out_of_bounds_are_told() -> None:
    assert "2 to 100" in shown([1, 2], {**SCALE, "format.1.steps": "101"}).notes[0]


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        ({"start": "0", "end": "100"}, [0.1, 0.2, 0.3, 0.9]),
        ({"start": "10", "end": "50"}, [0.0, 0.25, 0.5, 1.0]),  # beyond an end it stands at the end
        ({"end": "mean"}, [0.0, 10 / 27.5, 20 / 27.5, 1.0]),  # mean 37.5
        ({"end": "median"}, [0.0, 10 / 15, 1.0, 1.0]),  # median 25
        ({"start": "0", "center": "20", "end": "100"}, [0.25, 0.5, 0.5625, 0.9375]),
        ({"start": "0", "center": "20", "end": "100", "mirror": "1"}, [7 / 16, 0.5, 9 / 16, 15 / 16]),  # -60 to 100
        ({"start": "p25", "end": "p75"}, [0.0, 1 / 11, 5 / 11, 1.0]),  # 17.5 and 45
    ],
)
def test_ends_and_centre_by_hand(ends: dict[str, str], expected: list[float]) -> None:
    rule = {f"format.1.{name}": text for name, text in ends.items()}
    found = painted([10, 20, 30, 90], {**SCALE, **rule})
    grays = [int(min(int(share * 100), 99) / 99 * 255 + 0.5) for share in expected]
    assert [255 - int(code[1:3], 16) for code in found] == pytest.approx(grays, abs=1)


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=40))
def test_quartiles_are_those_of_the_standard_library(figures: list[float]) -> None:
    assert [percentile(figures, part) for part in (25, 50, 75)] == pytest.approx(quantiles(figures, method="inclusive"))


@given(st.floats(-100, 100), st.floats(-100, 100), st.floats(-100, 100), st.floats(-100, 100))
def test_a_place_on_a_scale_is_always_one(value: float, start: float, center: float, end: float) -> None:
    assert 0.0 <= share_of(value, start, center, end) <= 1.0


@pytest.mark.parametrize(
    ("said", "fits"),
    [
        ("= 5", [5]),
        ("!= 5", [0, 6]),
        ("> 5", [6]),
        ("<5", [0]),
        ("between 5 and 6", [5, 6]),
        ("not between 0 and 5", [6]),
        ("null", [None]),
        ("not null", [0, 5, 6]),
    ],
)
def test_a_condition_by_hand(said: str, fits: list[Any]) -> None:
    assert [value for value in (0, 5, 6, None) if test(condition(said))(value)] == fits


@pytest.mark.parametrize(
    ("said", "fits"),
    [("contains FR", ["fr", "Africa"]), ("not contains fr", ["DE"]), ("= DE", ["DE"]), ("!= de", ["fr", "Africa"])],
)
def test_texts_meet_conditions_in_any_case(said: str, fits: list[str]) -> None:
    assert [value for value in ("fr", "Africa", "DE", None) if test(condition(said))(value)] == fits


def test_a_condition_gives_background_colour_and_words() -> None:
    made = shown(
        [1, 9], {"format.1.when": "> 5", "format.1.background": "gold", "format.1.style": "bold,italic,struck"}
    )
    assert made.paints == (("#ffd700", "#12181f", "#12181f", ("bold", "italic", "struck")),)
    assert [line.cells[1].mark for line in made.lines] == ["", "f0"]
    assert 'class="num f0"' in html(made)


def test_the_first_rule_that_fits_wins() -> None:
    rules = {
        "format.2.when": "> 5", "format.2.background": "blue", "format.1.when": "> 8", "format.1.background": "red",
        "format.10.scale": "white,white",
    }  # fmt: skip
    assert painted([9, 7, 1], rules) == ["#ff0000", "#0000ff", "#ffffff"]


def test_missing_values_are_left_out_or_zero() -> None:
    assert painted([None, 10, 20], SCALE)[0] == ""
    assert painted([None, 10, 20], {**SCALE, "format_nulls": "1"}) == ["#ffffff", "#7e7e7e", "#000000"]


def test_totals_are_left_out_or_included() -> None:
    given = {"totals": {RATE.id: 15}}
    plain, both = (shown([10, 20], {**SCALE, **more}, **given) for more in ({}, {"format_totals": "1"}))
    assert plain.total is not None and plain.total[1].mark == ""
    assert both.total is not None and both.total[1].mark != "" and both.total[0].mark == ""


def test_row_totals_are_totals() -> None:
    base = by_channel()
    both = dressed(base.fields, base.rows, pivots=base.pivots, row_totals=[{ORDERS.id: 12}, {ORDERS.id: 6}])
    plain = table.build(both, settings=SCALE)
    assert [bool(cell.mark) for cell in plain.lines[0].cells] == [False, True, True, False]
    included = table.build(both, settings={**SCALE, "format_totals": "1"})
    assert [bool(cell.mark) for cell in included.lines[0].cells] == [False, True, True, True]


def test_a_rule_is_for_all_figures_or_for_those_it_names() -> None:
    both = answer((CHANNEL, ORDERS, RATE), [("a", 1, 1), ("b", 2, 2)])
    off = {f"column.{ORDERS.id}.bars": "off"}
    every = table.build(both, settings={**off, **SCALE})
    assert [bool(cell.mark) for cell in every.lines[0].cells] == [False, True, True]
    named = table.build(both, settings={**off, **SCALE, "format.1.fields": f"{RATE.id},orders.nope"})
    assert [bool(cell.mark) for cell in named.lines[0].cells] == [False, False, True]
    assert "orders.nope, which is not in the table" in named.notes[0]


def test_a_text_column_is_painted_where_a_rule_names_it() -> None:
    rule = {"format.1.fields": CHANNEL.id, "format.1.when": "contains c1", "format.1.background": "red"}
    assert [line.cells[0].mark for line in shown([1, 2], rule).lines] == ["", "f0"]


def test_not_beside_subtotals_and_it_says_so() -> None:
    subtotals = [[{COUNTRY.id: "FR", ORDERS.id: 4}]]
    grouped: Answer = answer((COUNTRY, CHANNEL, ORDERS), [("FR", "a", 4)], subtotals=subtotals)
    made = table.build(grouped, settings=SCALE)
    assert made.paints == () and "subtotals" in made.notes[0]


def test_not_on_a_column_with_bars_and_it_says_so() -> None:
    made = table.build(answer((MONTH, ORDERS), [(None, 1), (None, 2)]), settings=SCALE)
    assert made.paints == () and made.notes == ("Orders has bars in its cells, so rules do not colour it.",)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({"format.1.scale": "red"}, "two to five"),
        ({"format.1.when": "> 5"}, "needs a background"),
        ({"format.1.background": "red"}, "needs a scale"),
        ({"format.1.when": "about 5", "format.1.ink": "red"}, "between 1 and 5"),
        ({"format.1.scale": "red,blurple"}, "a colour such as"),
        ({"format.1.scale": "red,red,red,red,red,red"}, "at most 5"),
        ({**SCALE, "format.1.start": "p101"}, "a percentile"),
    ],
)
def test_a_rule_that_cannot_be_is_told(rule: dict[str, str], words: str) -> None:
    assert any(words in note for note in shown([1, 2], rule).notes)


@given(colours)
def test_every_background_has_an_ink_that_can_be_read(background: str) -> None:
    assert contrast(ink_on(background), background) >= READABLE


@given(colours, colours)
def test_a_colour_of_text_can_be_read_wherever_it_stands(colour: str, background: str) -> None:
    for one in (background, *SURFACES):
        assert contrast(readable(colour, one), one) >= READABLE


@given(colours)
def test_a_colour_that_can_be_read_is_left_as_it_is(colour: str) -> None:
    for surface in SURFACES:
        if contrast(colour, surface) >= READABLE:
            assert readable(colour, surface) == colour


@given(st.lists(colours, min_size=2, max_size=5))
def test_a_scale_begins_and_ends_with_its_colours(scale: list[str]) -> None:
    assert (along(scale, 0), along(scale, 1)) == (scale[0], scale[-1])


def test_the_ink_of_white_is_dark_and_of_black_is_light() -> None:
    assert (ink_on("#ffffff"), ink_on("#000000")) == ("#12181f", "#ffffff")


@pytest.mark.parametrize(
    "when",
    ["> 0.0005", "between 1 and 5.25", "not between -1 and 5", "null", "not null", "contains FR", "!= x", "= 7"],
)
def test_a_condition_is_written_as_it_is_read(when: str) -> None:
    read, _ = options.read("table", {"format.1.when": when})
    written = dict(options.params("table", read))
    again, notes = options.read("table", {"format.1.when": written["c[format.1.when]"]})
    assert again == read and notes == []
