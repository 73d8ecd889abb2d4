"""What an alert tells its followers: that it fired and that it is fine again, each in a mail of their own.

Whether a follower may still see what the alert watches is asked when the mail is sent, not here.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from accounts.models import User
from alerts.answering import buttons
from alerts.following import leaving
from alerts.models import Alert, Follower
from alerts.rules.rule import Rule
from alerts.rules.state import Effect, What
from alerts.rules.words import Saying
from alerts.telling.message import message_of
from deliveries.models import Kind, Schedule, Target
from deliveries.schedules import planning
from deliveries.wording import Wording

HEARD = frozenset({What.FIRED, What.RECOVERED})
FOOT = "Sent by Sextant, because you follow this alert."
OPTIONS = {"for": "followers"}  # by which their way out is known
USUAL = "table"


def tell_followers(alert: Alert, rule: Rule, effects: Sequence[Effect], saying: Saying, now: datetime) -> int:
    """Receipts for those whom the alert does not name anyway; how many."""
    heard = [effect for effect in effects if effect.what in HEARD]
    users = _users(alert) if heard and alert.sends else []
    if alert.sends is None or not users:
        return 0
    said = message_of(alert.name, rule, heard, saying, alert.note)
    fires = any(effect.what == What.FIRED for effect in heard)
    acts = buttons.acts(alert, now) if fires else ()
    facts = {"alert": alert.pk, "events": [str(effect.what) for effect in heard], "rule_version": alert.rule_version}
    words = {
        user.email: Wording(said.text, acts, FOOT, facts, leaving.address(alert.pk, user.pk)) for user in users
    }  # fmt: skip
    return planning.write_each(_way(alert.sends, list(words), now), now, said.title, words)


def _users(alert: Alert) -> list[User]:
    """Each address once."""
    sends = alert.sends
    named = (
        {each.lower() for target in sends.targets.filter(removed_at=None) for each in target.recipients}
        if sends
        else set()
    )
    followers = Follower.objects.filter(alert=alert, user__is_active=True).select_related("user")
    return [each.user for each in followers if each.user.email.lower() not in named]


def _way(sends: Schedule, addresses: list[str], now: datetime) -> Target:
    """The followers' target: among none that people chose (it counts as edited away), so no form shows or drops it."""
    found = sends.targets.filter(options=OPTIONS).first()
    target = found or Target(schedule=sends, kind=Kind.EMAIL, options=OPTIONS, removed_at=now)
    chosen = sends.targets.filter(kind=Kind.EMAIL, removed_at=None).first()
    target.recipients, target.format = addresses, chosen.format if chosen else USUAL
    target.save()
    return target
