"""What will happen when a button is pressed, and what is at stake, said before it is."""

from __future__ import annotations

from decimal import Decimal

from accounts.viewer import Viewer
from alerts.models.ads import Health
from alerts.models.ads.decision import Act
from alerts.models.ads.entity import Level
from alerts.playbook import results
from alerts.screen import amounts
from alerts.screen.scopes import Scope, beside, inside
from alerts.screen.wanted import PLATFORMS

DAYS = 7  # that spend and results of a row are of


def saves(scope: Scope) -> str:
    """``€84``: what it spends a day, at its mean of the last seven days; empty where that is not known."""
    health = scope.health
    if health is None or scope.off:
        return ""
    said = (health.next or {}).get("saves")
    daily = said if said is not None else None if health.spend is None else float(health.spend) / DAYS
    return amounts.rounded(daily, health.currency) if daily else ""


def consequences(viewer: Viewer, scope: Scope, act: str, of: Health) -> tuple[str, ...]:
    """Sentences, the first what the platform does."""
    platform = PLATFORMS.get(of.platform, of.platform)
    if act == Act.PAUSE:
        said = (_stops(viewer, scope, of, platform), _beside(viewer, scope), _saves(scope), _at_stake(scope))
    elif act == Act.RESUME:
        said = (f"{platform} shows it again, where what it belongs to is on too.", _chance(scope), "", "")
    elif act == Act.BUDGET:
        said = (f"{platform} spends up to this a day from now on.", _spends(scope), "", "")
    else:
        said = ("", "", "", "")
    return tuple(each for each in said if each)


def _stops(viewer: Viewer, scope: Scope, of: Health, platform: str) -> str:
    held = inside(viewer, scope)
    if held is None:
        return f"{platform} stops showing this ad."
    many = "1 active ad stops" if held.ads == 1 else f"{held.ads:,} active ads stop"
    spent, number = amounts.rounded(held.spend, of.currency), amounts.count(Decimal(str(held.results)))
    brought = results.counted(number, of.evidence.get("result"))
    return f"{many} with it: they spent {spent} in the last {DAYS} days and brought {brought}."


def _beside(viewer: Viewer, scope: Scope) -> str:
    others = beside(viewer, scope.health) if scope.health is not None and scope.level == Level.AD else None
    if others is None:
        return ""
    if not others.ads:
        return "It is the last active ad of its ad set: nothing of that runs then."
    count = "1 other active ad" if others.ads == 1 else f"{others.ads:,} other active ads"
    return f"Its ad set has {count}; the platform may spend on those instead."


def _saves(scope: Scope) -> str:
    amount = saves(scope)
    return f"Saves about {amount} a day, what it spent a day in the last {DAYS}." if amount else ""


def _at_stake(scope: Scope) -> str:
    health = scope.health
    if health is None or not health.at_stake:
        return ""
    return f"About {amounts.rounded(health.at_stake, health.currency)} a day of it is above target."


def _chance(scope: Scope) -> str:
    health = scope.health
    if health is None or health.chance is None or health.group == "no_verdict":
        return ""
    return f"The chance that it costs too much was {amounts.chance(health.chance)} when it was last judged."


def _spends(scope: Scope) -> str:
    health = scope.health
    if health is None or health.spend is None:
        return ""
    daily = amounts.rounded(float(health.spend) / DAYS, health.currency)
    return f"It spent about {daily} a day in the last {DAYS} days."
