"""The address of a merged result, and the addresses that change it."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explores.merging.state import Merge, Source
from explores.semantic.errors import SemanticError

ORDERS = Source("business", "fields=orders.month,orders.revenue&f[orders.status]=a%26b")
SMS = Source("sms", "fields=sms.month,sms.sent", (("orders.month", "sms.month"),))
ADS = Source("ads", "fields=ads.day_month,ads.spend", (("orders.month", "ads.day_month"),))
ALL = Merge((ORDERS, SMS, ADS), (("vis", "line"), ("c[legend]", "off")))
WORD = st.text("ab.=&?%:,é[]", min_size=1, max_size=8)


def test_an_address_is_read_back_as_it_was() -> None:
    assert Merge.of(parse_qsl(ALL.href()[1:])) == ALL


@given(st.lists(st.builds(Source, st.sampled_from(["business", "sms"]), WORD), min_size=1, max_size=5), WORD)
def test_any_query_survives_the_address(sources: list[Source], value: str) -> None:
    merge = Merge(tuple(sources), (("vis", value),))
    assert Merge.of(parse_qsl(merge.href()[1:], keep_blank_values=True)) == merge


def test_any_query_can_be_the_first() -> None:
    led = ALL.leading(1)
    assert [source.explore for source in led.sources] == ["sms", "business", "ads"]
    assert led.sources[0].pairs == () and led.sources[1].pairs == (("sms.month", "orders.month"),)
    assert led.sources[2].pairs == (("sms.month", "ads.day_month"),) and led.rest == ALL.rest
    back = led.leading(1)
    assert back.sources[0] == ORDERS and back.sources[1] == SMS and back.sources[2] == ADS


def test_what_the_new_first_does_not_have_is_left_to_speak_for_itself() -> None:
    by_channel = Source("ads", "fields=a", (("orders.channel", "ads.channel"),))
    assert Merge((ORDERS, SMS, by_channel)).leading(1).sources[2].pairs == ()


@pytest.mark.parametrize(("place", "left"), [(0, ["sms", "ads"]), (1, ["business", "ads"]), (2, ["business", "sms"])])
def test_any_query_can_be_taken_away(place: int, left: list[str]) -> None:
    assert [source.explore for source in ALL.without(place).sources] == left


def test_a_query_is_put_in_place_or_at_the_end() -> None:
    assert ALL.put(1, ADS).sources == (ORDERS, ADS, ADS) and ALL.put(3, SMS).sources[-1] == SMS


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ([("source", "?fields=a")], "names no explore"),
        ([("source", "a?b")] * 9, "9 queries are too many"),
        ([("source", "a?b"), ("source", "c?d"), ("match", "x")], "takes pairs of dimensions"),
        ([("source", "a?b"), ("source", "c?d"), ("match", ":y")], "takes pairs of dimensions"),
    ],
)
def test_an_address_that_somebody_edited_says_what_is_wrong(params: list[tuple[str, str]], said: str) -> None:
    with pytest.raises(SemanticError, match=said):
        Merge.of(params)
