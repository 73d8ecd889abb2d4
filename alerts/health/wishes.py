"""What people of an account want of their ads: aims, rules with their thresholds, new normals. PURE."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from alerts.health.facts import Facts, Key
from alerts.playbook.baseline import Acceptance
from alerts.playbook.days import Aims, Level, Spending
from alerts.playbook.evidence.levels import BALANCED, Levels
from alerts.playbook.rules import DEFAULT, Rule, playbook

EVIDENCE = "evidence"  # the name of the verdict on cost among the rules
ADVISE, OFF = "advise", "off"


@dataclass(frozen=True)
class Goal:
    """One statement of aims: of one thing, of a sub-account (``key`` None), or of the account (both None)."""

    key: Key | None
    subaccount: int | None
    currency: str
    cost_per_result: Decimal | None = None
    margin: Decimal | None = None
    sector_cpc: Decimal | None = None
    plan: Spending | None = None


@dataclass(frozen=True)
class Choice:
    """How one rule was set: the rule to run or, of the evidence, the levels. ``fault``: why what was set can't be
    used; then nothing runs. ``version`` is 0 where nobody has changed it."""

    rule: Rule | None = None
    levels: Levels | None = None
    preset: str = DEFAULT
    own: bool = False
    mode: str = ADVISE
    version: int = 0
    fault: str = ""

    @property
    def off(self) -> bool:
        """Whether it says nothing."""
        return self.mode == OFF


def untouched() -> dict[str, Choice]:
    """Every rule as it comes."""
    rules = {name: Choice(rule=file.choose()) for name, file in playbook().items()}
    return {**rules, EVIDENCE: Choice(levels=BALANCED)}


@dataclass(frozen=True)
class Wishes:
    """All of one account."""

    goals: Sequence[Goal] = ()
    choices: Mapping[str, Choice] = field(default_factory=untouched)
    accepted: Mapping[Key, Sequence[Acceptance]] = field(default_factory=dict)

    def aims(self, key: Key, facts: Facts) -> Aims:
        """Each figure from the narrowest that states it. Amounts of another currency are not used."""
        wide = sorted(self.goals, key=lambda goal: goal.subaccount is None)
        here = [goal for place in _chain(key, facts) for goal in wide if _holds(goal, place, facts)]
        ours = [goal for goal in here if goal.currency == facts.currency]
        return Aims(
            cost_per_result=next((goal.cost_per_result for goal in ours if goal.cost_per_result), None),
            margin=next((goal.margin for goal in here if goal.margin), None),
            sector_cpc=next((goal.sector_cpc for goal in ours if goal.sector_cpc), None),
            plan=next((goal.plan for goal in ours if goal.plan), None),
        )

    def acceptances(self, key: Key) -> Sequence[Acceptance]:
        """Of that very thing."""
        return self.accepted.get(key, ())


def above(key: Key, facts: Facts) -> list[Key]:
    """What it belongs to, the nearest first."""
    level, id_ = key
    if level is Level.AD and (ad := facts.ads.get(id_)):
        own = [(Level.AD_SET, ad.ad_set), (Level.CAMPAIGN, ad.campaign)]
    elif level is Level.AD_SET and (ad_set := facts.ad_sets.get(id_)):
        own = [(Level.CAMPAIGN, ad_set.campaign)]
    else:
        own = []
    return [(level, id_) for level, id_ in own if id_ is not None]


def _chain(key: Key, facts: Facts) -> list[Key | None]:
    return [key, *above(key, facts), None]


def _holds(goal: Goal, place: Key | None, facts: Facts) -> bool:
    return goal.key == place and goal.subaccount in (None, facts.subaccount)
