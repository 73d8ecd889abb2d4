"""From what a check wants told to receipts, in the transaction that writes the check: neither is without the other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from alerts.answering import buttons
from alerts.following.telling import tell_followers
from alerts.models import Alert
from alerts.rules.rule import Rule
from alerts.rules.state import Effect, What
from alerts.rules.words import Saying
from alerts.telling.message import message_of
from deliveries.schedules import planning
from deliveries.sending import dispatch
from deliveries.wording import Wording

FOOT = "Sent by Sextant, because this alert names you."


def tell(alert: Alert, rule: Rule, effects: Sequence[Effect], saying: Saying, now: datetime) -> int:
    """Receipts for what one check tells the people the alert names, in one message; how many. What is for the owner
    alone is not among it."""
    public = [effect for effect in effects if not effect.to_owner]
    if not public or alert.sends is None:
        return 0
    said = message_of(alert.name, rule, public, saying, alert.note)
    fires = any(effect.what != What.RECOVERED for effect in public)
    facts = {"alert": alert.pk, "events": [str(effect.what) for effect in public], "rule_version": alert.rule_version}
    words = Wording(said.text, buttons.acts(alert, now) if fires else (), FOOT, facts)
    made = planning.write_words(alert.sends, now, said.title, words)
    made += tell_followers(alert, rule, public, saying, now)
    transaction.on_commit(lambda: dispatch.dispatch(timezone.now()))
    return made
