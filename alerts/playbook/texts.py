"""What the playbook says to people: why a signal matters, what to do, and why there is no verdict. PURE.

The one place of these texts. Keys: ``rule.check`` for WHY, ``Act`` for DO, ``Reason`` for REASONS.
"""

from __future__ import annotations

from collections.abc import Mapping

from alerts.playbook.acts import Act
from alerts.playbook.verdict import Reason

WHY: Mapping[str, str] = {
    "weak_results.no_result": "It spends, and nobody does what it asks for.",
    "weak_results.small_reach": "It reaches too few people to bring results, or to tell whether it would.",
    "weak_results.reach_falling": "Each day fewer people see it: it is shown less, or its audience is used up.",
    "weak_results.cost_up": "Each result costs clearly more than a week ago.",
    "frequency.high": "The same people see it again and again. They stop noticing, then they hide it.",
    "ctr.low": "Many see it and few click: it does not speak to these people.",
    "ctr.fall": "Fewer of those who see it click than a week ago: it wears out.",
    "return_and_cost.roas": "It brings in less than it costs.",
    "return_and_cost.cost_per_result": "A result costs more than you said it may.",
    "return_and_cost.cpc": "A click costs more than is usual.",
    "return_and_cost.pace": "The budget runs out before its time.",
    "return_and_cost.hollow_clicks": "Clicks are cheap and many, and nothing comes of them: look behind the click.",
    "quality_ranking.quality": "People find it worse than other ads, so it is shown less and costs more.",
    "quality_ranking.conversion": "Those who click act less often than with other ads for the same goal.",
    "engagement.rate": "Fewer people like, comment, share or save it than a week ago.",
    "engagement.ranking": "People answer it less than other ads for the same audience.",
    "overlap.share": "Two of your audiences hold the same people: you bid against yourself and tire them twice.",
    "sudden.impressions": "It is shown far more or far less than is usual on such a day.",
    "sudden.cpc": "A click costs far more or far less than is usual on such a day.",
    "sudden.frequency": "The same people see it far more or far less often than is usual on such a day.",
    "sudden.ctr": "Far more or far fewer of those who see it click than is usual on such a day.",
    "sudden.roas": "It brings in far more or far less for its cost than is usual on such a day.",
    "unspent.share": "The platform finds too few people for the budget: the audience is small or the ad ranks low.",
    "negative.new": "People hide it, report it or say bad things under it. Each view costs goodwill, and more money.",
}

DO: Mapping[Act, str] = {
    Act.PAUSE: "Pause it.",
    Act.WIDEN: "Widen the audience.",
    Act.NARROW: "Narrow the audience to those who buy.",
    Act.RENEW: "Renew the text, the image or the video.",
    Act.CUT_BUDGET: "Cut the budget.",
    Act.RAISE_BUDGET: "Raise the budget.",
    Act.EXCLUDE: "Exclude the people whom the other audience holds too.",
    Act.REBUILD: "Build it anew: another offer, another creative, another audience.",
    Act.LANDING_PAGE: "Look at the page behind the click.",
    Act.FIND_CAUSE: "Find the cause: a season or an offer that ended, a change of yours, a rival, a broken tag.",
    Act.ACCEPT: "If it is the new normal, accept it as such.",
}

REASONS: Mapping[Reason, str] = {
    Reason.LATE: "The figures of some days have not come yet. Nothing is concluded until they have.",
    Reason.PARTLY_REPORTED: "The platform left out a figure on some days. Nothing is concluded until it has come.",
    Reason.OLD_MEASURE: "The audiences were compared too long ago. Compare them again.",
    Reason.NOT_REPORTED: "These figures have not been given for any of the days.",
    Reason.NOT_GIVEN: "The platform does not give these figures for this level.",
    Reason.OTHER_LEVEL: "This is judged on another level: the campaign, the ad set or the ad.",
    Reason.OTHER_PLATFORM: "The rule does not look at this platform.",
    Reason.NO_AIM: "Nobody has set a target or a reference, and the account has no norm yet. Set one in the rules.",
    Reason.NO_BUDGET: "No daily budget is known here. It may stand on another level.",
    Reason.NO_WINDOW_REACH: "People are known by day only. Days can't be added up, so it lies between two bounds.",
    Reason.NOT_MEASURED: "Nobody has compared the audiences: bring who was exported to them and whom it is shown to.",
    Reason.UNKNOWN_WORD: "The ranking is not a word that is known. Map it in the file's mapping.",
    Reason.FEW: "Too little has happened to judge.",
    Reason.YOUNG: "It has not run long enough, or a new normal began a few days ago.",
    Reason.EDITED: "It was edited in these days, and the budget before the edit is not known.",
}


def why(key: str) -> str:
    """Why a signal matters, by ``Signal.why``."""
    return WHY[key]


def do(acts: tuple[str, ...]) -> list[str]:
    """What to do, by ``Signal.do``."""
    return [DO[Act(act)] for act in acts]
