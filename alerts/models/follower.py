"""Who wants to hear what an alert tells, beside those it names."""

from __future__ import annotations

from django.db import models

from accounts.models import User
from alerts.models.alert import Alert


class Follower(models.Model):
    """A person of the account. Whether they may still see what the alert watches is asked at each message."""

    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="followers")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="followed_alerts")
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["alert", "user"], name="follower_once")]

    def __str__(self) -> str:
        return f"{self.user} follows {self.alert}"
