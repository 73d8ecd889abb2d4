"""A judgement in plain sentences. PURE."""

from __future__ import annotations

from collections.abc import Callable

from alerts.playbook import results
from alerts.playbook.evidence.outage import Cause, Incident
from alerts.playbook.evidence.prior import Origin, Prior
from alerts.playbook.evidence.standing import Missing
from alerts.playbook.evidence.verdict import Judgement, Verdict, Why

Money = Callable[[float], str]  # writes an amount in the account's currency and the reader's way


def headline(judgement: Judgement, goal: str = "", noun: str = "ad") -> str:
    """``99 % chance this ad costs too much``, or why there is no verdict. ``goal``: what counts as its result;
    ``noun``: what it is."""
    if judgement.why is Why.EARLY:
        return f"Too early: {_brought(judgement.figures.raw.results, goal)}"
    if judgement.why:
        return _NO_VERDICT[judgement.why](judgement)
    return f"{chance_words(judgement.chance)} chance this {noun} costs too much"


def chance_words(chance: float) -> str:
    """A whole percentage that is never rounded to certainty, nor up over a level: 94.9 % is 94 %."""
    if chance < 0.01:
        return "< 1 %"
    return f"{int(chance * 100 + 1e-9)} %" if chance < 0.99 else "99 %" if chance < 0.999 else "> 99 %"


def range_words(judgement: Judgement, money: Money) -> str:
    """``€33 to €90``: the 90 % range of the true cost."""
    low, high = judgement.likely_range
    return f"{money(low)} to {money(high)}"


def results_words(judgement: Judgement, goal: str = "") -> str:
    """Raw and matured side by side: ``11 purchases so far, about 13 once late ones are in``."""
    figures = judgement.figures
    so_far = f"{_brought(figures.raw.results, goal)} so far"
    if figures.matured is None:
        return f"{so_far}, too new to say how many will come"
    more = round(figures.matured) > round(figures.raw.results)
    return f"{so_far}, about {_number(figures.matured)} once late ones are in" if more else so_far


def deciding_words(judgement: Judgement, money: Money) -> str:
    """``About €84 more spend decides it.``; empty where it is decided."""
    deciding = judgement.deciding
    if deciding is None:
        return ""
    if deciding.as_expected is None:
        return "It is so near the limit that more spend will hardly decide it."
    said = f"About {money(deciding.as_expected)} more spend decides it."
    silent = deciding.without_result
    return said if silent is None else f"{said} Without a result, {money(silent)} is enough for a pause."


def holding_words(judgement: Judgement) -> tuple[str, ...]:
    """What still stands between a high chance and a pause; empty unless the chance alone would do."""
    missing = judgement.standing.missing
    if judgement.verdict is Verdict.PAUSE or Missing.CHANCE in missing:
        return ()
    return tuple(_HELD[condition] for condition in missing)


def prior_words(prior: Prior, money: Money, goal: str = "") -> str:
    """What was expected of the ad before its own results, and from where."""
    expected = money(prior.belief.median)
    if prior.origin is Origin.CAMPAIGN:
        brought = _brought(prior.together.results, goal)
        return f"Expected from the {prior.siblings} other ads of its campaign ({brought}): about {expected}."
    return f"Too few other ads in its campaign: expected about {expected} from the account's usual cost, held loosely."


def incident_words(incident: Incident) -> str:
    """The one message for the account."""
    return f"{_CAUSES[incident.cause](incident)} No ad is paused until this is solved."


def _number(value: float) -> str:
    return f"{round(value):,}"


def _plural(count: float, word: str) -> str:
    return word if round(count) == 1 else f"{word}s"


def _brought(count: float, goal: str) -> str:
    return results.counted(_number(count), goal)


def _late(judgement: Judgement) -> str:
    late = len(judgement.figures.late)
    return f"Waiting for {late} late {_plural(late, 'day')}"


def _missing(judgement: Judgement) -> str:
    missing = len(judgement.figures.missing)
    return f"{missing} {_plural(missing, 'day')} not received"


_NO_VERDICT: dict[Why, Callable[[Judgement], str]] = {
    Why.INCIDENT: lambda judgement: f"Held: {judgement.incident.cause if judgement.incident else 'an incident'}",
    Why.MISSING_DAYS: _missing,
    Why.NO_SPEND: lambda _: "No spend yet",
    Why.LATE_DAYS: _late,
}

_HELD = {
    Missing.SPEND: "Too little is spent yet for a pause.",
    Missing.ALONE: "Its campaign speaks against it more than its own figures do.",
    Missing.LOOKS: "It is looked at every day, so a pause needs a little more evidence.",
}

_CAUSES: dict[Cause, Callable[[Incident], str]] = {
    Cause.LATE: lambda incident: f"Figures since {incident.since:%-d %B} have not been received in full.",
    Cause.SILENCE: lambda incident: f"The platform has shown hardly any ads since {incident.since:%-d %B}.",
    Cause.TAG: lambda incident: (
        f"Clicks are normal but no result has come since {incident.since:%-d %B}, where about "
        f"{_number(incident.expected or 0)} were to be expected. The tracking tag is probably broken."
    ),
}
