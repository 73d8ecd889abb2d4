"""What the forms of edit mode do to a document: each gives one that can be read, or says why not and does nothing."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards import reading
from dashboards.editing.history import STEPS, History
from dashboards.editing.operations import OPERATIONS, Change, done
from explores.semantic.errors import SemanticError

QUERY = {"explore": "business", "fields": ["orders.count"]}
PAGE: dict[str, Any] = {
    "title": "Weekly",
    "filters": {"day": {"label": "Day", "type": "date", "field": "orders.ordered_date"},
                "country": {"label": "Country", "type": "string", "field": "orders.country"}},
    "tiles": {
        "orders": {"title": "Orders", "vis": "single", "at": [0, 0, 12, 4], "query": QUERY, "compares": True},
        "hello": {"text": "Hello", "at": [12, 0, 12, 4]},
        "go": {"button": {"label": "Go", "link": "/explore/"}, "at": [0, 4, 24, 4]},
    },
}  # fmt: skip
FORM = {"tile": "orders", "title": "Orders", "cross_filter": "1", "listens.day": "1", "listens.country": "1"}


def do(what: str, document: dict[str, Any] = PAGE, **given: str) -> Change:
    before = copy.deepcopy(document)
    change = done(document, what, given)
    assert document == before
    return change


def ats(document: dict[str, Any]) -> dict[str, list[float]]:
    return {name: tile["at"] for name, tile in document["tiles"].items()}


def test_a_tile_is_moved_and_others_make_room() -> None:
    change = do("place", tile="orders", x="12", y="0")
    assert ats(change.document)["orders"] == [12, 0, 12, 4] and ats(change.document)["hello"] == [0, 0, 12, 4]
    assert change.said == "Orders: column 13, row 1, 12 wide, 4 high"
    assert ats(do("step", tile="orders", down="1").document) == {"orders": [0, 4, 12, 4], "hello": [12, 0, 12, 4], "go": [0, 8, 24, 4]}  # fmt: skip  # noqa: E501
    assert ats(do("step", tile="orders", down="1", stretch="1").document)["orders"] == [0, 0, 12, 5]


@pytest.mark.parametrize("kind", ["text", "markdown", "button"])
def test_words_are_added_where_there_is_room(kind: str) -> None:
    change = do("add", kind=kind)
    assert list(change.document["tiles"])[:3] == ["orders", "hello", "go"] and change.tile in change.document["tiles"]
    assert change.document["tiles"][change.tile]["at"][1] == 8


def test_a_tile_is_doubled_below_itself_and_deleted_again() -> None:
    change = do("duplicate", tile="orders")
    assert change.tile == "orders_2" and change.document["tiles"]["orders_2"]["query"] == QUERY
    gone = do("remove", change.document, tile="orders_2")
    assert gone.document["tiles"].keys() == PAGE["tiles"].keys() and gone.lost


def test_the_sheet_of_a_tile_says_all_of_it() -> None:
    form = FORM | {"title": "Orders paid", "subtitle": "by day", "note": "Net", "shown": "above", "cross_filter": ""}
    form |= {"refresh": "5 minutes", "timezone": "Europe/Paris", "width": "8", "height": "6", "column": "3", "row": "1"}
    form |= {"listens.country": "", "field.day": "orders.created_date"}
    tile = do("tile", **form).document["tiles"]["orders"]
    assert tile == {
        "title": "Orders paid", "vis": "single", "at": [2, 0, 8, 6], "query": QUERY, "compares": True,
        "note": {"text": "Net", "shown": "above"}, "subtitle": "by day", "timezone": "Europe/Paris",
        "refresh": "5 minutes", "cross_filter": False, "listens": {"day": "orders.created_date", "country": "no"},
    }  # fmt: skip


def test_a_sheet_sent_as_it_came_changes_nothing() -> None:
    assert do("tile", **FORM).document == PAGE
    assert do("tile", tile="hello", body="Hello").document == PAGE
    assert do("tile", tile="go", label="Go", link="/explore/").document["tiles"]["go"]["button"]["link"] == "/explore/"


@pytest.mark.parametrize(
    ("what", "given", "said"),
    [
        ("place", {"tile": "gone", "x": "0"}, "not there any more"),
        ("place", {"tile": "orders", "x": "nan"}, "takes a number"),
        ("place", {"tile": "orders", "x": "9" * 400}, "takes a number"),
        ("place", {"tile": "orders", "x": "1e9"}, "takes a number"),
        ("tile", FORM | {"title": " "}, "needs a name"),
        ("tile", FORM | {"title": "x" * 201}, "at most 200"),
        ("tile", FORM | {"note": "x" * 5001}, "at most 5,000"),
        ("tile", FORM | {"timezone": "Mars/Olympus"}, "no time zone"),
        ("tile", FORM | {"refresh": "1 second"}, "most often"),
        ("tile", FORM | {"note": "x", "shown": "<b>"}, "takes hover"),
        ("tile", FORM | {"title": "a\0b"}, "character that is none"),
        ("tile", {"tile": "go", "label": "x", "link": "javascript:alert(1)"}, "'link' takes an address"),
        ("tile", {"tile": "go", "label": "x", "link": "/", "color": "hotpink"}, "Color takes"),
        ("tile", {"tile": "hello", "body": "x" * 20_001}, "at most 20,000"),
        ("tile", {"tile": "hello", "body": " "}, "Write something"),
        ("add", {"kind": "script"}, "Kind takes text"),
        ("page", {"title": ""}, "needs a name"),
        ("page", {"title": "x", "timezone": "tomorrow"}, "no time zone"),
        ("page", {"title": "x", "refresh": "often"}, "a number and a unit"),
        ("tab-rename", {"tab": "gone", "label": "x"}, "not there any more"),
        ("tab-add", {"label": "x" * 61}, "at most 60"),
        ("shutdown", {}, "nothing called"),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(what: str, given: dict[str, str], said: str) -> None:
    with pytest.raises(SemanticError, match=said):
        do(what, **given)


def test_the_page_says_its_settings_and_forgets_what_is_usual() -> None:
    form = {"title": "Weekly", "timezone": "viewer", "refresh": "1 hour", "filter_bar": "right", "description": "d"}
    after = do("page", guide="Look **here**", **form).document
    assert after["settings"] == {
        "timezone": "viewer", "refresh": "1 hour", "run_on_load": False, "filter_bar": "right", "cross_filter": False
    }  # fmt: skip
    usual = do("page", after, title="Weekly", run_on_load="1", cross_filter="1", timezone="tile").document
    assert usual == PAGE


def test_the_first_tab_added_brings_one_for_what_is_there() -> None:
    after = do("tab-add", label="Details").document
    assert after["tabs"] == {"overview": "Overview", "details": "Details"}
    assert {tile["tab"] for tile in after["tiles"].values()} == {"overview"}
    moved = do("tile", after, **FORM, on_tab="details").document
    assert moved["tiles"]["orders"]["tab"] == "details" and list(moved["tiles"]) == list(PAGE["tiles"])
    turned = do("tab-move", moved, tab="details", by="-1").document
    assert list(turned["tabs"]) == ["details", "overview"] and turned["tiles"]["hello"]["tab"] == "overview"


@pytest.mark.parametrize(("tiles", "left"), [("keep", {"orders", "hello", "go"}), ("delete", {"hello", "go"})])
def test_tiles_of_a_deleted_tab_go_to_the_first_or_with_it(tiles: str, left: set[str]) -> None:
    two = do("tile", do("tab-add", label="Details").document, **FORM, on_tab="details").document
    after = do("tab-remove", two, tab="details", tiles=tiles).document
    assert after["tiles"].keys() == left and list(after["tabs"]) == ["overview"]
    assert do("tab-remove", after, tab="overview").document.get("tabs") is None


ANYTHING = st.sampled_from(["orders", "hello", "go", "text_2", "", "0", "1", "-1", "7", "1e5", "x", "keep", "delete",
                            "overview", "text", "button", "<script>", "hover", "UTC", "\0", "5 minutes"])  # fmt: skip
FIELDS = st.sampled_from(["tile", "x", "y", "width", "height", "across", "down", "stretch", "title", "label", "kind",
                          "tab", "on_tab", "at_tab", "by", "tiles", "body", "link", "row", "note"])  # fmt: skip
CALLS = st.lists(st.tuples(st.sampled_from(sorted(OPERATIONS)), st.dictionaries(FIELDS, ANYTHING)), max_size=15)


@given(CALLS)
def test_whatever_is_sent_the_document_can_be_read_and_undo_brings_back_each_state(
    calls: list[tuple[str, dict[str, str]]],
) -> None:
    history, states = History(copy.deepcopy(PAGE)), [PAGE]
    for what, form in calls:
        try:
            document = done(history.present, what, {"tile": "orders", **form}).document
        except SemanticError:
            continue
        reading.read("", document, "dashboard", standard=False)  # no overlap, every tab and filter there
        states += [document] if document != states[-1] else []
        history = history.on(document)
    for state in reversed(states):
        assert history.present == state
        history = history.undone()
    for state in states[1:]:
        history = history.redone()
        assert history.present == state


def test_of_many_changes_the_last_can_be_undone() -> None:
    history = History({"n": 0})
    for number in range(1, STEPS + 9):
        history = history.on({"n": number})
    assert len(history.past) == STEPS and history.undone().present == {"n": STEPS + 7}
    assert history.undone().on({"n": -1}).future == ()
