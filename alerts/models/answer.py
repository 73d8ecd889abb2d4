"""What people said to an alert that told them something."""

from __future__ import annotations

from django.db import models

from accounts.models import User
from alerts.models.alert import Alert


class What(models.TextChoices):
    """The ways to answer; the value is what addresses and history keep."""

    ACKNOWLEDGE = "acknowledge", "Acknowledge"
    SNOOZE = "snooze", "Snooze for a day"
    NOT_USEFUL = "not_useful", "Not useful"
    WAKE = "wake", "End the snooze"


class Answer(models.Model):
    """``user`` is empty for who answered by a mail's button without being signed in: whoever holds the mail may.
    ``told_at``: the check whose message is answered; None: the alert as it stood."""

    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="answers")
    what = models.CharField(max_length=15, choices=What.choices)
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)
    until = models.DateTimeField(null=True, blank=True)  # of a snooze

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["alert", "-at"], name="answer_of_alert")]

    def __str__(self) -> str:
        return f"{self.alert_id}: {self.what}"
