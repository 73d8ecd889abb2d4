"""Actions of a field as the catalog writes them, and the address that a value makes."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explores.semantic import actions
from explores.semantic.errors import SemanticError
from explores.semantic.section import CatalogError, Section
from explores.semantic.ways_out import Action

GOOD: dict[str, Any] = {"label": "Go", "url": "https://x.org/a/{value}?b={orders.id}"}


def read(*entries: Any) -> tuple[Action, ...]:
    return actions.read(Section({"actions": list(entries)}, "orders.yaml: dimensions.channel"))


def test_an_action_is_read_whole() -> None:
    control = {"name": "why", "label": "Why", "type": "select", "options": ["a", 1], "default": 1, "required": True}
    [found] = read({**GOOD, "confirm": "Sure?", "params": {"a": 1}, "form": [control]})
    assert (found.label, found.confirm, found.params) == ("Go", "Sure?", {"a": "1"})
    assert (found.form[0].options, found.form[0].default, found.form[0].required) == (("a", "1"), "1", True)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"url": "https://{value}.org/"}, "does not begin with http"),
        ({"url": "https://a@x.org/"}, "does not begin with http"),
        ({"url": "//x.org/"}, "does not begin with http"),
        ({"url": "https://x.org/{channel}"}, "neither {value} nor {view.field}"),
        ({"label": " "}, "'label' is empty"),
        ({"method": "GET"}, "'method' means nothing here"),
        ({"form": [{"name": "Why", "label": "Why"}]}, "small letters"),
        ({"form": [{"name": "why"}]}, "'label' is missing"),
        ({"form": [{"name": "why", "label": "W", "type": "date"}]}, "it takes text, textarea, select"),
        ({"form": [{"name": "why", "label": "W", "type": "select"}]}, "needs 'options'"),
        ({"form": [{"name": "why", "label": "W", "options": ["a"]}]}, "are for a select"),
        ({"form": [{"name": "w", "label": "W", "type": "select", "options": ["a"], "default": "b"}]}, "none of its"),
        ({"form": [{"name": "why", "label": "A"}, {"name": "why", "label": "B"}]}, "two of form field 'why'"),
    ],
)
def test_a_wrong_action_is_named_with_its_place(change: dict[str, Any], said: str) -> None:
    with pytest.raises(CatalogError) as caught:
        read({**GOOD, **change})
    assert said in str(caught.value) and str(caught.value).startswith("orders.yaml: dimensions.channel: actions 1")


def test_two_actions_of_a_field_have_two_names() -> None:
    with pytest.raises(CatalogError, match="two of action 'Go'"):
        read(GOOD, GOOD)


@given(st.one_of(st.text(), st.sampled_from(["..", ".", "%2e%2e", "a/../..", "@y.org", "?x", "#", "\r\nX: y"])))
def test_no_value_leads_to_another_place(value: str) -> None:
    [found] = read(GOOD)
    try:
        url = actions.address(found, value, {"orders.id": value})
    except SemanticError:
        return
    parts = urlsplit(url)
    assert (parts.scheme, parts.netloc, parts.fragment) == ("https", "x.org", "")
    assert parts.path.startswith("/a/") and parts.path.count("/") == 2 and parts.path not in {"/a/", "/a/.", "/a/.."}
    assert url.isascii() and url.count("?") == url.count("=") == 1


def test_a_value_that_is_a_way_up_or_missing_is_refused() -> None:
    [found] = read(GOOD)
    for value in ("..", ".", "", None):
        with pytest.raises(SemanticError):
            actions.address(found, value, {"orders.id": 1})
    assert actions.ready(found, {"orders.id"}) and not actions.ready(found, {"orders.channel"})
