"""Pictures that show something, and pictures that only look as if."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from deliveries.rendering.blank import Area, Blank, check_picture

LEFT, RIGHT = Area("Revenue", 0, 0, 100, 100), Area("Orders", 100, 0, 100, 100)


def png(*, ground: str = "white", size: tuple[int, int] = (200, 100), marks: tuple[tuple[int, ...], ...] = ()) -> bytes:
    picture = Image.new("RGB", size, ground)
    for mark in marks:
        ImageDraw.Draw(picture).rectangle(list(mark), fill="#0B557A")
    found = BytesIO()
    picture.save(found, "PNG")
    return found.getvalue()


@pytest.mark.parametrize("ground", ["white", "black", "#F6F7F8", "#0B557A"])
def test_a_picture_of_one_colour_is_blank(ground: str) -> None:
    with pytest.raises(Blank, match="The picture is blank"):
        check_picture(png(ground=ground))


def test_noise_that_no_eye_sees_is_no_drawing() -> None:
    picture = Image.new("RGB", (200, 100), (255, 255, 255))
    for place in range(0, 200, 2):
        picture.putpixel((place, place // 2), (250, 252, 251))
    found = BytesIO()
    picture.save(found, "PNG")
    with pytest.raises(Blank):
        check_picture(found.getvalue())


def test_a_half_blank_picture_names_the_half() -> None:
    with pytest.raises(Blank, match="Orders"):
        check_picture(png(marks=((20, 20, 60, 80),)), [LEFT, RIGHT])


def test_a_frame_around_nothing_is_blank() -> None:
    frame = ((100, 0, 199, 1), (100, 98, 199, 99), (100, 0, 101, 99), (198, 0, 199, 99))
    with pytest.raises(Blank, match="Orders"):
        check_picture(png(marks=((20, 20, 60, 80), *frame)), [LEFT, RIGHT])


def test_an_area_outside_of_the_picture_is_blank() -> None:
    with pytest.raises(Blank, match="below"):
        check_picture(png(marks=((20, 20, 60, 80),)), [Area("below", 0, 300, 100, 100)])


@pytest.mark.parametrize("broken", [b"", b"no picture", png(marks=((1, 1, 90, 90),))[:60]])
def test_what_cannot_be_read_is_blank(broken: bytes) -> None:
    with pytest.raises(Blank):
        check_picture(broken)


@pytest.mark.parametrize("mark", [(20, 50, 80, 50), (40, 10, 44, 14), (1, 1, 199, 99)])
def test_a_thin_line_a_word_and_a_full_area_pass(mark: tuple[int, ...]) -> None:
    check_picture(png(marks=(mark,)))


def test_a_colour_as_light_as_its_ground_is_seen() -> None:
    picture = Image.new("RGB", (100, 100), (120, 120, 120))
    ImageDraw.Draw(picture).rectangle([20, 20, 60, 60], fill=(120, 120, 200))
    found = BytesIO()
    picture.save(found, "PNG")
    check_picture(found.getvalue(), [Area("map", 0, 0, 100, 100)])
