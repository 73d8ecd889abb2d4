"""Words stand apart whatever they are, the larger the more, and always the same way."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explores.charts.cloud import NARROW, WIDE
from explores.charts.cloud_places import LEAST, arrange, box, width
from tests.explores.answers import CHANNEL, COUNTRY, ORDERS, additive, answer
from tests.explores.charts.drawing import drawn

WEIGHTED = st.lists(st.tuples(st.text(min_size=1, max_size=24), st.floats(0.001, 1e6)), min_size=1, max_size=40)


def overlaps(words: list[str], weights: list[float], ground: tuple[int, int], *, rotated: bool) -> list[str]:
    edges = []
    for one in arrange(words, weights, ground, rotated=rotated):
        wide, high = box(words[one.word], one.size, upright=one.upright)
        edges.append((one.x - wide / 2, one.x + wide / 2, one.y - high / 2, one.y + high / 2))
    outside = [
        f"{edge} outside" for edge in edges if edge[0] < 0 or edge[1] > ground[0] or edge[2] < 0 or edge[3] > ground[1]
    ]
    return outside + [
        f"{a} over {b}"
        for place, a in enumerate(edges)
        for b in edges[:place]
        if a[0] < b[1] and b[0] < a[1] and a[2] < b[3] and b[2] < a[3]
    ]


@settings(deadline=None, max_examples=25)
@given(found=WEIGHTED, ground=st.sampled_from([WIDE, NARROW]), rotated=st.booleans())
def test_no_word_stands_over_another(found: list[tuple[str, float]], ground: tuple[int, int], rotated: bool) -> None:
    ranked = sorted(found, key=lambda pair: -pair[1])
    assert overlaps([word for word, _ in ranked], [weight for _, weight in ranked], ground, rotated=rotated) == []


@pytest.mark.parametrize("ground", [WIDE, NARROW])
def test_a_hundred_words_find_room(ground: tuple[int, int]) -> None:
    words = [f"word {n}" for n in range(100)]
    placed = arrange(words, [1000 / (n + 1) for n in range(100)], ground)
    assert len(placed) == 100 and min(one.size for one in placed) >= LEAST
    assert placed == arrange(words, [1000 / (n + 1) for n in range(100)], ground)


def test_the_largest_stands_in_the_middle_and_sizes_go_with_the_figures() -> None:
    first, second, third = arrange(["a", "b", "c"], [100, 25, 25], WIDE)
    assert (abs(first.x - 500) < 10, abs(first.y - 150) < 10) == (True, True)
    assert first.size == 2 * second.size == 2 * third.size


def test_accents_take_no_room_and_unknown_signs_more_than_enough() -> None:
    assert width("é", 10) == width("e", 10) < width("漢", 10) == 11


def test_words_are_those_of_the_first_dimension_by_the_first_measure() -> None:
    rows = [("Lyon", "FR", 4), ("Lyon", "IT", 5), ("Nice", "FR", 2), (None, "FR", 8), ("Brest", "FR", -1)]
    chart = drawn("words", answer((CHANNEL, COUNTRY, additive(ORDERS)), rows))
    assert (chart.plot["data"][0]["text"], chart.plot["data"][0]["customdata"]) == (["Lyon", "Nice"], ["9", "2"])
    assert [note["text"] for note in chart.plot["layout"]["annotations"]] == ["Lyon", "Nice"]
    assert "2 rows without a word or a figure above zero not drawn" in chart.notes
    assert "Lyon (9)" in chart.summary


def test_a_hundred_words_are_drawn_at_most() -> None:
    chart = drawn("words", answer((CHANNEL, ORDERS), [(f"w{n}", n + 1) for n in range(500)]))
    assert len(chart.plot["data"][0]["text"]) == 100
    assert "The 100 largest of 500 words are drawn" in chart.notes


def test_words_stand_upright_and_take_colours_as_told() -> None:
    given = answer((CHANNEL, ORDERS), [(f"w{n}", 9 - n) for n in range(3)])
    usual = drawn("words", given).plot["layout"]["annotations"]
    assert [note["textangle"] for note in usual] == [0, 0, 0]
    assert [note["font"]["color"] for note in usual] == ["--q9", "--q8", "--q7"]
    told = drawn("words", given, words__rotation="1", words__color="word").plot["layout"]["annotations"]
    assert [note["textangle"] for note in told] == [0, 0, -90]
    assert [note["font"]["color"] for note in told] == ["--slot1", "--slot2", "--slot3"]
