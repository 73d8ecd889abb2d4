"""The figure of an alert against its threshold, and its rule in words: from its last check, without asking anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from alerts.models import Alert, Check
from alerts.rules.judging import Judged, Verdict
from alerts.rules.rule import SERIES, BadRule, Rule
from alerts.rules.rule_form import rule_from_json
from alerts.rules.state_form import judged_from_json
from alerts.rules.words import Saying, condition_words, rule_words
from alerts.telling.message import worst_first
from alerts.telling.money import Styles
from alerts.telling.saying import saying_in
from explores.semantic import query_json
from explores.semantic.choosing import explore_for
from explores.semantic.errors import SemanticError
from explores.semantic.model import Catalog

NONE = "∅"


@dataclass(frozen=True)
class Told:
    """A rule and how its figures are said. ``rule`` is None for one that an older version of the product kept."""

    rule: Rule | None
    saying: Saying

    @property
    def words(self) -> str:
        """ "Hard bounce rate is above 0.40 %"."""
        return rule_words(self.rule, self.saying) if self.rule else "A rule of an older version; save the alert anew."


@dataclass(frozen=True)
class Now:
    """``whose``: the row it is of, where there are several; ``more``: how many further rows are in breach."""

    figure: str
    against: str
    whose: str = ""
    breach: bool = False
    more: int = 0


def told_of(alert: Alert, catalog: Catalog, styles: Styles) -> Told:
    """Its rule, with the names and units of the question that was kept with it, and the currency of its
    sub-accounts."""
    try:
        rule: Rule | None = rule_from_json(alert.rule)
    except BadRule:
        rule = None
    try:
        query = query_json.from_json(alert.query)
        explore = explore_for(catalog.explore(query.explore), query)
        names = dict.fromkeys([*query.fields, *(rule.fields if rule else ())])
        scope = {one.pk for one in alert.subaccounts.all()}
        return Told(rule, saying_in(explore, styles.of(explore, names, scope)))
    except SemanticError:
        return Told(rule, saying_in(None))


def now_of(told: Told, check: Check | None) -> Now | None:
    """The row that matters of the check: the worst of those in breach, else of the latest."""
    rows = judged_of(check.rows) if check else []
    if told.rule is None or not rows:
        return None
    row, breaches = telling(told.rule, rows), sum(each.verdict == Verdict.BREACH for each in rows)
    first = told.rule.conditions_of(row.reading.key)[0]
    figure = row.reading.figures.get(first.field)
    bare = Saying(lambda field: "", told.saying.figure)
    return Now(
        figure=NONE if figure is None else told.saying.figure(first.field, figure),
        against=condition_words(first, bare).strip().removeprefix("is "),
        whose=" · ".join(row.reading.key),
        breach=row.verdict == Verdict.BREACH,
        more=max(breaches - 1, 0) if told.rule.categories else 0,
    )


def telling(rule: Rule, rows: Sequence[Judged]) -> Judged:
    """Of a check's rows the one to show: of a series the newest ones, of those in breach if any are, the worst."""
    if rule.kind in SERIES:
        newest = max(row.reading.at for row in rows)
        rows = [row for row in rows if row.reading.at == newest]
    breaches = [row for row in rows if row.verdict == Verdict.BREACH]
    return worst_first(rule, breaches or rows)[0]


def judged_of(rows: Sequence[Mapping[str, Any]]) -> list[Judged]:
    """What a line of the history keeps."""
    return [judged_from_json(row) for row in rows]


def figure_of(rule: Rule, row: Judged) -> Decimal | None:
    """The figure that the first condition looks at."""
    return row.reading.figures.get(rule.conditions[0].field)
