"""Where rows come from, in which batch they were written, and what the warehouse has of them."""

from __future__ import annotations

from django.db import models

from accounts.models import SubAccount


class Source(models.Model):
    """One origin of rows in one sub-account: a file feed, a shop, an ad account. Names the id space."""

    subaccount = models.ForeignKey(SubAccount, on_delete=models.PROTECT, related_name="sources")
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=30)  # the connector: file, brevo, meta_ads …
    last_received_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subaccount", "name"], name="source_name_unique")]

    def __str__(self) -> str:
        return self.name


class Batch(models.Model):
    """One committed set of writes: the unit the mirror publishes. Made by ``cdp.batches.batch``."""

    id = models.BigAutoField(primary_key=True)
    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.SET_NULL)
    note = models.TextField(blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True)
    pin = models.ForeignKey("Pin", null=True, blank=True, on_delete=models.PROTECT)

    class Meta:
        indexes = [  # the mirror asks for what is not published yet
            models.Index(fields=["id"], condition=models.Q(published_at__isnull=True), name="batch_unpublished")
        ]


class Tombstone(models.Model):
    """A mirrored row deleted in a batch, so that the mirror deletes it too. Written by a trigger."""

    batch_id = models.BigIntegerField()
    table = models.CharField(max_length=60)
    key = models.BigIntegerField()

    class Meta:
        db_table = "cdp_tombstone"
        indexes = [models.Index(fields=["batch_id"], name="tombstone_batch")]


class Pin(models.Model):
    """One published, consistent set {table: version} of the warehouse; readers answer from exactly one."""

    id = models.BigAutoField(primary_key=True)
    versions = models.JSONField()
    published_at = models.DateTimeField(auto_now_add=True)
    data_as_of = models.DateTimeField()  # every batch committed before this instant is in


class ImportedChunk(models.Model):
    """A part of a file that was committed whole; a file that broke in the middle goes on behind the last one."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE)
    file_digest = models.CharField(max_length=64)  # SHA-256 of the content up to the end of this part
    mapping_digest = models.CharField(max_length=64)
    number = models.IntegerField()
    rows = models.BigIntegerField()
    counts = models.JSONField(default=dict)
    imported_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "file_digest", "mapping_digest", "number"], name="imported_chunk_unique"
            )
        ]


class QuarantinedRow(models.Model):
    """A row that could not be read: where it stood, what was wrong, and the row itself for mending."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE)
    file = models.TextField()
    file_digest = models.CharField(max_length=64)
    line = models.BigIntegerField()
    field = models.TextField()
    reason = models.TextField()
    row = models.JSONField()
    mapping = models.TextField()  # digest of the mapping it was read with
    created_at = models.DateTimeField(auto_now_add=True)
    replayed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "file_digest", "line", "mapping"], name="quarantined_row_unique")
        ]
