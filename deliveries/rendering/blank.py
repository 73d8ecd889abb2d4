"""Tells a picture that shows something from one that shows nothing. PURE but for Pillow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, UnidentifiedImageError

NEAR = 8  # of 255: how far two shades may be apart and still be seen as one
SPECK = 12  # pixels that differ: fewer are no drawing
EDGE = 2  # pixels around an area that may belong to its frame


@dataclass(frozen=True)
class Area:
    """A part of a picture where something must be seen; in pixels of the picture."""

    name: str  # as people know it: a tile's title
    left: int
    top: int
    width: int
    height: int


class Blank(Exception):
    """There is nothing to see where something should be. ``name`` is that of the area; empty: of the whole."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is nothing to see in {name}." if name else "The picture is blank.")
        self.name = name


def check_picture(png: bytes, expected: Iterable[Area] = ()) -> None:
    """Raises Blank for a picture that cannot be read, is of one colour, or is so in an expected area."""
    try:
        picture = Image.open(BytesIO(png)).convert("RGB")
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as error:
        raise Blank("") from error
    if not _drawn(picture):
        raise Blank("")
    for area in expected:
        if not _drawn(_part(picture, area)):
            raise Blank(area.name)


def _part(picture: Image.Image, area: Area) -> Image.Image:
    """The inside of an area, as far as it lies in the picture."""
    left, top = max(area.left, 0) + EDGE, max(area.top, 0) + EDGE
    right = min(area.left + area.width, picture.width) - EDGE
    bottom = min(area.top + area.height, picture.height) - EDGE
    return picture.crop((left, top, max(left, right), max(top, bottom)))


def _drawn(picture: Image.Image) -> bool:
    """Whether enough of it differs from its most common colour. A part of no size shows nothing."""
    return any(_differing(band.histogram()) >= SPECK for band in picture.split())


def _differing(shades: list[int]) -> int:
    """How many pixels are far from the shade that most have."""
    ground = max(range(len(shades)), key=shades.__getitem__)
    return sum(count for shade, count in enumerate(shades) if abs(shade - ground) > NEAR)
