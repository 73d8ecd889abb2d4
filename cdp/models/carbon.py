"""What an e-mail is taken to emit, and how much of it an account allows itself: one row for each sub-account."""

from __future__ import annotations

from django.db import models

from cdp.models.base import Mirrored


class CarbonFactor(Mirrored):
    """Grams CO2e of one e-mail of a stream, and who says so. Without a row: ``cdp.carbon.DEFAULT``."""

    stream = models.CharField(max_length=13)  # marketing, automation, transactional
    grams = models.DecimalField(max_digits=20, decimal_places=6)
    source = models.TextField()

    class Meta:
        db_table = "cdp_carbon_factor"
        constraints = [models.UniqueConstraint(fields=["subaccount_id", "stream"], name="carbon_factor_unique")]


class CarbonTarget(Mirrored):
    """The most that e-mail may emit for one contact in one month, in grams CO2e. Without a row: no target."""

    grams = models.DecimalField(max_digits=20, decimal_places=6)

    class Meta:
        db_table = "cdp_carbon_target"
        constraints = [models.UniqueConstraint(fields=["subaccount_id"], name="carbon_target_unique")]
