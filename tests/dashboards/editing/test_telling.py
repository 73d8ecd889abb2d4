"""A form with a fault: what fits of it is kept, and the field that does not fit says why."""

from __future__ import annotations

import pytest

from dashboards.editing.operations import Change
from dashboards.editing.telling import done
from explores.semantic.errors import SemanticError
from tests.dashboards.editing.test_operations import FORM, PAGE

TILE = {**FORM, "width": "12", "height": "4", "column": "1", "row": "1", "timezone": ""}
GO = {"tile": "go", "label": "Go", "link": "/explore/", "width": "24"}


def told(change: Change) -> dict[str, str]:
    return {field: words for field, words in change.told.items() if words}


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("width", "240", "Width takes 2 to 24, not 240."),
        ("height", "1", "Height takes 2 to 60, not 1."),
        ("row", "no", "Row takes a number, not 'no'."),
        ("timezone", "Mars", "There is no time zone 'Mars'."),
    ],
)
def test_the_other_changes_of_a_form_are_kept(field: str, value: str, words: str) -> None:
    change = done(PAGE, "tile", {**TILE, "title": "All orders", field: value})
    assert told(change) == {field: words}
    assert change.said == words
    assert change.document["tiles"]["orders"] == PAGE["tiles"]["orders"] | {"title": "All orders"}


def test_several_fields_are_told_at_once() -> None:
    change = done(PAGE, "tile", {**TILE, "title": "", "width": "1", "note": "Ask Léa"})
    assert told(change) == {"title": "It needs a name.", "width": "Width takes 2 to 24, not 1."}
    assert change.document["tiles"]["orders"]["title"] == "Orders"
    assert change.document["tiles"]["orders"]["note"]["text"] == "Ask Léa"


def test_the_link_of_a_button_stays_while_its_words_change() -> None:
    change = done(PAGE, "tile", {**GO, "label": "Calendar", "link": "javascript:alert(1)"})
    assert list(told(change)) == ["link"]
    assert change.told["link"].startswith("Link takes an address of this site")
    assert change.document["tiles"]["go"]["button"] == {
        "label": "Calendar", "link": "/explore/", "style": "filled", "size": "medium", "align": "left"
    }  # fmt: skip


def test_words_that_are_taken_away_stay_as_they_were() -> None:
    change = done(PAGE, "tile", {"tile": "hello", "body": " "})
    assert told(change) == {"body": "Write something, or delete the tile."}
    assert change.document["tiles"]["hello"]["text"] == "Hello"


def test_the_page_and_a_filter_tell_at_their_fields_too() -> None:
    page = done(PAGE, "page", {"title": " ", "description": "Of the week", "timezone": "Mars"})
    assert told(page) == {"title": "It needs a name.", "timezone": "There is no time zone 'Mars'."}
    assert (page.document["title"], page.document["description"]) == ("Weekly", "Of the week")
    day = done(PAGE, "filter", {"filter": "day", "label": "", "default": "last month"})
    assert told(day) == {"label": "It needs a name."}
    assert day.document["filters"]["day"]["label"] == "Day"
    assert day.document["filters"]["day"]["default"] == "last month"


def test_what_fits_clears_what_was_told() -> None:
    change = done(PAGE, "tile", {**TILE, "title": "All orders"})
    assert set(change.told) == {"title", "timezone", "width", "height", "column", "row"}
    assert not told(change)


def test_a_fault_that_is_in_no_field_refuses_the_form() -> None:
    with pytest.raises(SemanticError, match="not there any more"):
        done(PAGE, "tile", {**TILE, "tile": "gone"})
