"""What every mirrored row shares: its sub-account, its natural key and the batch that last wrote it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.expressions import Func


class CurrentBatch(Func):
    """The batch this transaction runs in; a write outside a batch fails loudly (the setting is missing)."""

    template = "current_setting('sextant.batch')::bigint"
    output_field = models.BigIntegerField()


class Mirrored(models.Model):
    """A row that is copied to the warehouse. See ``cdp.warehouse.schema`` for the copied columns."""

    id = models.BigAutoField(primary_key=True)
    # No foreign key: a check per row would cost a third of the import speed, and a batch is never deleted.
    batch_id = models.BigIntegerField(db_default=CurrentBatch(), editable=False)
    subaccount_id = models.BigIntegerField()

    class Meta:
        abstract = True


class Sourced(Mirrored):
    """A mirrored row with a natural key: (source, external id)."""

    source_id = models.BigIntegerField()
    external_id = models.TextField()
    attributes = models.JSONField(default=dict, blank=True)  # typed by AttributeDefinition

    class Meta:
        abstract = True


def natural_key(name: str) -> models.UniqueConstraint:
    """The constraint that makes a re-import find the row it wrote before."""
    return models.UniqueConstraint(fields=["source_id", "external_id"], name=f"{name}_natural_key")


def money(**extra: object) -> models.DecimalField[Any, Any]:
    """An amount in its row's currency, unrounded: 14 digits before the point, 6 behind it."""
    return models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True, **extra)  # type: ignore[arg-type]


def currency() -> models.CharField[Any, Any]:
    """ISO 4217 code of the row's amounts."""
    return models.CharField(max_length=3, blank=True, default="")


def word(**extra: object) -> models.TextField[Any, Any]:
    """An optional text; absent is null, so that "is null" means the same in every engine."""
    return models.TextField(null=True, blank=True, **extra)  # type: ignore[arg-type]


def reference() -> models.BigIntegerField[Any, Any]:
    """The id of a row in another table. Resolved by set SQL at import, checked by reconciliation: see DESIGN."""
    return models.BigIntegerField(null=True, blank=True)
