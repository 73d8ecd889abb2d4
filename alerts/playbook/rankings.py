"""The platform's rankings of an ad against others that competed for the same audience. PURE."""

from __future__ import annotations

from collections.abc import Sequence

from alerts.playbook.days import AdDay

ORDER = ("below_average_10", "below_average_20", "below_average_35", "average", "above_average")
WORDS = {
    "below_average_10": "Lowest 10 %",
    "below_average_20": "Lowest 20 %",
    "below_average_35": "Lowest 35 %",
    "average": "Average",
    "above_average": "Above average",
}
UNRANKED = frozenset({"unknown", ""})  # too few impressions yet


def step(ranking: str) -> int | None:
    """From 0 (lowest 10 %) to 4 (above average), in the platform's spelling or ours. None: not a ranking we know."""
    name = _name(ranking)
    return ORDER.index(name) if name in ORDER else None


def unranked(ranking: str) -> bool:
    """Whether the platform says that it has no ranking yet."""
    return _name(ranking) in UNRANKED


def latest(days: Sequence[AdDay], field: str) -> tuple[AdDay, str] | None:
    """The newest day that holds a ranking, and the ranking: it is a judgement of a moment and is never added up."""
    return next(((day, found) for day in reversed(days) if (found := getattr(day, field)) is not None), None)


def _name(ranking: str) -> str:
    return ranking.strip().lower().replace(" ", "_")
