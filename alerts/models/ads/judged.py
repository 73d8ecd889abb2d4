"""When the ads of a source were judged."""

from __future__ import annotations

from django.db import models

from cdp.models import Source


class Judged(models.Model):
    """One row a source with ads. ``due_at``: when the next day of one of its ad accounts should be there."""

    source = models.OneToOneField(Source, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    due_at = models.DateTimeField()
    seconds = models.FloatField(default=0)  # that it took
    things = models.PositiveIntegerField(default=0)  # campaigns, ad sets and ads that were judged

    def __str__(self) -> str:
        return f"{self.source_id}: {self.at:%Y-%m-%d %H:%M}"
