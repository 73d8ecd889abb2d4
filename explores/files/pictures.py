"""Pictures that a file can be instead of rows: the room that draws them registers them here. PURE."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Picture:
    """A kind of picture, and the address where it is had."""

    code: str  # "png"
    label: str  # "PNG, a picture of the chart"
    # From the page or tile ("/explore/business/", "/dashboards/7/tiles/sales/"), its parameters, and the name that the
    # file is to have; empty where this one cannot be drawn.
    address: Callable[[str, list[tuple[str, str]], str], str]


_registered: dict[str, Picture] = {}


def register(picture: Picture) -> None:
    """Offer this kind of picture on download sheets; once, when the room that draws it is ready."""
    _registered[picture.code] = picture


def offered() -> list[Picture]:
    """Those that can be had."""
    return list(_registered.values())


def find(code: str) -> Picture | None:
    """The one of that code."""
    return _registered.get(code)
