"""A person begins or ends to follow an alert."""

from __future__ import annotations

from accounts.models import User
from alerts.models import Alert, Follower
from deliveries.models import OPEN, Delivery
from deliveries.schedules.stopping import cancel
from explores.keeping.refused import Refused

MOST = 200  # followers of one alert: each gets a mail and a receipt of their own


def follow(alert: Alert, user: User) -> None:
    """Hear of it from its next message on; once, however often it is asked. Raises Refused."""
    if Follower.objects.filter(alert=alert).exclude(user=user).count() >= MOST:
        raise Refused(f"{MOST} people follow this alert already, and more it can't tell.", "alert")
    Follower.objects.get_or_create(alert=alert, user=user)


def unfollow(alert: int, user: int) -> bool:
    """Hear of it no more, not even of what is on its way; whether they did."""
    followed = Follower.objects.filter(alert=alert, user=user).select_related("user", "alert").first()
    if followed is None:
        return False
    followed.delete()
    on_the_way = Delivery.objects.filter(schedule__alert=alert, recipient__iexact=followed.user.email)
    for each in on_the_way.filter(state__in=OPEN):
        cancel(each, str(followed.user))
    return True
