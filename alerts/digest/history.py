"""What was decided about ads between two digests, as the log tells it; what was accepted and protected."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.dateparse import parse_datetime

from alerts.acting import log, protecting
from alerts.digest.gathering import Look
from alerts.health import accepting
from alerts.models import Acceptance, Decision, Protection
from alerts.models.ads.decision import Act, Stage
from alerts.playbook.evidence.presets import NAME
from alerts.playbook.rules import playbook
from alerts.screen import amounts, lines
from alerts.screen.naming import names
from deliveries.content.report import Line

LOOKED_BACK = timedelta(days=5)  # when the last look back at a decision comes, patience with a silent platform included
DID = {Act.PAUSE: "Paused", Act.RESUME: "Resumed", Act.BUDGET: "Budget set"}
TONES = {Stage.DONE: "good", Stage.FAILED: "bad", Stage.SHADOW: "", Stage.HELD: "warn"}


@dataclass(frozen=True)
class Span:
    """After ``since``, up to ``until``: a moment is of one digest alone."""

    since: datetime
    until: datetime

    def holds(self, at: datetime | None) -> bool:
        """Whether it is within."""
        return at is not None and self.since < at <= self.until


def done(look: Look, span: Span) -> list[Line]:
    """What was done or came to nothing, and what was seen of it later; the latest first."""
    decided = Q(decided_at__gt=span.since - LOOKED_BACK, decided_at__lte=span.until)
    seen_since = Q(seen_at__gt=span.since - LOOKED_BACK, seen_at__lte=span.until)
    found = log.seen(look.viewer).filter(decided | seen_since, stage__in=(Stage.DONE, Stage.FAILED))
    ours = _within(look)
    return [line for each in found if ours(each.level, each.row) for line in _told(each, look, span)]


def _told(of: Decision, look: Look, span: Span) -> Iterator[Line]:
    later = [check for raw, check in zip(of.rechecks, _shown(of, look).rechecks, strict=True) if _checked(raw, span)]
    fresh = span.holds(of.seen_at if of.stage == Stage.DONE else of.decided_at)
    if not fresh and not later:
        return
    shown = _shown(of, look)
    who = f"{shown.what} by {_who(shown.who)}, {shown.at}."
    said = (who, of.said if fresh else "", *(f"{check.after}: {check.said}" for check in later))
    yield Line(of.name, tuple(filter(None, said)), _tag(of), TONES.get(Stage(of.stage), ""), link=link(of))


def _shown(of: Decision, look: Look) -> lines.Line:
    return lines.lines([of], look.now, look.zone)[0]


def _who(name: str) -> str:
    """Within a sentence."""
    return f"the {name.removeprefix('The ')}" if name.startswith(("The rule ", "The calendar ")) else name


def _tag(of: Decision) -> str:
    if of.stage != Stage.DONE:
        return "Not done"
    if any(each.stage == Stage.DONE for each in of.undoings.all()):
        return f"{DID[Act(of.act)]}, undone since"
    return f"Undone: {DID[Act(of.act)].lower()}" if of.undoes_id else DID[Act(of.act)]


def _checked(raw: object, span: Span) -> bool:
    at = raw.get("at") if isinstance(raw, dict) else None
    return span.holds(parse_datetime(at)) if isinstance(at, str) else False


def proposals(look: Look) -> list[Line]:
    """What waits for approval."""
    found = log.seen(look.viewer).filter(stage=Stage.PROPOSED, expires_at__gt=look.now)
    ours = _within(look)
    return [_proposal(each, look) for each in found if ours(each.level, each.row)]


def _proposal(of: Decision, look: Look) -> Line:
    shown = _shown(of, look)
    sure = f", {shown.chance} chance that it costs too much" if shown.chance else ""
    said = (f"{shown.what}, proposed by {_who(shown.who)}{sure}.", f"It waits until {shown.until}.")
    return Line(of.name, said, "Waits for approval", "warn", link=link(of))


def agreed(look: Look, span: Span) -> list[Line]:
    """New normals, those that were taken back, and what was protected from rules."""
    recent = Q(at__gt=span.since, at__lte=span.until)
    back = Q(undone_at__gt=span.since, undone_at__lte=span.until)
    normals = list(accepting.seen(look.viewer).filter(recent | back))
    protections = list(protecting.seen(look.viewer).filter(recent))
    ours, named = _within(look), names(look.viewer, [(each.level, each.row) for each in (*normals, *protections)])
    told = [_normal(each, named[each.level, each.row], look) for each in normals if ours(each.level, each.row)]
    kept = [each for each in protections if ours(each.level, each.row)]
    return told + [_protected(each, named[each.level, each.row]) for each in kept]


def _normal(of: Acceptance, name: str, look: Look) -> Line:
    rule = playbook().get(of.signal)
    what = rule.title if rule else "Cost too high" if of.signal == NAME else "All signals"
    day = amounts.day(of.day, look.now.date())
    said = f"{what} from {day}{f', by {of.by}' if of.by else ''}{f': {of.why}' if of.why else ''}."
    if of.undone_at:
        back = f"Taken back{f' by {of.undone_by}' if of.undone_by else ''}."
        return Line(name, (said, back), "No new normal any more", link=link(of))
    return Line(name, (said,), "New normal", link=link(of))


def _protected(of: Protection, name: str) -> Line:
    by = f"By {of.by}" if of.by else "By somebody who left"
    return Line(name, (f"{by}{f': {of.why}' if of.why else ''}. No rule acts on it.",), "Protected", link=link(of))


def link(of: Decision | Acceptance | Protection) -> str:
    """Of the panel."""
    return f"/ads/{of.level}/{of.row}/"


def _within(look: Look) -> Callable[[str, int], bool]:
    """Whether the digest is about it."""
    if not look.of.any:
        return lambda level, row: True
    known = set(look.healths().values_list("level", "row"))
    return lambda level, row: (level, row) in known
