"""Decisions in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from alerts.models import Decision
from alerts.models.ads import Act, Stage
from alerts.playbook.figures import money
from alerts.playbook.rules import playbook
from connectors.ads.faults import spoken
from connectors.ads.standing import Runs, Span, Standing, Switch

DO: Mapping[str, str] = {Act.PAUSE: "pause it", Act.RESUME: "resume it", Act.BUDGET: "set its daily budget"}
DO_TO: Mapping[str, str] = {Act.PAUSE: "pause", Act.RESUME: "resume", Act.BUDGET: "set the daily budget of"}
DID: Mapping[str, str] = {Act.PAUSE: "paused it", Act.RESUME: "resumed it", Act.BUDGET: "set its daily budget"}
DONE: Mapping[str, str] = {Act.PAUSE: "paused", Act.RESUME: "on", Act.BUDGET: "at its new daily budget"}
SET: Mapping[Switch, str] = {
    Switch.ON: "on", Switch.OFF: "paused", Switch.REMOVED: "deleted", Switch.UNKNOWN: "in a state not known here"
}  # fmt: skip


def who(decision: Decision) -> str:
    """Whose decision it is: a person, a calendar, or a rule."""
    if decision.by_name:
        return decision.by_name
    if decision.calendar:
        return f"The calendar {decision.calendar.name}"
    return f"The rule {rule_name(decision.rule)}" if decision.rule else "Sextant"


def rule_name(rule: str) -> str:
    """As people call it."""
    if rule == "evidence":
        return "Cost too high"
    found = playbook().get(rule)
    return found.title if found else rule


def ago(at: datetime, now: datetime) -> str:
    """``2 minutes ago``."""
    return f"{spoken(max((now - at).total_seconds(), 1))} ago"


def stands(standing: Standing) -> str:
    """How it stands on the platform: "on, and does not run: Its campaign is paused"."""
    said = SET[standing.set]
    if standing.set is Switch.ON and standing.runs in {Runs.NO, Runs.WAITING}:
        said = f"{said}, and does not run: {standing.why.rstrip('.')}"
    return said


def budget(standing: Standing) -> str:
    """Its own daily budget in words."""
    held = standing.budget
    if held is None or held.span is not Span.DAILY or held.amount is None:
        return "no daily budget"
    return f"{money(held.amount, held.currency)} a day"


def shown(decision: Decision, standing: Standing) -> str:
    """What the platform shows of what was decided."""
    return budget(standing) if decision.act == Act.BUDGET else stands(standing)


def on_the_way(decision: Decision, now: datetime) -> str:
    """What is told to whoever wants something else meanwhile."""
    begun = f"{who(decision)} asked to {DO[decision.act]} {ago(decision.decided_at, now)}"
    if decision.claimed_until and decision.claimed_until >= now:
        return f"{begun}, and that is being done right now. Look again in a moment."
    if decision.stage == Stage.ASKED:
        return f"{begun}, and the platform has not shown it yet. Sextant looks again by itself."
    return f"{begun}, and that waits. {decision.said}".strip()


def long(decision: Decision) -> str:
    """What was decided, of what, by whom, on what, and what came of it, in sentences."""
    wants = "wants" if decision.stage == Stage.PROPOSED else "decided"
    told = decision.chance is None or "chance this" in decision.said  # the verdict on cost begins with it
    sure = "" if told else f"The chance that it costs too much is {percent(decision.chance or 0)}."
    whom = f"the {decision.get_level_display().lower()} {decision.name}{_where(decision)}"
    said = [f"{who(decision)} {wants} to {DO_TO[decision.act]} {whom}.", sure, decision.said]
    return " ".join(filter(None, said))


def percent(chance: float) -> str:
    """Never 100 %, which nobody knows, unless it is that."""
    return f"{int(round(chance * 100, 6))} %"


def _where(decision: Decision) -> str:
    names = [decision.inputs.get(name) for name in ("campaign_name", "ad_set_name")]
    inside = " › ".join(name for name in names if name and name != decision.name)
    return f" in {inside}" if inside else ""
