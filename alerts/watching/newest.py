"""The newest day that figures without a date of their own are of. PURE.

Figures of a week, a month, or of all time take in the day that runs or the last one that is over, unless the filters on
their dates end before. Something must have come since that day began (or, of one that is over, since it ended), else
the figures lack it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time

from alerts.rules.rule import Rule
from explores.semantic.filters.date_condition import DateCondition
from explores.semantic.model import Dimension, Explore
from explores.semantic.query import Query
from explores.semantic.resolve import read
from explores.semantic.settings import Setting


def wanted_since(explore: Explore, query: Query, rule: Rule, setting: Setting) -> datetime:
    """The local moment since which something must have come: when today began, or when what is asked for ended."""
    today = datetime.combine(setting.today, time())
    return min([today, *(end for end in _ends(explore, query, rule, setting) if end is not None)])


def _ends(explore: Explore, query: Query, rule: Rule, setting: Setting) -> Iterator[datetime | None]:
    """Of each filter on a date of the figures; None is open."""
    views = {getattr(explore.by_id.get(name), "view", "") for name in rule.fields}
    for name, text in query.filters:
        field = explore.by_id.get(name)
        if isinstance(field, Dimension) and (field.view in views or field.view not in explore.views):
            condition = read(field, text, setting)
            if isinstance(condition, DateCondition) and condition.local:
                ends = [end for _, end in condition.local]
                yield None if None in ends else max(end for end in ends if end is not None)
