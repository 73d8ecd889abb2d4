"""Whether a rule wants something paused: the one answer, of the live page and of every replay. PURE."""

from __future__ import annotations

from dataclasses import dataclass

from alerts.health.facts import Key
from alerts.health.judging import Judging
from alerts.health.saying import amounts, chip
from alerts.health.wishes import EVIDENCE
from alerts.playbook import results
from alerts.playbook.acts import Act
from alerts.playbook.evidence.verdict import Verdict


@dataclass(frozen=True)
class Wanted:
    """A pause that a rule asks for. ``said``: what it saw; ``chance``: that the true cost is above the limit."""

    said: str
    chance: float | None


def pause_wanted(judging: Judging, rule: str, key: Key) -> Wanted | None:
    """By the verdict on cost, or by a signal that fires and says to pause. An incident holds every pause."""
    if judging.costs.incident:
        return None
    if rule == EVIDENCE:
        judged = judging.judgement(key)
        found = judged is not None and judged.verdict is Verdict.PAUSE
        if not judged or not found:
            return None
        record, money = judged.standing.record, amounts(judging.facts.currency)
        brought = results.counted(f"{record.results:g}", judging.tables.goal(key))
        return Wanted(f"{brought} for {money(record.spend)}", judged.chance)
    signal = judging.signal(key, rule)
    if signal is None or Act.PAUSE.value not in signal.do:
        return None
    judged = judging.judgement(key)
    return Wanted(chip(signal.why, signal.now.text), judged.chance if judged else None)
