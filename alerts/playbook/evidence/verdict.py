"""The verdict on one ad, with every number a screen needs. PURE. Its words are in ``verdict_words``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from alerts.playbook.evidence.days import Day, Summed, counted, summed
from alerts.playbook.evidence.deciding import Deciding, deciding
from alerts.playbook.evidence.levels import BALANCED, Levels
from alerts.playbook.evidence.maturing import Curve
from alerts.playbook.evidence.outage import Incident
from alerts.playbook.evidence.prior import Prior
from alerts.playbook.evidence.record import Record
from alerts.playbook.evidence.standing import Bench, Standing, bench_of
from alerts.playbook.evidence.stretch import stretch


class Verdict(StrEnum):
    """What is thought of an ad."""

    PAUSE = "pause"
    WATCH = "watch"
    NO_VERDICT = "no verdict"
    HEALTHY = "healthy"


class Why(StrEnum):
    """Why there is no verdict, the first that applies."""

    INCIDENT = "incident"  # tag, platform or data of the whole account are at fault
    MISSING_DAYS = "missing days"
    NO_SPEND = "no spend"
    LATE_DAYS = "late days"  # what is still to come may change it
    EARLY = "early"


@dataclass(frozen=True, slots=True)
class Case:
    """What an ad is judged on.

    ``days``: all that count, the oldest first (``stretch.past``), ``begun``: with the first of the ad; its record is of
    the last of them. ``limit`` and ``norm`` are money per result (``norm``: the account's own, None if unknown);
    ``siblings`` the other ads of its campaign, each ``days.summed(…).counted``; ``looks`` on how many days it was
    judged before, for people; ``clumping`` the account's (``clumps.clumping``).
    """

    days: Sequence[Day]
    limit: float
    siblings: Sequence[Record]
    norm: float | None
    curve: Curve
    today: date
    looks: int = 0
    clumping: float = 1.0
    incident: Incident | None = None
    begun: bool = True


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict and what it rests on. ``cost`` is of the counted days, ``raw_cost`` as the platform has it."""

    verdict: Verdict
    why: Why | None
    limit: float
    figures: Summed
    standing: Standing
    prior: Prior
    typical_cost: float
    likely_range: tuple[float, float]
    deciding: Deciding | None
    looks: int
    levels: Levels
    clumping: float
    incident: Incident | None

    @property
    def raw_cost(self) -> float | None:
        """Money per result as reported; None without a result."""
        return self.figures.raw.cost

    @property
    def cost(self) -> float | None:
        """Money per result, of what can be counted; None without a result."""
        return self.figures.counted.cost

    @property
    def chance(self) -> float:
        """Probability that the true cost is above the limit: the figure that is shown."""
        return self.standing.chance


def judge(case: Case, levels: Levels = BALANCED) -> Judgement:
    """The verdict on one ad. Raises ValueError for a limit, a norm or days that make no sense."""
    bench = bench_of(case.limit, case.siblings, case.norm, levels, case.clumping)
    figures = summed(stretch(reversed(case.days), case.limit), case.curve, case.today)
    standings = _standings(case, bench, figures)
    standing = standings[1]
    verdict = _verdict(standing, levels)
    why = _why(case, figures, standings, levels)
    return Judgement(
        verdict=Verdict.NO_VERDICT if why else verdict,
        why=why,
        limit=case.limit,
        figures=figures,
        standing=standing,
        prior=bench.prior,
        typical_cost=standing.belief.median,
        likely_range=standing.belief.likely_range,
        deciding=deciding(bench, standing) if why in _OPEN or verdict is Verdict.WATCH else None,
        looks=case.looks,
        levels=levels,
        clumping=case.clumping,
        incident=case.incident,
    )


_OPEN = (Why.EARLY, Why.LATE_DAYS)  # more spend, or time, will tell


def _verdict(standing: Standing, levels: Levels) -> Verdict:
    if not standing.missing:
        return Verdict.PAUSE
    return Verdict.WATCH if standing.chance >= levels.watch else Verdict.HEALTHY


def _standings(case: Case, bench: Bench, figures: Summed) -> tuple[Standing, Standing]:
    """Where it stands by the days as reported, late ones taken for final, and by what of them counts."""
    both = counted(case.days, case.curve, case.today)
    raw, known = (bench.said((each[place] for each in both), begun=case.begun) for place in (0, 1))
    return bench.standing(figures.raw, raw), bench.standing(figures.counted, known)


def _why(case: Case, figures: Summed, standings: tuple[Standing, Standing], levels: Levels) -> Why | None:
    if case.incident:
        return Why.INCIDENT
    if figures.missing:
        return Why.MISSING_DAYS
    if not figures.raw.spend:
        return Why.NO_SPEND
    if figures.late and _hangs_on_late_days(*standings, levels):
        return Why.LATE_DAYS
    return Why.EARLY if standings[1].early else None


def _hangs_on_late_days(reported: Standing, standing: Standing, levels: Levels) -> bool:
    """Whether the figures as reported, late days taken for final, would be judged otherwise."""
    return not reported.early and (standing.early or _verdict(reported, levels) is not _verdict(standing, levels))
