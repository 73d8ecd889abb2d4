"""The figures of a question as its tile shows them: names, units, decimals."""

from __future__ import annotations

from decimal import Decimal

from alerts.rules.words import Saying
from alerts.telling.money import style_of
from alerts.watching.looking import Watched
from cdp.warehouse.base import Pin
from explores.formatting.formats import Style, cell, split_format
from explores.semantic.errors import SemanticError
from explores.semantic.info import short_name
from explores.semantic.model import Explore

ENGLISH = Style()


def saying_of(watched: Watched, pin: Pin | None = None) -> Saying:
    """How people read the figures of the question, its amounts with their currency. A field that is gone goes by its
    id. ``pin``: the published state that is told of; the newest without one."""
    try:
        return saying_in(watched.explore, style_of(watched, pin))
    except SemanticError:
        return saying_in(None)


def saying_in(explore: Explore | None, style: Style = ENGLISH) -> Saying:
    """The same, of an explore that was looked up already."""

    def name(field: str) -> str:
        found = explore.by_id.get(field) if explore else None
        return short_name(found) if found else field

    def figure(field: str, value: Decimal) -> str:
        found = explore.by_id.get(field) if explore else None
        return figure_words(value, getattr(found, "format", "") or "decimal", style)

    return Saying(name, figure)


def figure_words(value: Decimal, format_name: str, style: Style = ENGLISH) -> str:
    """The figure with at least as many decimals as its format has, and none of its own lost: a threshold of 0.125 %
    reads as that, whatever the tile rounds to."""
    base, own = split_format(format_name)
    exact = (value * 100 if base == "percent" else value).normalize()
    exponent = exact.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) else 0
    return cell(value, format_name, style, decimals=max(own, min(places, MOST_PLACES)))


MOST_PLACES = 4  # of a rate such as 1/3, which has no end
