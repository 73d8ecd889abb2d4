"""An address is read as far as it can be, and its links change one thing each."""

from __future__ import annotations

import pytest

from explores.wish import Wish, sorted_by

WISH = Wish.of(
    [("fields", "a.x,a.y"), ("f[a.x]", "5"), ("f[a.z]", ""), ("sorts", "a.y desc,a.x"), ("limit", ""), ("vis", "bar")]
)


def test_an_address_is_read_into_its_parts() -> None:
    assert WISH.fields == ("a.x", "a.y")
    assert WISH.filters == {"a.x": "5", "a.z": ""}
    assert (WISH.vis, WISH.limit, WISH.flag("total")) == ("bar", "500", False)


def test_the_chart_is_no_part_of_the_query() -> None:
    assert not {"vis", "stack"} & dict(Wish.of([*WISH.params, ("stack", "1")]).query_params()).keys()


def test_a_link_keeps_all_but_what_it_changes() -> None:
    href = WISH.having(vis="line").href()
    assert href == "?fields=a.x,a.y&f[a.x]=5&f[a.z]=&sorts=a.y+desc,a.x&vis=line"


def test_a_value_with_signs_of_an_address_survives_it() -> None:
    assert Wish.of([("f[a.x]", "a&b=c #%+")]).href() == "?f[a.x]=a%26b%3Dc+%23%25%2B"


def test_a_field_leaves_with_all_that_named_it() -> None:
    assert WISH.without("a.x").href() == "?fields=a.y&f[a.z]=&sorts=a.y+desc&vis=bar"


def test_a_field_is_replaced_wherever_it_is_named() -> None:
    assert WISH.instead("a.y", "a.w").href() == "?fields=a.x,a.w&f[a.x]=5&f[a.z]=&sorts=a.w+desc,a.x&vis=bar"


@pytest.mark.parametrize(
    ("clicked", "also", "result"),
    [
        (("b", True, None), False, [("b", True, None)]),
        (("a", True, None), False, [("a", False, None)]),
        (("b", True, None), True, [("a", True, None), ("b", True, None)]),
        (("a", True, None), True, [("a", False, None)]),
        (("a", True, "FR"), True, [("a", True, None), ("a", True, "FR")]),
    ],
)
def test_a_click_sorts_and_shift_adds(clicked: tuple[str, bool, str | None], also: bool, result: list[object]) -> None:
    assert sorted_by([("a", True, None)], clicked, also=also) == result
