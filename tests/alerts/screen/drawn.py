"""Judged ads for tests of pages: a few, or all of the picture that the page is drawn after."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from accounts.models import SubAccount
from alerts.models.ads import Group, Health
from alerts.playbook.evidence.days import Day
from alerts.playbook.evidence.maturing import Curve
from alerts.playbook.evidence.verdict import Case, judge
from alerts.playbook.rules import playbook

DAY = date(2026, 11, 16)
CURVE = Curve((1.0,), learned=True, days=60)
TARGET = Decimal(28)


def health(place: SubAccount, row: int = 1, **values: Any) -> Health:
    """A healthy ad on Meta, unless values say otherwise."""
    known: dict[str, Any] = {
        "account_id": place.account_id, "subaccount_id": place.pk, "source_id": 1, "level": "ad", "row": row,
        "platform": "meta", "campaign": 900, "ad_set": 800, "name": f"Ad {row}", "campaign_name": "Autumn linens",
        "ad_set_name": "Broad", "group": Group.HEALTHY, "currency": "EUR", "spend": Decimal(100),
        "results": Decimal(5), "cost": Decimal(20), "limit": TARGET, "chance": 0.04, "low": Decimal(12),
        "high": Decimal(31), "day": DAY, "judged_at": timezone.now(), "data_as_of": timezone.now(),
        "started_on": date(2026, 10, 21),
    }  # fmt: skip
    return Health.objects.create(**known | values)


def judged(place: SubAccount, row: int, group: Group, name: str, spend: float, results: int, **values: Any) -> Health:
    """With the evidence that these figures are."""
    found = judge(Case([Day(DAY, spend, results)], float(TARGET), (), None, CURVE, date(2026, 11, 17)))
    low, high = found.likely_range
    belief = found.standing.belief
    curve = belief.curve(belief.quantile(0.002), belief.quantile(0.99), 60)
    tallest = max(height for _, height in curve)
    percent = int(found.chance * 100)
    evidence = {
        "headline": f"{percent} % chance this ad costs too much", "chance": found.chance, "result": "purchases",
        "limit": float(TARGET), "limit_from": "goal", "curve": [[cost, height / tallest] for cost, height in curve],
        "spend": float(spend), "raw_results": float(results), "matured_results": float(results), "raw_cost": found.cost,
        "days": {"wanted": 7, "received": 7, "late": [], "missing": [], "restated": 0,
                 "words": "7 of 7 days received, none restated. Today is left out."},
        "deciding_words": "About €84.00 more spend decides it." if group == Group.WATCH else "",
        "prior": {"words": "Too few other ads in its campaign: expected about €28.00 from the account's usual cost, "
                           "held loosely."},
        "alone": found.standing.alone, "holding": [], "incident": None,
    }  # fmt: skip
    figures = {"cost": Decimal(str(round(found.cost or 0, 2))), "chance": found.chance, "low": Decimal(str(low)),
               "high": Decimal(str(high))}  # fmt: skip
    known = {"group": group, "name": name, "spend": Decimal(str(spend)), "results": Decimal(results)}
    known["evidence"] = evidence
    return health(place, row, **known | figures | values)


def signal(name: str, state: str, now: str, rule: str, **values: Any) -> dict[str, Any]:
    """A signal as a row keeps it."""
    title = playbook()[name].title
    fires = {"said": "The same people see it again and again.", "do": ["pause"], "advice": ["Pause it."]}
    known = {"signal": name, "label": title, "chip": "", "state": state, "now": now, "rule": rule, "tests": [],
             "preset": "balanced", "version": 1, "said": "", "do": [], "advice": []}  # fmt: skip
    return known | (fires if state == "fires" else {}) | values


def tired() -> list[dict[str, Any]]:
    """Three of ten fire, one is not reported."""
    return [
        signal("weak_results", "fires", "4 days down", "3 days", chip="Weak results 4 d", do=["pause", "rebuild"]),
        signal("frequency", "fires", "2.4", "above 2.0", chip="Frequency 2.4"),
        signal("ctr", "fires", "0.7 %", "under 1 %", chip="CTR 0.7 %"),
        signal("return_and_cost", "fine", "1.3", "under 1.0"),
        signal("quality_ranking", "fine", "Average", "low 35 %"),
        signal("engagement", "fine", "−3 %", "−20 %"),
        signal("overlap", "fine", "8 %", "above 30 %"),
        signal("sudden", "fine", "none", "2 days"),
        signal("unspent", "fine", "96 %", "70 % or less"),
        signal("negative", "not_available", "not reported", "any", said="The platform does not give these figures."),
    ]


def only(name: str, now: str, chip: str) -> list[dict[str, Any]]:
    """One signal that fires."""
    return [each if each["signal"] != name else each | {"state": "fires", "now": now, "chip": chip, "do": ["pause"]}
            for each in (each | {"state": "fine"} for each in tired())]  # fmt: skip


def picture(place: SubAccount) -> None:
    """The eleven ads of the picture, and healthy ones that are not shown."""
    quiet = {"signals": only("nothing", "", "")}
    pause = {"saves": 84.0, "act": "pause", "label": "Pause it.", "why": "It costs too much, and it is surely so."}
    judged(place, 1, Group.PAUSE, "Linen bed, UGC video 2", 588, 11, ad_set_name="Lookalike", signals=tired(),
           at_stake=Decimal(40), fired=3, next=pause, diagnosis=[{
               "cause": "used_up", "said": "It has reached most of its audience: whoever wanted it has seen it.",
               "advice": ["Widen the audience.", "Renew the text, the image or the video.", "Pause it."],
               "reasons": [], "shown": [{"label": "Audience", "now": "48,000 people"}], "other": ""}])  # fmt: skip
    judged(place, 2, Group.PAUSE, "Carousel, tableware", 412, 8, campaign_name="Table stories", at_stake=Decimal(27),
           signals=only("return_and_cost", "0.8", "ROAS 0.8"), next=pause)  # fmt: skip
    judged(place, 3, Group.WATCH, "Wool throw, static 4:5", 312, 8, ad_set_name="Retarget", at_stake=Decimal(9),
           signals=only("frequency", "1.9", "Frequency 1.9"))  # fmt: skip
    judged(place, 4, Group.WATCH, "Search, brand + linen", 662, 19, platform="google", campaign_name="Brand FR",
           ad_set_name="", signals=only("return_and_cost", "+22 %", "CPC up 22 %"))  # fmt: skip
    judged(place, 5, Group.WATCH, "Oak lamp, spark ad", 221, 5, platform="tiktok", campaign_name="Interior DE",
           ad_set_name="", signals=only("engagement", "−24 %", "Engagement falling"))  # fmt: skip
    judged(place, 6, Group.NO_VERDICT, "Gift guide, video 15 s", 64, 1, platform="tiktok", campaign_name="Gifts",
           why="Too early: 1 result", signals=only("weak_results", "2 days down", "No result 2 d"))  # fmt: skip
    judged(place, 7, Group.NO_VERDICT, "Carafe, dynamic", 198, 6, campaign_name="Catalogue ES", ad_set_name="",
           why="Waiting for 2 late days", **quiet)  # fmt: skip
    judged(place, 8, Group.HEALTHY, "Shopping, home", 1204, 66, platform="google", campaign_name="Shopping DE",
           ad_set_name="", **quiet)  # fmt: skip
    judged(place, 9, Group.HEALTHY, "Search, bed linen", 891, 41, platform="google", ad_set_name="", **quiet)
    judged(place, 10, Group.HEALTHY, "Stoneware, reels", 502, 27, campaign_name="Table stories", **quiet)
    judged(place, 11, Group.HEALTHY, "Bath sheet, static", 244, 14, campaign_name="Catalogue FR",
           signals=only("frequency", "1.8", "Frequency 1.8"))  # fmt: skip
    for row in range(12, 39):
        health(place, row, **quiet)
