"""The stretch of time that an alert looks at, where its tile fits any: one that moves on, in days, weeks or months."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from dashboards import filters
from deliveries.content.finding import Found
from explores.semantic.errors import SemanticError

FRAMES = {
    "date": "60 days ago for 60 days",
    "week": "25 weeks ago for 25 weeks",
    "month": "24 months ago for 24 months",
}
LATER = timedelta(days=40)  # by then a stretch that moves has moved


def is_open(found: Found) -> bool:
    """Whether the tile's time frame is that which fits the period of its page, and the page has one."""
    if found.tile is None or found.page is None or found.page.dashboard.period is None:
        return False
    listens = filters.listening(found.tile, found.page.dashboard.period)
    return bool(listens) and any(name.endswith(filters.ANY_TIMEFRAME) for name in found.tile.query.fields)


def frame_of(found: Found) -> str:
    """The time frame of an open tile as the page stands."""
    assert found.page is not None  # it is open
    try:
        period = found.page.period
    except SemanticError:
        return ""
    return period.timeframe() if period else "month"


def moves(found: Found) -> bool:
    """Whether the stretch of the page is another one later on; else nothing new would ever be seen."""
    assert found.page is not None  # it is open
    later = replace(found.page, now=found.page.now + LATER)
    try:
        return found.page.period != later.period
    except SemanticError:
        return False


def by(found: Found, values: Mapping[str, str], frame: str) -> dict[str, str]:
    """The filters with which an open tile shows rows of that time frame, up to the last that is over."""
    kept = dict(values)
    if frame not in FRAMES or not is_open(found):
        return kept
    assert found.page is not None and found.page.dashboard.period is not None  # it is open
    if frame_of(found) == frame and moves(found):
        return kept
    return kept | {found.page.dashboard.period.name: FRAMES[frame]}
