"""What the page is about, as the person sees it now: the content, its question, and what that lets them watch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from accounts.viewer import Viewer
from alerts.checking.question import question_of
from alerts.form import spans
from alerts.form.offers import Offer, offer_of
from alerts.watching.looking import Watched
from cdp.warehouse.base import Pin
from dashboards.asking import pin_named
from deliveries.content.finding import Found, Gone, find
from deliveries.content.subject import Subject
from explores.semantic.errors import SemanticError


@dataclass(frozen=True)
class Sight:
    """``filters`` are those in force, which the alert keeps; ``dropped`` the names of some that are no more.
    ``stands``: the stretch of time that it looks at does not move, so that nothing new is ever seen."""

    found: Found
    watched: Watched
    offer: Offer
    filters: Mapping[str, str]
    dropped: tuple[str, ...]

    @property
    def stands(self) -> bool:
        """Whether nothing new will ever come into sight."""
        return bool(self.offer.time) and spans.is_open(self.found) and not spans.moves(self.found)


def seen(viewer: Viewer, subject: Subject, values: Mapping[str, str], watch: str, now: datetime) -> Sight:
    """``watch`` is the way that is chosen, with its time frame; nothing of a new alert, which begins with days.

    Raises Gone, with words for people.
    """
    pin = pin_named("")
    if pin is None:
        raise Gone("Nothing is published yet, so there is nothing to watch.")
    found = find(subject, viewer, values, now=now, pin=pin)
    kept = {name: value for name, value in values.items() if name not in found.dropped}
    filters = spans.by(found, kept, watch.partition(":")[2] if watch else "date")
    if filters != dict(values):
        found, dropped = find(subject, viewer, filters, now=now, pin=pin), found.dropped
    else:
        dropped = ()
    return _sight(found, filters, dropped, pin)


def _sight(found: Found, filters: Mapping[str, str], dropped: tuple[str, ...], pin: Pin) -> Sight:
    try:
        watched = question_of(found)
        offer = offer_of(found, watched, pin)
    except SemanticError as error:
        raise Gone(str(error)) from error
    if not offer.figures:
        raise Gone("This shows no figure, so there is nothing to watch. Choose one that has a number in it.")
    return Sight(found, watched, offer, filters, dropped)
