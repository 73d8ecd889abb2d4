"""Which question an alert asks today: that of what it watches, or, where that has changed too far, the one it kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from accounts.viewer import Viewer
from alerts.checking.owner import Owners
from alerts.models import Alert
from alerts.rules.rule import BadRule, Rule
from alerts.watching.looking import Watched, fitted
from cdp.warehouse.base import Pin
from dashboards.asking import query_of
from deliveries.content.finding import Found, Gone, find
from deliveries.content.subject import BadSubject, from_json
from explores.semantic import query_json
from explores.semantic.errors import SemanticError
from explores.semantic.query import Query


@dataclass(frozen=True)
class Question:
    """``unsynced``: why it is not that of the content any more, in words."""

    watched: Watched
    unsynced: str = ""


def question_of(found: Found) -> Watched:
    """The question behind a tile, a Look or an explore. Raises SemanticError where there is no single one."""
    if found.page is not None:
        if found.tile is None:
            raise SemanticError("A dashboard has many figures; set the alert on one of its tiles.")
        return Watched(query_of(found.tile, found.page), found.viewer)
    if found.tell is not None:
        raise SemanticError("A report has no one figure to watch; set the alert on a tile or an explore.")
    query: Query | None = getattr(found.question, "query", None)
    if query is None:
        raise SemanticError("A merged result is made of several questions; it has no one question to watch.")
    return Watched(query, found.viewer)


class Questions:
    """The questions of one round. What is looked up for one alert serves all that watch the same as the same person."""

    def __init__(self, now: datetime, pin: Pin) -> None:
        self._now = now
        self._pin = pin
        self._owners = Owners()
        self._found: dict[str, Watched | str] = {}

    def of(self, alert: Alert, rule: Rule) -> Question:
        """Today's question of what the alert watches, if the rule still finds its fields there; else the kept one.
        Raises Ownerless, and SemanticError where the kept one can't be read either."""
        viewer = self._owners.of(alert)
        found = self._watched(alert, viewer)
        if isinstance(found, Watched):
            try:
                fitted(rule, found)
                return Question(found)
            except (BadRule, SemanticError) as error:
                found = str(error)
        return Question(Watched(query_json.from_json(alert.query), viewer), found)

    def _watched(self, alert: Alert, viewer: Viewer) -> Watched | str:
        """The question, or why there is none any more."""
        key = repr((alert.content, alert.filters, viewer))
        if key not in self._found:
            self._found[key] = self._looked_up(alert, viewer)
        return self._found[key]

    def _looked_up(self, alert: Alert, viewer: Viewer) -> Watched | str:
        try:
            return question_of(find(from_json(alert.content), viewer, alert.filters, now=self._now, pin=self._pin))
        except (Gone, BadSubject, SemanticError) as error:
            return str(error)
