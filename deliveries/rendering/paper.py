"""What a dashboard is printed on, and how wide it is laid out there. PURE."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

FIT = "fit"
SIZES = {  # mm upright: width, height
    "letter": (215.9, 279.4),
    "legal": (215.9, 355.6),
    "tabloid": (279.4, 431.8),
    "a0": (841, 1189),
    "a1": (594, 841),
    "a2": (420, 594),
    "a3": (297, 420),
    "a4": (210, 297),
    "a5": (148, 210),
}
PIXEL = 25.4 / 96  # mm of one CSS pixel
MARGINS = (10, 10, 14, 10)  # mm: top, right, bottom (with the number of the page), left
WIDEST = 1260  # px of the grid, as the page shows it on a desktop
NARROWEST = 1080  # px below which its tiles have no room; what is printed on less is made smaller
LIKED = 0.8  # times: on less room than this leaves, the page is laid out narrower, to stay readable
COLUMN = 800  # px of tiles one under another
WIDE_COLUMN = 1680
SMALLEST = 0.7  # times: how small it is made to fill pages better
STEPS = (1.0, 1.06, 1.12, 1.2, 1.28)  # times the usual width, for that
LARGEST = 2.0  # times: what a browser can enlarge
TALLEST = 19_000  # px of one page: what readers of PDF take


@dataclass(frozen=True)
class Paper:
    """How it is to look. ``wide``: a single column of 1,680 px in place of 800."""

    size: str = FIT
    landscape: bool = False
    expand_tables: bool = False
    single_column: bool = False
    wide: bool = False

    def __post_init__(self) -> None:
        if self.size != FIT and self.size not in SIZES:
            raise ValueError(f"There is no paper {self.size!r}; it takes {FIT}, {', '.join(SIZES)}.")

    @property
    def fits(self) -> bool:
        """Whether it is one page as tall as what is on it."""
        return self.size == FIT

    @property
    def sides(self) -> tuple[float, float]:
        """Width and height in mm as it lies; of a paper of a size."""
        width, height = SIZES[self.size]
        return (height, width) if self.landscape else (width, height)

    @property
    def width(self) -> int:
        """How wide the page is laid out, in px."""
        column = (WIDE_COLUMN if self.wide else COLUMN) if self.single_column else 0
        if self.fits:
            return column or WIDEST
        return max(column or min(max(round(self._room / LIKED), NARROWEST), WIDEST), round(self._room / LARGEST))

    def scale(self, width: int) -> float:
        """By how much a page laid out so wide is made smaller or larger on the paper."""
        return 1.0 if self.fits else min((self._room - 1) / width, LARGEST)  # a browser cuts a part of a pixel off

    def filling(self, heights: Sequence[float]) -> int:
        """The width at which parts of these heights, none of them cut, take the fewest pages; of several the least."""
        usual = self.width
        widths = [round(usual * step) for step in STEPS]
        likely = [width for width in widths if width == usual or self.scale(width) >= SMALLEST]
        return min(likely, key=lambda width: (self._pages(heights, width), width))

    def _pages(self, heights: Sequence[float], width: int) -> int:
        page = (self.sides[1] - MARGINS[0] - MARGINS[2]) / PIXEL / self.scale(width)
        pages, left = 1, page
        for height in heights:
            if height > left and left < page:
                pages, left = pages + 1, page
            pages += int(max(height - 1, 0) // page)
            left -= height % page
        return pages

    @property
    def _room(self) -> float:
        """px between the margins."""
        return (self.sides[0] - MARGINS[1] - MARGINS[3]) / PIXEL
