"""Papers, and how wide a page is laid out on them."""

from __future__ import annotations

import pytest

from deliveries.rendering.paper import LARGEST, SIZES, Paper
from deliveries.rendering.sheets import style


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("landscape", [True, False])
def test_what_is_laid_out_fills_the_paper(size: str, landscape: bool) -> None:
    paper = Paper(size, landscape=landscape)
    room = (paper.sides[0] - 20) / 25.4 * 96
    wide = paper.width * paper.scale(paper.width)
    assert wide == pytest.approx(room, rel=0.01)
    assert wide < room - 0.9  # it rounds papers to whole points: a frame at the very edge lost half its line
    assert 0.1 <= paper.scale(paper.width) <= LARGEST


def test_landscape_turns_the_paper() -> None:
    assert Paper("a4").sides == (210, 297)
    assert Paper("a4", landscape=True).sides == (297, 210)


def test_a_single_column_is_narrow_unless_it_is_to_be_wide() -> None:
    assert Paper(single_column=True).width == 800
    assert Paper(single_column=True, wide=True).width == 1680
    assert Paper().width == 1260


def test_an_unknown_paper_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"no paper 'a9'.*letter"):
        Paper("a9")


@pytest.mark.parametrize("title", ['"; } body { display: none', "a\nb\\", "דוח \u202e", "*/ @import 'http://x'; /*"])
def test_no_title_ends_its_place_at_the_foot(title: str) -> None:
    inside = style(Paper("a4"), title).split('content: "', 1)[1].split('"', 1)[0]
    assert not set(inside) - set("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ\\ ")


def test_a_page_is_laid_out_wider_where_that_saves_a_page() -> None:
    paper = Paper("a4", landscape=True)
    assert paper.filling([200, 300]) == paper.width
    assert paper.filling([230, 690, 300]) > paper.width
    assert paper.filling([]) == paper.width
