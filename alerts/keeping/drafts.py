"""An alert as somebody wants it, before it is one: every part is checked, and what is wrong is said of its field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from accounts.access import Act, check
from accounts.viewer import Viewer
from alerts.checking.question import question_of
from alerts.rules.rule import BadRule, Rule
from alerts.rules.rule import check as check_rule
from alerts.rules.state import Policy
from alerts.rules.words import rule_words
from alerts.telling.saying import saying_of
from alerts.watching.looking import Watched, fitted
from deliveries import cadence
from deliveries.content.subject import Subject
from deliveries.schedules.drafts import Draft as SendDraft
from deliveries.schedules.drafts import TargetDraft, check_when, found_of, is_over
from explores import runner
from explores.keeping import refused
from explores.keeping.refused import Refused
from explores.semantic.errors import SemanticError

LEAST_MINUTES = 5  # from one check to the next


@dataclass(frozen=True)
class Draft:
    """All that a person chooses. An empty name is made of the rule. ``filters`` are those in force when the alert is
    set, by name (of a dashboard) or field; a viewer's later ones do not change it."""

    subject: Subject
    rule: Rule
    recurrence: cadence.Recurrence
    targets: tuple[TargetDraft, ...]
    policy: Policy = field(default_factory=Policy)
    filters: Mapping[str, str] = field(default_factory=dict)
    name: str = ""
    note: str = ""

    @property
    def sends(self) -> SendDraft:
        """How its messages go out."""
        return SendDraft(self.subject, self.recurrence, self.targets, name=self.name, filters=self.filters)


@dataclass(frozen=True)
class Checked:
    """A draft that can be kept, with its name and the question it watches today."""

    draft: Draft
    name: str
    watched: Watched


def checked(viewer: Viewer, draft: Draft, now: datetime) -> Checked:
    """Raises Refused, which names the field; PermissionDenied for a role that may not set alerts."""
    check(viewer, Act.ALERT)
    watched = watched_of(viewer, draft.subject, draft.filters, draft.rule, now)
    _check_when(draft.recurrence, now)
    refused.plain(draft.note, "note")
    name = refused.name(draft.name or _name(draft.rule, watched))
    return Checked(replace(draft, name=name), name, watched)


def watched_of(viewer: Viewer, subject: Subject, filters: Mapping[str, str], rule: Rule, now: datetime) -> Watched:
    """The question of the subject, which has what the rule looks at. Raises Refused."""
    found = found_of(viewer, subject, filters, now)
    try:
        watched = question_of(found)
        runner.check(watched.query, watched.viewer, now=now)
        fitted(check_rule(rule), watched)
    except SemanticError as error:
        raise Refused(str(error), "content") from error
    except BadRule as error:
        raise Refused(error.message, error.field) from error
    return watched


def _check_when(recurrence: cadence.Recurrence, now: datetime) -> None:
    check_when(recurrence)
    if recurrence.kind in (cadence.Kind.MINUTES, cadence.Kind.REFRESH) and recurrence.every < LEAST_MINUTES:
        raise Refused(f"An alert is checked every {LEAST_MINUTES} minutes at most.", "every")
    if is_over(recurrence, now):
        raise Refused("That moment is over. Choose a later one.", "on")


def _name(rule: Rule, watched: Watched) -> str:
    """ "Hard bounce rate is above 0.40 %"."""
    return rule_words(rule, saying_of(watched))[: refused.LONGEST_NAME]
